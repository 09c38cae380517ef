/** Commits to the base itself, for environments that follow every release. */
import type { OpsView } from '@sealift/github/repository/ops-repository';
import { NOTHING_CARRIED } from '../deciding/carry-on.ts';
import { checkCharts } from '../deciding/chart-check.ts';
import { classifyTargets } from '../deciding/classify-targets.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import { editsAt } from '../planning/edits.ts';
import { baseHead } from '../reading/base-head.ts';
import { commitEdits } from './commit.ts';
import type { Outcome } from './outcome.ts';
import { untilNotOvertaken } from './rounds.ts';
import { proposedOf } from './situation.ts';

/** @throws Failure `github/protected-branch` when the base is protected, `bump/overtaken` when it keeps moving */
export const commitDirectly = (job: BumpJob, first: OpsView): Promise<Outcome> =>
  untilNotOvertaken(job, first, (view) => attempt(job, view));

/** undefined when somebody else has moved the base meanwhile. */
async function attempt(job: BumpJob, view: OpsView): Promise<Outcome | undefined> {
  const { repository, base: name } = job.destination;
  const base = baseHead(view, name);
  const whole = await editsAt(repository, base, job.targets);
  const classification = await classifyTargets(job, view, whole, whole, []);
  const atBase = await editsAt(repository, base, classification.active);
  const idle: Outcome = {
    ...{ view, open: undefined, classification, atBase, charts: new Map(), warnings: [], declined: [] },
    ...{ head: undefined, committed: false, needless: undefined },
    proposed: proposedOf(atBase, NOTHING_CARRIED, classification.orders),
  };
  if (atBase.files.length === 0) return idle;
  const charts = await checkCharts(job, atBase);
  if (job.context.inputs.dryRun) return { ...idle, charts, head: base.commit };
  const head = await commitEdits(job, {
    repositoryId: view.id,
    from: base.commit,
    parents: [base.commit],
    edits: atBase,
  });
  return head === undefined ? undefined : { ...idle, charts, head, committed: true };
}
