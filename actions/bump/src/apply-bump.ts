/** One bump from the look at the ops repository to the pull request. */
import { isBumpBody } from '@sealift/deploy/pull-request/body';
import type { PullRequestText } from '@sealift/deploy/pull-request/text';
import type { Bump } from '@sealift/deploy/targets/groups';
import { keepMatchingFiles } from '@sealift/deploy/targets/patterns';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { Context } from './context.ts';
import { describeUnknownOrder } from './deciding/downgrade-check.ts';
import { kindOf } from './inputs/releases.ts';
import { type BumpJob, destinationOf, lookAtOps } from './planning/bump-job.ts';
import { baseHead } from './reading/base-head.ts';
import { reportOutcome } from './reporting/log.ts';
import { describeNotReleased } from './reporting/partial.ts';
import { pushBumpBranch } from './writing/bump-branch.ts';
import { changesOf } from './writing/changes.ts';
import { commitDirectly } from './writing/direct-commit.ts';
import { markerOf } from './writing/marker.ts';
import type { Outcome } from './writing/outcome.ts';
import { upsertPullRequest } from './writing/pull-request.ts';
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
 * @throws Failure
 */
export async function applyBump(
  context: Context,
  bump: Bump,
  seen: OpsView | undefined,
): Promise<BumpResult> {
  const { inputs, client } = context;
  const view = seen ?? (await lookAtOps(client, inputs.repository, bump));
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
    classification: { ...classification, skipped: [...classification.skipped, ...skipped] },
    warnings: [
      ...(context.notReleased.length === 0 ? [] : [describeNotReleased(context.notReleased)]),
      ...[...warnings, ...atBase.targets.flatMap((target) => target.warnings)],
      ...[...unknownOrders(context, written), ...written.warnings],
    ],
  };
  reportOutcome(outcome, context.dependencies.log);

  const textAfter = await pullRequestText(job, outcome);
  const result = { bump, outcome, branch: destination.branch };
  if (bump.mode === 'commit' || inputs.dryRun)
    return { ...result, text: textAfter(), pull: outcome.open, changed: outcome.committed };
  const { pull, created } = await upsertPullRequest(job, outcome, textAfter);
  if (pull !== undefined && inputs.pullRequest.supersede && outcome.classification.active.length > 0)
    await supersede(job, outcome, pull);
  const previous = outcome.open?.body;
  return {
    ...result,
    text: textAfter(previous !== undefined && isBumpBody(previous) ? previous : undefined),
    pull,
    changed: outcome.committed || created,
  };
}

/** Files that hold an image and are not changed: the log says them by themselves. */
const leftOut = ({ classification: { skipped } }: Outcome): readonly string[] =>
  skipped.flatMap(({ file, reason }) => (file === undefined ? [] : [reason]));

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

const environmentsFrom = ({ targets }: BumpJob): string =>
  [...new Set(targets.flatMap(({ from }) => from ?? []))].join(', ');

/** @returns the text that follows a present one; what is asked for it is asked once */
async function pullRequestText(
  job: BumpJob,
  outcome: Outcome,
): Promise<(previous?: string) => PullRequestText> {
  const changes = await changesOf(job, outcome);
  return (previous) => ({
    ...{ changes, kind: job.kind, hasTrust: job.context.hasTrust },
    warnings: [...outcome.warnings, ...leftOut(outcome)],
    ...(job.kind === 'promote' ? { from: environmentsFrom(job) } : {}),
    marker: markerOf(job, outcome.classification.active, previous),
    ...(previous === undefined ? {} : { previous }),
  });
}
