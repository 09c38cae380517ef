/** What a branch has that its base lacks, and where the two parted. */
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type BranchOnlyCommit = {
  readonly sha: string;
  /** The first is what the commit was made on. */
  readonly parents: readonly string[];
  readonly message: string;
  /** Login; undefined when no account has the commit's address. Anybody who may push can write any address. */
  readonly author: string | undefined;
  /** As the commit says it. */
  readonly name: string;
  /** Whether GitHub vouches for its signature: only then does `author` say who made it. */
  readonly verified: boolean;
};

export type Divergence = {
  readonly mergeBase: string;
  /** Of the branch alone, the oldest first; GitHub lists 250. */
  readonly commits: readonly BranchOnlyCommit[];
  /** How many there are. */
  readonly ahead: number;
  /** Path → id of the content that the branch has where the merge base has another; undefined: it is not there. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** False: there are more files than GitHub lists. */
  readonly complete: boolean;
};

/** GitHub lists no more files of a comparison. */
const MAX_FILES = 300;

const Answer = v.object({
  merge_base_commit: v.object({ sha: v.string() }),
  ahead_by: v.number(),
  commits: v.array(
    v.object({
      sha: v.string(),
      parents: v.array(v.object({ sha: v.string() })),
      author: v.nullish(v.object({ login: v.optional(v.string()) })),
      commit: v.object({
        message: v.string(),
        author: v.nullish(v.object({ name: v.optional(v.string(), '') })),
        verification: v.optional(v.object({ verified: v.boolean() }), { verified: false }),
      }),
    }),
  ),
  files: v.optional(
    v.array(
      v.object({
        filename: v.string(),
        sha: v.nullable(v.string()),
        status: v.string(),
        previous_filename: v.optional(v.string()),
      }),
    ),
    [],
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
    ahead: answer.ahead_by,
    complete: answer.files.length < MAX_FILES,
    commits: answer.commits.map(({ sha, parents, author, commit }) => ({
      sha,
      parents: parents.map((parent) => parent.sha),
      message: commit.message,
      author: author?.login,
      name: commit.author?.name ?? '',
      verified: commit.verification.verified,
    })),
    files: new Map(answer.files.flatMap(filesOf)),
  };
}

function filesOf({
  filename,
  sha,
  status,
  previous_filename: before,
}: v.InferOutput<typeof Answer>['files'][number]): readonly (readonly [string, string | undefined])[] {
  const now = [filename, status === 'removed' ? undefined : (sha ?? undefined)] as const;
  return status === 'renamed' && before !== undefined ? [[before, undefined], now] : [now];
}
