import { Failure } from '@sealift/core/failure';
import { moveBranch } from '@sealift/github/git/refs';
import { closePullRequest, type PullRequest } from '@sealift/github/pulls/pull-requests';
import { isSuperseded } from '../deciding/superseded.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Outcome } from './outcome.ts';

/**
 * Closes older open bumps that this one replaces, and removes their branches where nobody has moved them. One that cannot
 * be closed is a warning: the deployment itself is made.
 */
export async function supersede(
  { context, destination }: BumpJob,
  { view, classification }: Outcome,
  by: PullRequest,
): Promise<void> {
  const { client, repository, base, branch } = destination;
  const { log } = context.dependencies;
  for (const pull of view.pulls) {
    const older = pull.state === 'open' && pull.own && pull.base === base && pull.branch !== branch;
    if (!older || pull.branch === undefined || pull.number >= by.number) continue;
    if (!(await isSuperseded(pull, classification.active, context))) continue;
    try {
      await closePullRequest(client, repository, pull, `Superseded by #${by.number}.`);
      const removed = await moveBranch(client, repository, view.id, {
        branch: pull.branch,
        from: pull.head,
        to: undefined,
      });
      log.info(
        `Pull request #${pull.number} is superseded and closed${removed === 'moved' ? '' : '; its branch has moved and stays'}.`,
      );
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      log.warning(`Pull request #${pull.number} was not closed: ${failure.message} ${failure.remedy}`, {
        title: 'Bump',
        code: failure.code,
      });
    }
  }
}
