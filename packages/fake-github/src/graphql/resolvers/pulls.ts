import { mergeState } from '../../auto-merge.ts';
import { countCommits, listCommits } from '../../git/commits.ts';
import { diffFiles } from '../../git/diff.ts';
import { mergeBase, readRef } from '../../git/refs.ts';
import { nodeId } from '../../identity.ts';
import { commentId, pullId } from '../../node-ids.ts';
import { commentAssociation } from '../../render/issues.ts';
import { authorAssociation } from '../../render/pulls.ts';
import { type Comment, type Pull, toTime } from '../../state.ts';
import type { GraphCall } from '../call.ts';
import { connection, connectionField, PAGE, type Page } from '../connection.ts';
import { Unsupported } from '../errors.ts';
import { field, type Source } from '../source.ts';
import { actor, team } from './accounts.ts';
import { gitObject } from './git-objects.ts';
import { label, milestone } from './labels.ts';
import { mergeQueueEntry } from './merge-queue.ts';
import { ref } from './refs.ts';

export type PullFilter = {
  readonly states?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
};

const stateOf = (pull: Pull): 'OPEN' | 'CLOSED' | 'MERGED' =>
  pull.state === 'open' ? 'OPEN' : pull.mergedAt === undefined ? 'CLOSED' : 'MERGED';

export const matchesPull = (pull: Pull, filter: PullFilter): boolean =>
  (filter.states == null || filter.states.includes(stateOf(pull))) &&
  (filter.headRefName == null || pull.headBranch === filter.headRefName) &&
  (filter.baseRefName == null || pull.baseBranch === filter.baseRefName) &&
  (filter.labels == null || filter.labels.some((name) => pull.labels.has(name.toLowerCase())));

/** Oldest first when nothing is said. */
export function sortPulls(pulls: readonly Pull[], { orderBy }: PullFilter): readonly Pull[] {
  const keys: Readonly<Record<string, (pull: Pull) => number>> = {
    CREATED_AT: ({ createdAt }) => createdAt,
    UPDATED_AT: ({ updatedAt }) => updatedAt,
    COMMENTS: ({ comments }) => comments.length,
  };
  const key = keys[orderBy?.field ?? 'CREATED_AT'] ?? (({ createdAt }: Pull) => createdAt);
  const sign = orderBy?.direction === 'DESC' ? -1 : 1;
  return [...pulls].sort((left, right) => (key(left) - key(right) || left.number - right.number) * sign);
}

export function pull(call: GraphCall, which: Pull): Source {
  const { world } = call;
  const { base, head, number } = which;
  const path = `/${base.fullName}/pull/${number}`;
  const start = async () => (await mergeBase(base.gitDir, which.baseSha, which.headSha)) ?? which.baseSha;
  const branch = async (repositoryOf: Pull['base'], name: string) => {
    const id = await readRef(repositoryOf.gitDir, `refs/heads/${name}`);
    return id === undefined ? null : ref(call, repositoryOf, `refs/heads/${name}`, id);
  };
  const files = async () => diffFiles(base.gitDir, await start(), which.headSha);
  return {
    __typename: 'PullRequest',
    id: pullId(which),
    databaseId: which.id,
    fullDatabaseId: which.id,
    number,
    url: `${world.urls.server}${path}`,
    permalink: `${world.urls.server}${path}`,
    resourcePath: path,
    title: which.title,
    body: which.body ?? '',
    state: stateOf(which),
    closed: which.state === 'closed',
    merged: which.mergedAt !== undefined,
    isDraft: which.draft,
    locked: false,
    author: () => actor(call, which.author),
    authorAssociation: authorAssociation(which),
    viewerDidAuthor: which.author === call.principal.account,
    createdAt: toTime(which.createdAt),
    updatedAt: toTime(which.updatedAt),
    closedAt: which.closedAt === undefined ? null : toTime(which.closedAt),
    mergedAt: which.mergedAt === undefined ? null : toTime(which.mergedAt),
    mergedBy: () => (which.mergedBy === undefined ? null : actor(call, which.mergedBy)),
    mergeCommit: () => (which.mergedAt === undefined ? null : gitObject(call, base, which.mergeSha ?? '')),
    headRefName: which.headBranch,
    headRefOid: which.headSha,
    headRef: () => branch(head, which.headBranch),
    headRepository: () => call.sources.repository(call, head),
    headRepositoryOwner: () => actor(call, head.owner),
    baseRefName: which.baseBranch,
    baseRefOid: which.baseSha,
    baseRef: () => branch(base, which.baseBranch),
    baseRepository: () => call.sources.repository(call, base),
    repository: () => call.sources.repository(call, base),
    isCrossRepository: head !== base,
    maintainerCanModify: which.maintainerCanModify,
    mergeable:
      which.state !== 'open' ? 'UNKNOWN' : which.mergeSha === undefined ? 'CONFLICTING' : 'MERGEABLE',
    mergeStateStatus: mergeState(which),
    viewerCanEnableAutoMerge: base.settings.autoMergeAllowed && mergeState(which) === 'BLOCKED',
    autoMergeRequest: () => autoMergeRequest(call, which),
    isInMergeQueue: which.queued !== undefined,
    isMergeQueueEnabled: base.settings.mergeQueues.includes(which.baseBranch),
    mergeQueueEntry: () => mergeQueueEntry(call, which),
    milestone: () => (which.milestone === undefined ? null : milestone(call, base, which.milestone)),
    labels: connectionField(
      'Label',
      'labels',
      () => [...which.labels].flatMap((key) => base.labels.get(key) ?? []),
      (one) => label(call, base, one),
    ),
    assignees: connectionField(
      'User',
      'assignees',
      () => [...which.assignees],
      (one) => actor(call, one),
    ),
    reviewRequests: connectionField(
      'ReviewRequest',
      'reviewRequests',
      () => [
        ...[...which.reviewers].map((account) => actor(call, account)),
        ...[...which.teamReviewers].map((slug) => team(call, base, slug)),
      ],
      (requestedReviewer) => ({
        __typename: 'ReviewRequest',
        id: nodeId('RR', which.id, String(requestedReviewer['id'])),
        asCodeOwner: false,
        requestedReviewer,
      }),
    ),
    comments: connectionField(
      'IssueComment',
      'comments',
      () => which.comments,
      (one) => comment(call, which, one),
    ),
    timelineItems: timelineField(call, which),
    commits: connectionField(
      'PullRequestCommit',
      'commits',
      async () => {
        const without = await start();
        const limit = await countCommits(base.gitDir, which.headSha, without);
        const ids = await listCommits(base.gitDir, { from: which.headSha, without, skip: 0, limit });
        return ids.toReversed();
      },
      (id) => ({
        __typename: 'PullRequestCommit',
        id: nodeId('PURC', which.id, id),
        commit: () => gitObject(call, base, id),
      }),
    ),
    changedFiles: async () => (await files()).length,
    additions: async () => (await files()).reduce((sum, { additions }) => sum + additions, 0),
    deletions: async () => (await files()).reduce((sum, { deletions }) => sum + deletions, 0),
  };
}

/** Of events only that it was closed, and only for whoever asks for nothing else. */
const timelineField = (call: GraphCall, which: Pull) =>
  field<Page & { readonly itemTypes?: readonly string[] | null }>([...PAGE, 'itemTypes'], (wanted) => {
    if (wanted.itemTypes?.join() !== 'CLOSED_EVENT')
      throw new Unsupported('The rehearsal knows no other timeline items than CLOSED_EVENT');
    const closed = which.closedAt === undefined ? [] : [which.closedAt];
    return connection('PullRequestTimelineItems', 'timelineItems', closed, wanted, (at) => ({
      __typename: 'ClosedEvent',
      id: nodeId('CE', which.id, at),
      createdAt: toTime(at),
      actor: () => (which.closedBy === undefined ? null : actor(call, which.closedBy)),
      closable: () => pull(call, which),
    }));
  });

function autoMergeRequest(call: GraphCall, which: Pull): Source | null {
  if (which.autoMerge === undefined) return null;
  const { method, enabledBy, enabledAt, headline, body } = which.autoMerge;
  return {
    __typename: 'AutoMergeRequest',
    mergeMethod: method.toUpperCase(),
    enabledAt: toTime(enabledAt),
    enabledBy: () => actor(call, enabledBy),
    commitHeadline: headline ?? null,
    commitBody: body ?? null,
    authorEmail: null,
    pullRequest: () => pull(call, which),
  };
}

export function comment(call: GraphCall, on: Pull, which: Comment): Source {
  const { id, author, body, createdAt, updatedAt } = which;
  const path = `/${on.base.fullName}/pull/${on.number}#issuecomment-${id}`;
  return {
    __typename: 'IssueComment',
    id: commentId(id),
    databaseId: id,
    author: () => actor(call, author),
    authorAssociation: commentAssociation(call.world, on, author),
    body,
    createdAt: toTime(createdAt),
    updatedAt: toTime(updatedAt),
    viewerDidAuthor: author === call.principal.account,
    url: `${call.world.urls.server}${path}`,
    resourcePath: path,
    repository: () => call.sources.repository(call, on.base),
    pullRequest: () => pull(call, on),
  };
}
