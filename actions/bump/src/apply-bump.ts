/** One bump from the look at the ops repository to the pull request. */
import type { PullRequestText } from '@sealift/deploy/pull-request/text';
import type { Bump } from '@sealift/deploy/targets/groups';
import { keepMatchingFiles } from '@sealift/deploy/targets/patterns';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { Context } from './context.ts';
import { describeUnknownOrder } from './deciding/downgrade-check.ts';
import { kindOf } from './inputs/releases.ts';
import { type BumpJob, destinationOf, lookAtOps } from './planning/bump-job.ts';
import type { LeftOut } from './planning/left-out.ts';
import { baseHead } from './reading/base-head.ts';
import { reportOutcome } from './reporting/log.ts';
import { describeNotReleased } from './reporting/partial.ts';
import { pushBumpBranch } from './writing/bump-branch.ts';
import { commitDirectly } from './writing/direct-commit.ts';
import type { Outcome } from './writing/outcome.ts';
import { textOf, upsertPullRequest } from './writing/pull-request.ts';
import { supersede } from './writing/supersede.ts';

export type BumpResult = {
  readonly bump: Bump;
  readonly outcome: Outcome;
  /** What the pull request says, or would say. */
  readonly text: PullRequestText;
  readonly pull: PullRequest | undefined;
  readonly changed: boolean;
  /** Branch that holds the result. */
  readonly branch: string;
};

/**
 * @param seen what was looked at already, if that is enough
 * @param leftOut files that have no target here
 * @throws Failure
 */
export async function applyBump(
  context: Context,
  bump: Bump,
  seen: OpsView | undefined,
  leftOut: LeftOut,
): Promise<BumpResult> {
  const { inputs } = context;
  const view = seen ?? (await lookAtOps(context, inputs.repository, bump));
  const destination = destinationOf(context, bump, view);
  const base = baseHead(view, destination.base);
  const { targets, warnings, skipped } = await keepMatchingFiles(
    bump.targets,
    (file) => base.files.get(file)?.text,
  );
  const kind = kindOf(inputs.releases);
  const job: BumpJob = { context, bump, kind, destination, targets };

  const written = bump.mode === 'commit' ? await commitDirectly(job, view) : await pushBumpBranch(job, view);
  const { classification, atBase } = written;
  const outcome: Outcome = {
    ...written,
    classification: {
      ...classification,
      skipped: [...classification.skipped, ...leftOut.skipped, ...skipped],
    },
    warnings: [
      ...[...leftOut.warnings, ...warnings, ...atBase.targets.flatMap((target) => target.warnings)],
      ...[...unknownOrders(context, written), ...written.warnings],
    ],
  };
  if (context.notReleased.length > 0)
    context.dependencies.log.warning(describeNotReleased(context.notReleased), { title: 'Bump' });
  reportOutcome(outcome, context.dependencies.log);

  const result = { bump, branch: destination.branch };
  if (bump.mode === 'commit' || inputs.dryRun || outcome.head === undefined)
    return {
      ...{ ...result, outcome, pull: inputs.dryRun ? outcome.open : undefined },
      text: await textOf(job, outcome, outcome.open),
      changed: outcome.committed || outcome.needless !== undefined,
    };
  const upserted = await upsertPullRequest(job, outcome);
  const { pull, created } = upserted;
  if (pull !== undefined && inputs.pullRequest.supersede && outcome.classification.active.length > 0)
    await supersede(job, outcome, pull);
  return {
    ...{ ...result, outcome: upserted.outcome, pull },
    text: await textOf(job, upserted.outcome, pull),
    changed: outcome.committed || created,
  };
}

/** What was to be checked and could not be. Whoever said "verify: off" has been told already that nothing is known. */
const unknownOrders = (
  { images }: Pick<Context, 'images'>,
  { atBase, classification }: Pick<Outcome, 'atBase' | 'classification'>,
): readonly string[] =>
  images.policy === undefined
    ? []
    : atBase.targets.flatMap(({ target, deployed }) => {
        const order = classification.orders.get(target);
        return (order && describeUnknownOrder(target.app, deployed, order)) ?? [];
      });
