/** Several bumps may write to one branch at once: whoever is slower looks again and decides anew. */
import { untilNotOvertaken as untilNotRaced } from '@sealift/github/git/branch-commit';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import { type BumpJob, lookAtOps } from '../planning/bump-job.ts';

/**
 * @param first what was seen already
 * @param attempt decides and writes by what it is shown; undefined when the branch has moved since
 * @throws Failure `bump/overtaken`
 */
export function untilNotOvertaken<T>(
  { context, bump, destination }: BumpJob,
  first: OpsView,
  attempt: (view: OpsView) => Promise<T | undefined>,
): Promise<T> {
  const { repository, branch } = destination;
  return untilNotRaced(
    {
      ...context.dependencies,
      ...{ repository, branch, code: 'bump/overtaken' },
      remedy: 'Run the job again when fewer bumps run at once, or give them a concurrency group.',
    },
    async (round) => attempt(round === 0 ? first : await lookAtOps(context, repository, bump)),
  );
}
