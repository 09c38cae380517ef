/** What a pull request has beside its change: labels, people, a milestone. */
import { Failure } from '@sealift/core/failure';
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
