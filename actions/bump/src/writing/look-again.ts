import { readBranchContent } from '../deciding/branch-content.ts';
import { branchStateOf } from '../deciding/branch-state.ts';
import { type BumpJob, lookAtOps } from '../planning/bump-job.ts';
import { proposedOn, standing } from './add-to-branch.ts';
import type { Outcome } from './outcome.ts';

/**
 * What the branch is now that somebody else has moved it, and nothing is written.
 * @returns undefined when its pull request is not open any more
 */
export async function lookAgain(
  job: BumpJob,
  outcome: Outcome,
  number: number,
): Promise<Outcome | undefined> {
  const { repository } = job.destination;
  const view = await lookAtOps(job.context, repository, job.bump);
  const { base, head, open } = branchStateOf(job.destination, view);
  if (head === undefined || open?.number !== number) return undefined;
  if (head.commit === outcome.head) return { ...outcome, view, open };
  const content = await readBranchContent(job, view.viewer, base, head);
  const { active, orders } = outcome.classification;
  const proposed = new Set(
    content.proposals.map(({ target }) =>
      JSON.stringify([target.app, target.environment, target.file, target.release.digest]),
    ),
  );
  const own = active.filter((target) =>
    proposed.has(JSON.stringify([target.app, target.environment, target.file, target.release.digest])),
  );
  const carried = await standing(job, content, own);
  return {
    ...{ ...outcome, view, open, head: head.commit },
    proposed: await proposedOn(job, content, carried, own, orders),
  };
}
