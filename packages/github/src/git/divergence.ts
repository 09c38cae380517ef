/** What a branch has that its base lacks, and where the two parted. */
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type Divergence = {
  readonly mergeBase: string;
  /** Of the branch alone, the oldest first; GitHub lists 250. */
  readonly commits: readonly {
    readonly sha: string;
    /** Login; undefined when no account has the commit's address. */
    readonly author: string | undefined;
  }[];
};

const Answer = v.object({
  merge_base_commit: v.object({ sha: v.string() }),
  commits: v.array(
    v.object({ sha: v.string(), author: v.nullish(v.object({ login: v.optional(v.string()) })) }),
  ),
});

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
export async function readDivergence(
  client: GitHubClient,
  repository: RepositoryName,
  base: string,
  head: string,
): Promise<Divergence> {
  const answer = parseAnswer(
    Answer,
    await client.rest.repos.compareCommitsWithBasehead({
      ...repository,
      basehead: `${base}...${head}`,
      request: policy({ permission: 'contents: read' }),
    }),
  );
  return {
    mergeBase: answer.merge_base_commit.sha,
    commits: answer.commits.map(({ sha, author }) => ({ sha, author: author?.login })),
  };
}
