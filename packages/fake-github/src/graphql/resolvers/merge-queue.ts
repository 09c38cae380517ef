import { queueOf } from '../../auto-merge.ts';
import { nodeId } from '../../identity.ts';
import { type Pull, type Repository, toTime } from '../../state.ts';
import type { GraphCall } from '../call.ts';
import { connectionField } from '../connection.ts';
import type { Source } from '../source.ts';
import { actor } from './accounts.ts';

export function mergeQueue(call: GraphCall, repository: Repository, branch: string): Source | null {
  if (!repository.settings.mergeQueues.includes(branch)) return null;
  const path = `/${repository.fullName}/queue/${branch}`;
  return {
    __typename: 'MergeQueue',
    id: nodeId('MQ', repository.id, branch),
    resourcePath: path,
    url: `${call.world.urls.server}${path}`,
    nextEntryEstimatedTimeToMerge: null,
    repository: () => call.sources.repository(call, repository),
    configuration: {
      __typename: 'MergeQueueConfiguration',
      mergeMethod: 'MERGE',
      mergingStrategy: 'ALLGREEN',
      checkResponseTimeout: 60,
      maximumEntriesToBuild: 5,
      maximumEntriesToMerge: 5,
      minimumEntriesToMerge: 1,
      minimumEntriesToMergeWaitTime: 5,
    },
    entries: connectionField(
      'MergeQueueEntry',
      'entries',
      () => queueOf(repository, branch),
      (pull) => mergeQueueEntry(call, pull),
    ),
  };
}

export function mergeQueueEntry(call: GraphCall, pull: Pull): Source | null {
  if (pull.queued === undefined) return null;
  const { at, by } = pull.queued;
  return {
    __typename: 'MergeQueueEntry',
    id: nodeId('MQE', pull.id),
    position: () => queueOf(pull.base, pull.baseBranch).indexOf(pull) + 1,
    state: 'QUEUED',
    enqueuedAt: toTime(at),
    enqueuer: () => actor(call, by),
    estimatedTimeToMerge: null,
    jump: false,
    solo: false,
    pullRequest: () => call.sources.pull(call, pull),
    mergeQueue: () => mergeQueue(call, pull.base, pull.baseBranch),
  };
}
