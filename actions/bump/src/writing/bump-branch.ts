/**
 * Brings the bump's branch to the wanted state. Each round looks at what is there, decides, and moves the branch only
 * from the head that it looked at; when somebody else was faster, it looks again.
 */
import type { OpsView } from '@sealift/github/repository/ops-repository';
import { editOf } from '../deciding/base-changes.ts';
import { type BranchContent, peopleOf, readBranchContent } from '../deciding/branch-content.ts';
import { branchStateOf } from '../deciding/branch-state.ts';
import { classifyTargets } from '../deciding/classify-targets.ts';
import { withoutDeclined } from '../deciding/declined.ts';
import { refuseForeignBranch } from '../deciding/foreign-branch.ts';
import { refuseForeignCommits } from '../deciding/people.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import { editsAt, editsOnBranch, type TargetEdit } from '../planning/edits.ts';
import { addToBranch } from './add-to-branch.ts';
import { makeAnew } from './make-anew.ts';
import type { Outcome } from './outcome.ts';
import { untilNotOvertaken } from './rounds.ts';
import type { Situation } from './situation.ts';

/** @throws Failure `bump/overtaken` when the branch keeps moving; `bump/foreign-branch`, `bump/foreign-commits` */
export const pushBumpBranch = (job: BumpJob, first: OpsView): Promise<Outcome> =>
  untilNotOvertaken(job, first, (view) => attempt(job, view));

/** undefined when somebody else has moved the branch meanwhile. */
async function attempt(job: BumpJob, view: OpsView): Promise<Outcome | undefined> {
  const { context, destination, targets } = job;
  const { repository } = destination;
  await refuseForeignBranch(destination, view);
  const state = branchStateOf(destination, view);
  const { base, head, over } = state;
  const content =
    head === undefined || over !== undefined
      ? undefined
      : await readBranchContent(job, view.viewer, base, head);
  // What was merged is in the base.
  const left =
    head !== undefined && over?.state === 'closed' ? await peopleOf(job, view.viewer, base, head) : [];
  if (context.inputs.peopleCommits === 'refuse') refuseForeignCommits(destination, content?.people ?? left);
  const wholeBase = await editsAt(repository, base, targets);
  const wholeBranch = content === undefined ? wholeBase : await whatItProposes(job, content);
  const judged = await classifyTargets(job, view, wholeBase, wholeBranch, content?.proposals ?? []);
  const { wanted, declined } = await withoutDeclined(destination, view, content, judged.active);
  const situation: Situation = {
    ...{ view, state, content, declined, left },
    classification: { ...judged, active: wanted },
    atBase: await editsAt(repository, base, wanted),
  };
  return content === undefined || content.plain
    ? makeAnew(job, situation)
    : addToBranch(job, { ...situation, content });
}

/**
 * What the branch says of this run's targets now. One that is made anew need not take the edits: a file may have come to
 * the base after it.
 */
async function whatItProposes({ destination, targets }: BumpJob, { head, plain }: BranchContent) {
  if (!plain) return editsOnBranch(destination, head, targets);
  const edits: TargetEdit[] = [];
  for (const target of targets) {
    const edit = await editOf(destination.repository, head, target);
    if (edit !== undefined) edits.push(edit);
  }
  return { head, targets: edits, files: [] };
}
