/** Branches, moved by compare-and-swap: only forward, only from the head that was seen, never by force. */
import * as v from 'valibot';
import { type GitHubClient, orAbsent } from './client.ts';
import { GitHubFailure } from './github-failure.ts';
import type { RepositoryName } from './repository.ts';

/** `raced`: somebody else was faster; read the branch again and decide anew. */
export type RefResult = 'moved' | 'raced';

const PERMISSION = 'contents: write';
const Ref = v.object({ object: v.object({ sha: v.string() }) });
type Ref = v.InferOutput<typeof Ref>;

/** The commit that a branch points to; undefined when there is no such branch. */
export async function readBranch(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<string | undefined> {
  const ref = await orAbsent(
    client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      parameters: { ...repository, ref: `heads/${branch}` },
      answer: Ref,
      permission: 'contents: read',
    }),
  );
  return ref?.object.sha;
}

/** `raced` when the branch exists by now and points elsewhere. */
export function createBranch(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  commit: string,
): Promise<RefResult> {
  return swap(
    client.request('POST /repos/{owner}/{repo}/git/refs', {
      parameters: { ...repository, ref: `refs/heads/${branch}`, sha: commit },
      answer: Ref,
      permission: PERMISSION,
      happened: () => pointsTo(client, repository, branch, commit),
    }),
    commit,
    /^Reference already exists/i,
    () => pointsTo(client, repository, branch, commit),
  );
}

/**
 * Moves a branch to a commit that has the branch's observed head among its parents. GitHub refuses the move when the
 * branch has left that head, because it would not be a fast-forward: that is the comparison of this swap.
 */
export function advanceBranch(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  commit: string,
): Promise<RefResult> {
  return swap(
    client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      parameters: { ...repository, ref: `heads/${branch}`, sha: commit, force: false },
      answer: Ref,
      permission: PERMISSION,
      happened: () => pointsTo(client, repository, branch, commit),
    }),
    commit,
    /^(?:Update is not a fast forward|Reference does not exist|Reference update failed)/i,
    () => pointsTo(client, repository, branch, commit),
  );
}

/** The commit that two branches or commits have in common, as `git merge-base` finds it. */
export async function readMergeBase(
  client: GitHubClient,
  repository: RepositoryName,
  base: string,
  head: string,
): Promise<string> {
  const answer = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
    // The first page carries every file's diff.
    parameters: { ...repository, basehead: `${base}...${head}`, per_page: 1, page: 2 },
    answer: v.object({ merge_base_commit: v.object({ sha: v.string() }) }),
    permission: 'contents: read',
  });
  return answer.merge_base_commit.sha;
}

async function swap(
  update: Promise<Ref>,
  commit: string,
  race: RegExp,
  pointsThere: () => Promise<Ref | undefined>,
): Promise<RefResult> {
  try {
    return (await update).object.sha === commit ? 'moved' : 'raced';
  } catch (failure) {
    const raced =
      failure instanceof GitHubFailure &&
      (failure.status === 409 || (failure.status === 422 && race.test(failure.answer)));
    if (!raced) throw failure;
    // An earlier attempt whose answer was lost may have been the one that was faster.
    return (await pointsThere()) === undefined ? 'raced' : 'moved';
  }
}

async function pointsTo(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  commit: string,
): Promise<Ref | undefined> {
  const sha = await readBranch(client, repository, branch);
  return sha === commit ? { object: { sha } } : undefined;
}
