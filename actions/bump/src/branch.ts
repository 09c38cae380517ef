/**
 * Brings the bump's branch to the wanted state. Each round looks at what is there, decides, and moves the branch only
 * from the head that it looked at; when somebody else was faster, it looks again.
 */
import { asFailure, configurationFailure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import type { GitHubClient } from '@sealift/github/client';
import { createCommit } from '@sealift/github/commits';
import { GitHubFailure } from '@sealift/github/github-failure';
import { listPullRequests, type PullRequest } from '@sealift/github/pull-requests';
import { advanceBranch, createBranch, readBranch } from '@sealift/github/refs';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository';
import type { Edits, Workspace } from './edits.ts';

export type Place = {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  readonly base: string;
  readonly branch: string;
};

/** What was found, and what follows from it. */
export type View = {
  readonly baseHead: string;
  readonly branchHead: string | undefined;
  readonly open: PullRequest | undefined;
  /** The commit that the edits are made on. */
  readonly start: string;
  readonly parents: readonly [string, ...string[]];
};

/**
 * Where the next commit goes:
 * - no branch: on the base
 * - a branch with an open pull request, or with commits that never had one (a bump that was killed, or another that
 *   runs right now): on the branch, which keeps what is there, also commits of people
 * - a branch whose pull request was merged or closed: on the base, with the old head as second parent. That is a
 *   fast-forward of the branch, needs no force, and its pull request shows exactly the new edits.
 */
export async function look(place: Place, baseHead: string): Promise<View> {
  const { client, repository, base, branch } = place;
  const branchHead = await readBranch(client, repository, branch);
  if (branchHead === undefined)
    return { baseHead, branchHead, open: undefined, start: baseHead, parents: [baseHead] };
  const pulls = await listPullRequests(client, repository, branch);
  const open = pulls.find((pull) => pull.state === 'open' && pull.base.ref === base);
  const over =
    open === undefined && pulls.some(({ state, head }) => state === 'closed' && head.sha === branchHead);
  if (!over) return { baseHead, branchHead, open, start: branchHead, parents: [branchHead] };
  const parents: View['parents'] = branchHead === baseHead ? [baseHead] : [baseHead, branchHead];
  return { baseHead, branchHead, open, start: baseHead, parents };
}

export type Outcome = {
  readonly view: View;
  /** The edits against the base: what is deployed now. */
  readonly atBase: Edits;
  /** The edits against the commit that was built on. */
  readonly atStart: Edits;
  /** Head of the branch afterwards; undefined when neither branch nor pull request is needed. */
  readonly head: string | undefined;
  readonly committed: boolean;
};

export type CommitOptions = {
  readonly message: (edits: Edits) => string;
  readonly requireVerified: boolean;
  readonly dryRun: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
};

const ROUNDS = 6;

/** @throws Failure `remote` when the branch keeps moving */
export async function settleBranch(
  place: Place,
  workspace: Workspace,
  readBase: () => Promise<string>,
  options: CommitOptions,
): Promise<Outcome> {
  const { client, repository, branch } = place;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await options.clock.sleep(Math.random() * 1000 * 2 ** round, options.signal);
    const view = await look(place, await readBase());
    const atBase = await workspace.editsAt(view.baseHead);
    const atStart = await workspace.editsAt(view.start).catch((failure: unknown) => {
      throw onBranch(failure, place);
    });
    const result = { view, atBase, atStart };
    if (atStart.files.length === 0) {
      // Nothing to do at the base, and no open pull request that shows something else.
      const needless = view.open === undefined && atBase.files.length === 0;
      const branchCounts = view.start === view.branchHead && !needless;
      return { ...result, head: branchCounts ? view.branchHead : undefined, committed: false };
    }
    if (options.dryRun) return { ...result, head: view.branchHead, committed: false };
    const commit = await createCommit(client, repository, {
      baseTree: atStart.tree,
      parents: view.parents,
      files: atStart.files,
      message: options.message(atStart),
      requireVerified: options.requireVerified,
    });
    const moved =
      view.branchHead === undefined
        ? await createBranch(client, repository, branch, commit.sha)
        : await advanceBranch(client, repository, branch, commit.sha);
    if (moved === 'moved') return { ...result, head: commit.sha, committed: true };
    options.log.info(`The branch ${branch} was moved by someone else meanwhile; looking again.`);
  }
  throw remoteFailure({
    cause: `The branch ${branch} of ${formatRepositoryName(repository)} kept moving: ${ROUNDS} attempts to commit to it were overtaken.`,
    remedy: 'Run the job again when fewer bumps run at once, or give them a concurrency group.',
  });
}

/** The base could be edited and the branch cannot: a file came later, or a person changed it on the branch. */
function onBranch(thrown: unknown, { base, branch }: Place): unknown {
  const failure = asFailure(thrown);
  if (failure.code !== 'configuration' || failure instanceof GitHubFailure) return thrown;
  return configurationFailure({
    cause: `The branch ${branch} of the open bump cannot be edited although ${base} can: ${failure.message}`,
    remedy: `Update the branch from ${base} ("Update branch" on its pull request), or close the pull request: the next run then starts from ${base}.`,
    error: failure,
    ...(failure.location === undefined ? {} : { location: failure.location }),
  });
}
