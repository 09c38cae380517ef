/** Auto-merge and merge queues: when GitHub takes a pull request for them, and with which words it refuses. */
import type { Account } from './identity.ts';
import { mergeBlock, protectionOf } from './protection.ts';
import { ApiError } from './rest/api-error.ts';
import type { GitHubState, MergeMethod, Pull, Repository } from './state.ts';

const refused = (message: string): ApiError => new ApiError(422, message);

export const methodAllowed = (pull: Pull, method: MergeMethod): boolean =>
  pull.base.settings.mergeMethods.includes(method);

/** As `mergeStateStatus` of GraphQL and, in lower case, `mergeable_state` of REST. */
export function mergeState(pull: Pull): 'CLEAN' | 'BLOCKED' | 'DIRTY' | 'DRAFT' | 'UNKNOWN' {
  if (pull.state !== 'open') return 'UNKNOWN';
  if (pull.mergeSha === undefined) return 'DIRTY';
  if (pull.draft) return 'DRAFT';
  return mergeBlock(pull.base, pull.baseBranch) === undefined ? 'CLEAN' : 'BLOCKED';
}

export type AutoMergeWish = {
  readonly method: MergeMethod;
  readonly headline: string | undefined;
  readonly body: string | undefined;
  /** Where the caller has seen the head; undefined: wherever it is. */
  readonly expectedHead: string | undefined;
};

/** It only says so: nothing merges by itself here. @throws ApiError 422 */
export function enableAutoMerge(
  world: GitHubState,
  pull: Pull,
  enabledBy: Account,
  wish: AutoMergeWish,
): void {
  const { settings } = pull.base;
  checkHead(pull, wish.expectedHead);
  if (!settings.autoMergeAllowed) throw refused('Auto merge is not allowed for this repository');
  if (pull.state !== 'open') throw refused('Pull request is closed');
  const queue = settings.mergeQueues.includes(pull.baseBranch);
  if (!queue && protectionOf(pull.base, pull.baseBranch) === undefined)
    throw refused('Pull request Protected branch rules not configured for this branch');
  if (!methodAllowed(pull, wish.method)) throw refused(methodMessage(wish.method));
  if (pull.draft) throw refused('Pull request Pull request is in draft state');
  if (mergeState(pull) === 'CLEAN') throw refused('Pull request Pull request is in clean status');
  pull.autoMerge = {
    method: wish.method,
    headline: wish.headline,
    body: wish.body,
    enabledBy,
    enabledAt: world.clock.now(),
  };
  pull.updatedAt = world.clock.now();
}

export function disableAutoMerge(world: GitHubState, pull: Pull): void {
  if (pull.autoMerge === undefined) throw refused("Can't disable auto-merge for this pull request.");
  pull.autoMerge = undefined;
  pull.updatedAt = world.clock.now();
}

/** @throws ApiError 422 */
export function enqueue(world: GitHubState, pull: Pull, by: Account, expectedHead: string | undefined): void {
  checkHead(pull, expectedHead);
  if (!pull.base.settings.mergeQueues.includes(pull.baseBranch))
    throw refused('The merge queue is not enabled for this branch');
  if (pull.state !== 'open') throw refused('Pull request is closed');
  if (pull.draft) throw refused('Pull request is in draft state');
  if (pull.queued !== undefined) throw refused('Pull request is already in the queue');
  const block = mergeBlock(pull.base, pull.baseBranch);
  if (block !== undefined) throw refused(block);
  pull.queued = { at: world.clock.now(), by };
  pull.updatedAt = world.clock.now();
}

/** The pull requests that wait, the first one first. */
export const queueOf = (repository: Repository, branch: string): readonly Pull[] =>
  [...repository.pulls.values()]
    .filter(({ queued, baseBranch }) => queued !== undefined && baseBranch === branch)
    .sort((left, right) => (left.queued?.at ?? 0) - (right.queued?.at ?? 0));

function checkHead(pull: Pull, expected: string | undefined): void {
  if (expected !== undefined && expected !== pull.headSha)
    throw refused('Head branch was modified. Review and try the merge again.');
}

export const methodMessage = (method: MergeMethod): string =>
  method === 'merge'
    ? 'Merge commits are not allowed on this repository.'
    : `${method === 'squash' ? 'Squash' : 'Rebase'} merges are not allowed on this repository.`;
