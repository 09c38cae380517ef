/**
 * Brings the bump's branch to the wanted state. Each round looks at what is there, decides, and moves the branch only
 * from the head that it looked at; when somebody else was faster, it looks again.
 */
import { type Divergence, readDivergence } from '@sealift/github/git/divergence';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import { type BranchState, branchStateOf, declinedPull } from '../deciding/branch-state.ts';
import { checkCharts } from '../deciding/chart-check.ts';
import { classifyTargets } from '../deciding/classify-targets.ts';
import { findConflicts, refuseForeignCommits } from '../deciding/divergence.ts';
import { refuseForeignBranch } from '../deciding/foreign-branch.ts';
import type { BumpJob, Destination } from '../planning/bump-job.ts';
import { editsAt, editsOnBranch } from '../planning/edits.ts';
import { commitEdits } from './commit.ts';
import type { Outcome } from './outcome.ts';
import { untilNotOvertaken } from './rounds.ts';

/** @throws Failure `bump/overtaken` when the branch keeps moving; `bump/foreign-branch` */
export const pushBumpBranch = (job: BumpJob, first: OpsView): Promise<Outcome> =>
  untilNotOvertaken(job, first, (view) => attempt(job, view));

/** undefined when somebody else has moved the branch meanwhile. */
async function attempt(job: BumpJob, view: OpsView): Promise<Outcome | undefined> {
  const { context, destination, targets } = job;
  const { inputs } = context;
  const { repository } = destination;
  await refuseForeignBranch(destination, view);
  const state = branchStateOf(destination, view);
  const onBase = state.start === state.base;
  const wholeBase = await editsAt(repository, state.base, targets);
  const wholeStart = onBase ? wholeBase : await editsOnBranch(destination, state.start, targets);
  const classification = await classifyTargets(job, view, wholeBase, wholeStart);
  const { active } = classification;
  const atBase = await editsAt(repository, state.base, active);
  const atStart = onBase ? atBase : await editsAt(repository, state.start, active);
  const idle = {
    ...{ view, open: state.open, classification, atBase, charts: new Map(), warnings: [] },
    ...{ head: undefined, committed: false, declined: undefined },
  };
  const declined = declinedPull(state, active);
  if (declined !== undefined) return { ...idle, declined };

  const divergence = await divergenceOf(destination, state);
  if (divergence !== undefined && inputs.peopleCommits === 'refuse')
    refuseForeignCommits(destination, view, divergence);
  const warnings = divergence === undefined ? [] : await findConflicts(destination, divergence, atBase);
  if (atStart.files.length === 0) {
    // Nothing to do at the base, and no open pull request that shows something else.
    const needless = state.open === undefined && atBase.files.length === 0;
    const branchCounts = state.reused && !needless && (active.length > 0 || state.open !== undefined);
    return { ...idle, warnings, head: branchCounts ? state.start.commit : undefined };
  }
  const charts = await checkCharts(job, atBase);
  if (inputs.dryRun) return { ...idle, warnings, charts, head: state.branchHead };
  const { branchHead: from, parents } = state;
  const head = await commitEdits(job, { repositoryId: view.id, from, parents, edits: atStart });
  return head === undefined ? undefined : { ...idle, warnings, charts, head, committed: true };
}

const divergenceOf = async (
  { client, repository }: Destination,
  { reused, start, base }: BranchState,
): Promise<Divergence | undefined> =>
  reused && start.commit !== base.commit
    ? readDivergence(client, repository, base.commit, start.commit)
    : undefined;
