/** Several bumps may write to one branch at once: whoever is slower looks again and decides anew. */
import { remoteFailure } from '@sealift/core/failure';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import { type BumpJob, lookAtOps } from '../planning/bump-job.ts';

/** How often a branch that somebody else has moved meanwhile is looked at again. */
const ROUNDS = 6;

/**
 * @param first what was seen already
 * @param attempt decides and writes by what it is shown; undefined when the branch has moved since
 * @throws Failure `bump/overtaken`
 */
export async function untilNotOvertaken<T>(
  { context, bump, destination }: BumpJob,
  first: OpsView,
  attempt: (view: OpsView) => Promise<T | undefined>,
): Promise<T> {
  const { client, repository, branch } = destination;
  const { clock, signal, log } = context.dependencies;
  for (let round = 0; round < ROUNDS; round += 1) {
    // A moment that grows with the round and differs between runs.
    if (round > 0) await clock.sleep(Math.random() * 1000 * 2 ** round, signal);
    const done = await attempt(round === 0 ? first : await lookAtOps(client, repository, bump));
    if (done !== undefined) return done;
    log.info(`The branch ${branch} was moved by someone else meanwhile; looking again.`);
  }
  throw remoteFailure({
    code: 'bump/overtaken',
    cause: `The branch ${branch} of ${formatRepositoryName(repository)} kept moving: ${ROUNDS} attempts to commit to it were overtaken.`,
    remedy: 'Run the job again when fewer bumps run at once, or give them a concurrency group.',
  });
}
