/** Puts changed files on a branch, by a commit that GitHub signs, and only from where the branch was seen. */

import { randomUUID } from 'node:crypto';
import type { FailureCode } from '@sealift/core/failure';
import { remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import type { GitHubClient } from '../client/client.ts';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';
import {
  type ChangedFile,
  commitOnBranch,
  createCommit,
  type RemovedFile,
  requirePlainFiles,
} from './commits.ts';
import { createBranch, moveBranch, type RefResult, readBranch } from './refs.ts';

export type BranchCommit = {
  /** Node id of the repository. */
  readonly repositoryId: string;
  readonly branch: string;
  /** Where the branch was seen; undefined when there is none. */
  readonly from: string | undefined;
  /** What the files are changed in. */
  readonly start: { readonly commit: string; readonly tree: string };
  /**
   * What the commit is made on. Where that is not `start`, it takes the place of what `start` has on top of it, which only
   * a commit of the first way can: the other one goes on top.
   */
  readonly parents: readonly [string, ...string[]];
  readonly files: readonly ChangedFile[];
  readonly removed?: readonly RemovedFile[];
  readonly message: string;
  readonly requireVerified: boolean;
  /**
   * How names of branches begin on which a commit may be made for a moment, where the branch itself must appear with it or
   * not at all, or moves to a commit that does not follow from where it is. Without it a new branch appears first.
   */
  readonly drafts?: string;
};

/**
 * One tree, one commit, one move of the branch. Where GitHub does not sign the commit (it does for Apps and
 * github-actions), it is made once more in the way that is signed for everybody.
 * @returns the commit; undefined when somebody else has moved the branch meanwhile
 * @throws Failure `github/…`
 */
export async function commitToBranch(
  client: GitHubClient,
  repository: RepositoryName,
  wanted: BranchCommit,
  log: Pick<Log, 'debug'>,
): Promise<string | undefined> {
  const commit = await createCommit(client, repository, { ...wanted, baseTree: wanted.start.tree });
  if (wanted.requireVerified && !commit.verified) return commitSigned(client, repository, wanted, log);
  return (await place(client, repository, wanted, commit.sha)) === 'moved' ? commit.sha : undefined;
}

/** The branch comes to the commit, by force where it does not follow from what was seen there. */
const place = (
  client: GitHubClient,
  repository: RepositoryName,
  { branch, from, parents, repositoryId }: BranchCommit,
  to: string,
): Promise<RefResult> =>
  from === undefined
    ? createBranch(client, repository, branch, to)
    : moveBranch(client, repository, repositoryId, { branch, from, to, force: parents[0] !== from });

async function commitSigned(
  client: GitHubClient,
  repository: RepositoryName,
  wanted: BranchCommit,
  log: Pick<Log, 'debug'>,
): Promise<string | undefined> {
  const { branch, from, drafts } = wanted;
  const start = wanted.start.commit;
  log.debug('GitHub did not sign the commit of this token; committing on the branch instead.');
  requirePlainFiles(wanted.files);
  // This way commits on top of a branch alone. One with a pull request must not go to its base on the way: GitHub closes it.
  if (drafts !== undefined && from !== start)
    return commitOnDraft(client, repository, wanted, `${drafts}${randomUUID()}`);
  if (from === undefined && (await createBranch(client, repository, branch, start)) === 'raced')
    return undefined;
  const { result, sha } = await commitOnBranch(client, repository, branch, start, wanted);
  return result === 'moved' ? sha : undefined;
}

/** On a branch whose name shows what it is, for a moment. One that is left behind by a run that was ended does no harm. */
async function commitOnDraft(
  client: GitHubClient,
  repository: RepositoryName,
  wanted: BranchCommit,
  draft: string,
): Promise<string | undefined> {
  const { repositoryId, start } = wanted;
  const discard = async () => {
    const head = await readBranch(client, repository, draft);
    if (head !== undefined)
      await moveBranch(client, repository, repositoryId, { branch: draft, from: head, to: undefined });
  };
  if ((await createBranch(client, repository, draft, start.commit)) === 'raced') return undefined;
  try {
    const { result, sha } = await commitOnBranch(client, repository, draft, start.commit, wanted);
    const placed =
      result === 'moved'
        ? await place(client, repository, { ...wanted, parents: [start.commit] }, sha)
        : result;
    await discard();
    return placed === 'moved' ? sha : undefined;
  } catch (error) {
    await discard().catch(() => {});
    throw error;
  }
}

/** How often a branch that somebody else has moved meanwhile is looked at again. */
const ROUNDS = 6;

export type Race = {
  readonly repository: RepositoryName;
  readonly branch: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
  readonly signal: AbortSignal;
  /** Of the action, when the branch keeps moving. */
  readonly code: FailureCode;
  readonly remedy: string;
};

/**
 * Several runs may write to one branch at once: whoever is slower looks again and decides anew.
 * @param attempt decides and writes by what it sees; undefined when the branch has moved since
 * @throws Failure of the given code
 */
export async function untilNotOvertaken<T>(
  { repository, branch, clock, log, signal, code, remedy }: Race,
  attempt: (round: number) => Promise<T | undefined>,
): Promise<T> {
  for (let round = 0; round < ROUNDS; round += 1) {
    // A moment that grows with the round and differs between runs.
    if (round > 0) await clock.sleep(Math.random() * 1000 * 2 ** round, signal);
    const done = await attempt(round);
    if (done !== undefined) return done;
    log.info(`The branch ${branch} was moved by someone else meanwhile; looking again.`);
  }
  throw remoteFailure({
    code,
    cause: `The branch ${branch} of ${formatRepositoryName(repository)} kept moving: ${ROUNDS} attempts to commit to it were overtaken.`,
    remedy,
  });
}
