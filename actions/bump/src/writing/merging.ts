/** Lets a pull request merge by itself, and keeps it from that: GitHub goes on with whatever is on the branch by then. */
import { mapBounded } from '@sealift/core/bounded';
import { listNames } from '@sealift/deploy/pull-request/summary-line';
import { mergeWhenReady, stopMerging } from '@sealift/github/pulls/auto-merge';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import { isViewer } from '../deciding/branch-content.ts';
import { describePeople } from '../deciding/people.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import { PARALLEL } from '../reading/images.ts';
import type { Outcome, Proposed } from './outcome.ts';
import type { Situation } from './situation.ts';

/**
 * It merges by itself if this run asks for it and all that its branch changes may. Otherwise it stops doing so, if an
 * earlier run has said it.
 */
export async function armMerge(job: BumpJob, pull: PullRequest, outcome: Outcome): Promise<void> {
  const { context, destination } = job;
  const { client, repository } = destination;
  const { autoMerge } = context.inputs.pullRequest;
  const { log } = context.dependencies;
  const { head } = outcome;
  if (head === undefined) return;
  if (autoMerge === 'off') {
    if (outcome.committed) await disarm(job, pull, outcome.view);
    return;
  }
  const reasons = await reasonsAgainst(job, outcome.proposed);
  for (const reason of reasons)
    log.warning(`Pull request #${pull.number} does not merge by itself: ${reason}`, { title: 'Bump' });
  if (reasons.length > 0) return disarm(job, pull, outcome.view);
  // Only the head that this run has made, and nothing after it.
  const result = await mergeWhenReady(client, repository, pull, head, autoMerge);
  switch (result.kind) {
    case 'enabled':
      log.info(
        autoMerge === 'queue' ? 'It is in the merge queue.' : 'It merges when all requirements are met.',
      );
      break;
    case 'merged':
      log.info('Nothing was required, so it was merged.');
      break;
    case 'refused':
      log.warning(`${result.failure.message} ${result.failure.remedy}`, {
        title: 'Bump',
        code: result.failure.code,
      });
  }
}

/** Before something comes to the branch that may not merge by itself: after it, it could be too late. */
export async function keepFromMerging(
  job: BumpJob,
  { view, state: { open } }: Pick<Situation, 'view' | 'state'>,
  proposed: Proposed,
): Promise<void> {
  if (open?.autoMergeBy === undefined) return;
  const isAsked = job.context.inputs.pullRequest.autoMerge !== 'off';
  if (isAsked && (await reasonsAgainst(job, proposed)).length === 0) return;
  await disarm(job, open, view);
}

/** What somebody else has decided stays. */
async function disarm(
  { context, destination: { client, repository } }: BumpJob,
  pull: PullRequest,
  { viewer }: OpsView,
): Promise<void> {
  if (pull.autoMergeBy === undefined || !isViewer(pull.autoMergeBy, viewer)) return;
  await stopMerging(client, repository, pull);
  context.dependencies.log.info(
    `Pull request #${pull.number} does not merge by itself any more: not all that comes to its branch may.`,
  );
}

/** Sentences; none when all that the branch changes may merge by itself. What this run proposes was asked for already. */
async function reasonsAgainst(
  { context: { mergeCheck } }: BumpJob,
  { edits, earlier, people, otherFiles }: Proposed,
): Promise<readonly string[]> {
  const carried = edits.flatMap(({ target }) => earlier.get(target) ?? []);
  const refused = await mapBounded(carried, PARALLEL, async (proposal) => (await mergeCheck(proposal)) ?? []);
  if (people.length > 0)
    return [
      ...refused.flat(),
      `Its branch holds commits of ${describePeople(people)}, which nobody has verified.`,
    ];
  return otherFiles.length === 0
    ? refused.flat()
    : [...refused.flat(), `Its branch changes ${listNames(otherFiles)}, which no release explains.`];
}
