/** What a pull request has beside its change: labels, people, a milestone, the merge that waits for its requirements. */
import { Failure } from '@sealift/core/failure';
import { mergeWhenReady } from '@sealift/github/pulls/auto-merge';
import { addAssignees, addLabels, requestReviewers, setMilestone } from '@sealift/github/pulls/metadata';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { BumpJob } from '../planning/bump-job.ts';

/** The change is made: a label that comes late or a reviewer who left is no reason to fail the deployment. */
export async function decorate(
  { context, destination: { client, repository } }: BumpJob,
  pull: PullRequest,
  created: boolean,
): Promise<void> {
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      context.dependencies.log.warning(`${what}: ${failure.message} ${failure.remedy}`, {
        title: 'Bump',
        code: failure.code,
      });
    }
  };
  const { labels, reviewers, teamReviewers, assignees, milestone } = context.inputs.pullRequest;
  await attempt('The labels were not added', () => addLabels(client, repository, pull, labels));
  // Whoever was taken off by hand is not put on again.
  if (!created) return;
  await attempt('No review was asked for', () =>
    requestReviewers(client, repository, pull, { users: reviewers, teams: teamReviewers }),
  );
  await attempt('Nobody was assigned', () => addAssignees(client, repository, pull, assignees));
  if (milestone !== undefined)
    await attempt('The milestone was not set', () => setMilestone(client, repository, pull, milestone));
}

/** @param head that may be merged, and nothing after it */
export async function armMerge(
  { context, destination: { client, repository } }: BumpJob,
  pull: PullRequest,
  head: string,
): Promise<void> {
  const { autoMerge } = context.inputs.pullRequest;
  const { log } = context.dependencies;
  if (autoMerge === 'off') return;
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
