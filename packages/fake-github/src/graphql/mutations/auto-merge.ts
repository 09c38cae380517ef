import { disableAutoMerge, enableAutoMerge, enqueue } from '../../auto-merge.ts';
import type { MergeMethod } from '../../state.ts';
import { CONTENTS_WRITE, permit } from '../call.ts';
import { actor } from '../resolvers/accounts.ts';
import { mergeQueueEntry } from '../resolvers/merge-queue.ts';
import { pull as pullSource } from '../resolvers/pulls.ts';
import { type Mutations, mutation } from './mutation.ts';
import { ownPull } from './pulls.ts';

const METHODS: Readonly<Record<string, MergeMethod>> = { MERGE: 'merge', SQUASH: 'squash', REBASE: 'rebase' };

export const autoMergeMutations: Mutations = {
  // Merging writes to the base: both permissions are needed.
  enablePullRequestAutoMerge: mutation<{
    pullRequestId: string;
    mergeMethod?: string | null;
    commitHeadline?: string | null;
    commitBody?: string | null;
    expectedHeadOid?: string | null;
  }>(
    'EnablePullRequestAutoMergePayload',
    ['pullRequestId', 'mergeMethod', 'commitHeadline', 'commitBody', 'expectedHeadOid'],
    async (input, call) => {
      const pull = ownPull(call, input.pullRequestId);
      permit(call, pull.base, CONTENTS_WRITE);
      enableAutoMerge(call.world, pull, call.principal.account, {
        method: METHODS[input.mergeMethod ?? 'MERGE'] ?? 'merge',
        headline: input.commitHeadline ?? undefined,
        body: input.commitBody ?? undefined,
        expectedHead: input.expectedHeadOid ?? undefined,
      });
      return { actor: actor(call, call.principal.account), pullRequest: pullSource(call, pull) };
    },
  ),

  disablePullRequestAutoMerge: mutation<{ pullRequestId: string }>(
    'DisablePullRequestAutoMergePayload',
    ['pullRequestId'],
    async ({ pullRequestId }, call) => {
      const pull = ownPull(call, pullRequestId);
      disableAutoMerge(call.world, pull);
      return { actor: actor(call, call.principal.account), pullRequest: pullSource(call, pull) };
    },
  ),

  enqueuePullRequest: mutation<{ pullRequestId: string; expectedHeadOid?: string | null }>(
    'EnqueuePullRequestPayload',
    ['pullRequestId', 'expectedHeadOid'],
    async ({ pullRequestId, expectedHeadOid }, call) => {
      const pull = ownPull(call, pullRequestId);
      permit(call, pull.base, CONTENTS_WRITE);
      enqueue(call.world, pull, call.principal.account, expectedHeadOid ?? undefined);
      return { mergeQueueEntry: mergeQueueEntry(call, pull) };
    },
  ),
};
