/** One bump from the look to the pull request. */
import { configurationFailure } from '@sealift/core/failure';
import { isBumpBody, renderPullRequestBody } from '@sealift/deploy/pull-request/body';
import type { PullRequestText } from '@sealift/deploy/pull-request/text';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import { type OpsView, readOps } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { Context, Dependencies } from './context.ts';
import { type ChartResults, checkCharts } from './deciding/chart-check.ts';
import { survey } from './deciding/classify-targets.ts';
import { unchecked } from './deciding/downgrade-check.ts';
import type { Bump } from './planning/groups.ts';
import { keepMatchingFiles, type Target } from './planning/targets.ts';
import { changesOf, markerOf, renderCommitMessage, renderTitle } from './reporting/texts.ts';
import { type Outcome, pushBumpBranch } from './writing/bump-branch.ts';
import { baseOf, type Destination } from './writing/destination.ts';
import { commitDirectly } from './writing/direct-commit.ts';
import { supersede, upsertPullRequest } from './writing/pull-request.ts';

export type Result = {
  readonly bump: Bump;
  readonly outcome: Outcome;
  readonly text: PullRequestText;
  readonly pull: PullRequest | undefined;
  readonly changed: boolean;
  /** Branch that holds the result. */
  readonly branch: string;
};

/** @throws Failure */
export async function applyBump(context: Context, bump: Bump, seen: OpsView | undefined): Promise<Result> {
  const { inputs, dependencies, client, origin, images, downgradeCheck } = context;
  const { log } = dependencies;
  const files = [...new Set(bump.targets.map(({ file }) => file))];
  const look = (repository = inputs.repository) =>
    readOps(client, repository, {
      base: bump.base,
      branches: bump.branch === undefined ? [] : [bump.branch],
      files,
    });
  const view = seen ?? (await look());
  const base = bump.base ?? view.defaultBranch;
  const place: Destination = { client, repository: view.repository, base, branch: bump.branch ?? base };
  if (bump.branch === base)
    throw configurationFailure({
      cause: `The bump's branch is the base branch "${base}".`,
      remedy: 'Give "branch" another name than "base".',
    });
  const head = baseOf(view, base);
  const targets = keepMatchingFiles(bump.targets, (file) => head.files.get(file)?.text);

  const kind = inputs.releases.kind === 'rollback' ? 'rollback' : 'deploy';
  const title = (chosen: readonly Target[]) => renderTitle(inputs.pullRequest.title, kind, chosen);
  let charts: ChartResults = new Map();
  const options = {
    requireVerified: inputs.requireVerified,
    dryRun: inputs.dryRun,
    clock: dependencies.clock,
    log,
    signal: dependencies.signal,
    look: () => look(view.repository),
    survey: (now: OpsView, atBase: Outcome['atBase'], atStart: Outcome['atBase']) =>
      survey(now, atBase, atStart, {
        downgradeCheck,
        origin,
        allowRollback: inputs.allowRollback || kind === 'rollback',
        branch: bump.branch,
      }),
    check: async (atBase: Outcome['atBase']) => {
      charts = await checkCharts(inputs, place, atBase, dependencies);
    },
    message: (edits: Outcome['atBase']) =>
      renderCommitMessage(title(edits.targets.map(({ target }) => target)), edits),
    keepPeopleCommits: inputs.peopleCommits === 'keep',
    commits: new Map(
      targets.flatMap(({ app, release: { record } }) =>
        record === undefined ? [] : [[app, record.source.commit]],
      ),
    ),
  };
  const outcome =
    bump.mode === 'commit'
      ? await commitDirectly(place, targets, view, options)
      : await pushBumpBranch(place, targets, view, options);
  // Whoever said "verify: off" has been told already that nothing is known.
  const doubts =
    images.policy === undefined
      ? []
      : outcome.atBase.targets.flatMap(({ target, deployed }) => {
          const order = outcome.survey.orders.get(target);
          return (order && unchecked(target.app, deployed, order)) ?? [];
        });
  report({ ...outcome, warnings: [...doubts, ...outcome.warnings] }, log);

  const { active } = outcome.survey;
  const changes = await changesOf(outcome, {
    ...{ kind, images, origin, charts },
    rollback:
      bump.branch === undefined
        ? undefined
        : `gh pr revert ${bump.branch} --repo ${formatRepositoryName(view.repository)}`,
  });
  const text = (previous?: string): PullRequestText => ({
    ...{ changes, kind, warnings: [...doubts, ...outcome.warnings] },
    marker: markerOf(bump, active, origin, previous),
    ...(previous === undefined ? {} : { previous }),
  });
  const common = { bump, outcome, branch: place.branch };
  if (bump.mode === 'commit' || inputs.dryRun)
    return { ...common, text: text(), pull: outcome.open, changed: outcome.committed };
  const { pull, created } = await upsertPullRequest(place, outcome, {
    inputs: inputs.pullRequest,
    title: active.length === 0 ? (outcome.open?.title ?? '') : title(active),
    body: (previous) =>
      active.length === 0 && previous !== undefined ? previous : renderPullRequestBody(text(previous)),
    log,
  });
  if (pull !== undefined && inputs.pullRequest.supersede && active.length > 0)
    await supersede(place, outcome, pull, { targets: active, origin, downgradeCheck }, log);
  const previous = outcome.open?.body;
  return {
    ...common,
    text: text(previous !== undefined && isBumpBody(previous) ? previous : undefined),
    pull,
    changed: outcome.committed || created,
  };
}

function report({ atBase, skipped, warnings, declined }: Outcome, log: Dependencies['log']): void {
  for (const { target, scalars } of atBase.targets)
    for (const { before, after, path } of scalars) {
      const where = `${target.app}${target.environment === undefined ? '' : ` (${target.environment})`}, ${path}`;
      log.info(
        before === after ? `${where}: already ${after}` : `${where}: ${before || '(none)'} → ${after}`,
      );
    }
  for (const { reason } of skipped) log.warning(reason, { title: 'Bump' });
  for (const warning of warnings) log.warning(warning, { title: 'Bump' });
  if (declined !== undefined)
    log.notice(
      `${declined.url} for these releases was closed by hand and is not opened again; reopen it, or release something newer.`,
      { title: 'Bump' },
    );
}
