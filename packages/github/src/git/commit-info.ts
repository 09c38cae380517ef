/** What a commit says of itself. */
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type CommitInfo = {
  readonly message: string;
  /** Login; undefined when no account has the commit's address. */
  readonly author: string | undefined;
};

const Answer = v.object({
  commit: v.object({ message: v.string() }),
  author: v.nullish(v.object({ login: v.optional(v.string()) })),
});

/**
 * https://docs.github.com/en/rest/commits/commits#get-a-commit
 * @param sha 40 hex digits
 * @throws Failure `github/…`
 */
export async function readCommit(
  client: GitHubClient,
  repository: RepositoryName,
  sha: string,
): Promise<CommitInfo> {
  const { commit, author } = parseAnswer(
    Answer,
    await client.rest.repos.getCommit({
      ...repository,
      ref: sha,
      // Of the files that it changes, which are not looked at.
      per_page: 1,
      request: policy({ permission: 'contents: read' }),
    }),
  );
  return { message: commit.message, author: author?.login };
}
