/** What a commit says of itself. */
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
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

/**
 * The commits that a commit was made of; undefined when there is no such commit.
 * https://docs.github.com/en/rest/commits/commits#get-a-commit
 * @param sha 40 hex digits
 * @throws Failure `github/…`
 */
export async function readParents(
  client: GitHubClient,
  repository: RepositoryName,
  sha: string,
): Promise<readonly string[] | undefined> {
  try {
    const response = await client.rest.repos.getCommit({
      ...repository,
      ref: sha,
      per_page: 1,
      request: policy({ permission: 'contents: read' }),
    });
    return parseAnswer(Parents, response).parents.map((parent) => parent.sha);
  } catch (failure) {
    // What is no commit of the repository is refused, not absent.
    if (failure instanceof GitHubFailure && [404, 422].includes(failure.status ?? 0)) return undefined;
    throw failure;
  }
}

const Parents = v.object({ parents: v.array(v.object({ sha: v.string() })) });

const Verified = v.object({
  commit: v.object({ verification: v.object({ verified: v.boolean() }) }),
});

/** Whether a commit carries a signature that GitHub verifies. @param sha 40 hex digits @throws Failure `github/…` */
export async function isVerified(
  client: GitHubClient,
  repository: RepositoryName,
  sha: string,
): Promise<boolean> {
  const response = await client.rest.repos.getCommit({
    ...repository,
    ref: sha,
    per_page: 1,
    request: policy({ permission: 'contents: read' }),
  });
  return parseAnswer(Verified, response).commit.verification.verified;
}
