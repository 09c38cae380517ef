import { configurationFailure } from '@sealift/core/failure';
import { isBumpBody, renderPullRequestBody } from '@sealift/core/pull-request/body';
import type { PullRequestText } from '@sealift/core/pull-request/text';
import { createAppToken } from '@sealift/github/app-token';
import { createGitHubClient, type GitHubClient } from '@sealift/github/client';
import { type OpsQuestion, type OpsView, readOps } from '@sealift/github/ops-repository';
import type { PullRequest } from '@sealift/github/pull-requests';
import { formatRepositoryName } from '@sealift/github/repository';
import { listFiles } from '@sealift/github/repository-files';
import type { Runtime } from '@sealift/runtime/action';
import { type Outcome, settleBranch } from './branch.ts';
import { checkCharts } from './chart.ts';
import { commitDirectly } from './direct.ts';
import { type Bump, groupTargets } from './groups.ts';
import { createGuard, type Guard, unchecked } from './guard.ts';
import { type ImageSeams, type Images, withImages } from './images.ts';
import type { Inputs } from './inputs.ts';
import { baseOf, type Place } from './place.ts';
import {
  changesOf,
  markerOf,
  type Report,
  renderCommitMessage,
  renderDiff,
  renderSummary,
  renderTitle,
} from './present.ts';
import { settlePullRequest, supersede } from './pull.ts';
import { type Origin, type Release, readReleases } from './releases.ts';
import { findPrevious, rollbackApps } from './rollback.ts';
import { survey } from './survey.ts';
import { dropStrangers, expandPatterns, planTargets, type Target } from './targets.ts';

export const outputNames = [
  'pull-request-url',
  'pull-request-number',
  'pull-requests',
  'changed',
  'branch',
  'commit',
  'diff',
  'skipped',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = ImageSeams &
  Pick<Runtime, 'summary'> & {
    /** For tests; otherwise cosign and the registries. */
    readonly images?: typeof withImages;
  };

/** @throws Failure */
export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { releases, origin } = await readReleases(inputs, seams.env);
  const asked = inputs.releases.kind === 'rollback' ? rollbackApps(inputs.releases.lines) : releases;
  // What is wrong without having looked anywhere is said before anything is asked.
  const guess = planTargets(inputs, asked, undefined);
  const guessed = groupTargets(inputs, guess, origin);
  const apiUrl = seams.env['GITHUB_API_URL'] || 'https://api.github.com';
  const token = await opsToken(inputs, { ...seams, apiUrl });
  const client = createGitHubClient({ ...seams, apiUrl, token });
  if (inputs.verification.policy === undefined)
    seams.log.warning('No signature is verified: "verify" is "off". The pull request says so.', {
      title: 'Bump without verification',
    });
  return (seams.images ?? withImages)(inputs, seams, asked, async (images) => {
    const source =
      inputs.githubToken === undefined
        ? undefined
        : createGitHubClient({ ...seams, apiUrl, token: inputs.githubToken });
    const guard = createGuard(images, source, seams.log);
    const context: Context = { inputs, seams, client, token, apiUrl, origin, images, guard };
    const question: OpsQuestion = {
      base: inputs.base,
      branches: guessed.length === 1 ? guessed.flatMap(({ branch }) => branch ?? []) : [],
      files: [
        ...new Set([inputs.opsConfig, ...guess.flatMap(({ file, pattern }) => (pattern ? [] : [file]))]),
      ],
    };
    // Nothing is written before every image is verified; meanwhile the ops repository can be looked at.
    const verified =
      inputs.releases.kind === 'rollback'
        ? asked
        : Promise.all(asked.map((release) => images.verify(release)));
    const { bumps, first } = await plan(context, question, verified);
    const results: Result[] = [];
    for (const bump of bumps) results.push(await settle(context, bump, first.get(bump)));
    return conclude(context, results);
  });
}

type Context = {
  readonly inputs: Inputs;
  readonly seams: Seams;
  readonly client: GitHubClient;
  readonly token: string;
  readonly apiUrl: string;
  readonly origin: Origin;
  readonly images: Images;
  readonly guard: Guard;
};

async function opsToken(inputs: Inputs, connection: Seams & { readonly apiUrl: string }): Promise<string> {
  const { credentials, repository, pullRequest } = inputs;
  if (credentials.kind === 'token') return credentials.token;
  return createAppToken({
    ...connection,
    ...credentials,
    repository,
    permissions: {
      contents: 'write',
      pull_requests: 'write',
      ...(pullRequest.teamReviewers.length === 0 ? {} : { members: 'read' }),
    },
  });
}

type Plan = {
  readonly bumps: readonly Bump[];
  /** What was looked at already, for a bump for which that is enough. */
  readonly first: ReadonlyMap<Bump, OpsView>;
};

/** What is to be done where. The one look is enough unless the ops repository has a say in it. */
async function plan(
  { inputs, client, origin, images, seams }: Context,
  question: OpsQuestion,
  verified: Promise<readonly Release[]> | readonly Release[],
): Promise<Plan> {
  const [releases, view] = await Promise.all([verified, readOps(client, inputs.repository, question)]);
  checkRepository(inputs, view, seams.log);
  const base = baseOf(view, inputs.base ?? view.defaultBranch);
  const opsConfig = base.files.get(inputs.opsConfig)?.text;

  const listed = planTargets(inputs, releases, opsConfig);
  const paths = listed.some(({ pattern }) => pattern)
    ? await listFiles(client, view.repository, base.tree)
    : [];
  let targets = expandPatterns(listed, paths);
  if (inputs.releases.kind === 'rollback') {
    const { repository } = view;
    const files = [...new Set(targets.map(({ file }) => file))];
    const now = baseOf(
      await readOps(client, repository, { base: base.branch, branches: [], files }),
      base.branch,
    );
    targets = dropStrangers(targets, (file) => now.files.get(file)?.text);
    targets = await findPrevious({ client, repository }, now, targets, images, seams.log);
  }
  const bumps = groupTargets(inputs, targets, origin);
  const [only, another] = bumps;
  const enough =
    only !== undefined &&
    another === undefined &&
    (only.base ?? base.branch) === base.branch &&
    (only.branch === undefined || question.branches.includes(only.branch)) &&
    only.targets.every(({ file }) => question.files.includes(file));
  return { bumps, first: new Map(enough ? [[only, view]] : []) };
}

function checkRepository(inputs: Inputs, { repository, archived }: OpsView, log: Seams['log']): void {
  const name = formatRepositoryName(repository);
  const asked = formatRepositoryName(inputs.repository);
  if (archived)
    throw configurationFailure({
      cause: `${name} is archived: nothing can be changed in it.`,
      remedy: 'Unarchive it, or name the repository that replaced it.',
    });
  if (name.toLowerCase() !== asked.toLowerCase())
    log.warning(`${asked} was renamed to ${name}: change the input "repository".`, { title: 'Bump' });
}

type Result = {
  readonly bump: Bump;
  readonly outcome: Outcome;
  readonly text: PullRequestText;
  readonly pull: PullRequest | undefined;
  readonly changed: boolean;
  /** Branch that holds the result. */
  readonly branch: string;
};

async function settle(context: Context, bump: Bump, seen: OpsView | undefined): Promise<Result> {
  const { inputs, seams, client, origin, images, guard } = context;
  const { log } = seams;
  const files = [...new Set(bump.targets.map(({ file }) => file))];
  const look = (repository = inputs.repository) =>
    readOps(client, repository, {
      base: bump.base,
      branches: bump.branch === undefined ? [] : [bump.branch],
      files,
    });
  const view = seen ?? (await look());
  const base = bump.base ?? view.defaultBranch;
  const place: Place = { client, repository: view.repository, base, branch: bump.branch ?? base };
  if (bump.branch === base)
    throw configurationFailure({
      cause: `The bump's branch is the base branch "${base}".`,
      remedy: 'Give "branch" another name than "base".',
    });
  const head = baseOf(view, base);
  const targets = dropStrangers(bump.targets, (file) => head.files.get(file)?.text);

  const kind = inputs.releases.kind === 'rollback' ? 'rollback' : 'deploy';
  const title = (chosen: readonly Target[]) => renderTitle(inputs.pullRequest.title, kind, chosen);
  let charts: Awaited<ReturnType<typeof checkCharts>> = new Map();
  const options = {
    requireVerified: inputs.requireVerified,
    dryRun: inputs.dryRun,
    clock: seams.clock,
    log,
    signal: seams.signal,
    look: () => look(view.repository),
    survey: (now: OpsView, atBase: Outcome['atBase'], atStart: Outcome['atBase']) =>
      survey(now, atBase, atStart, {
        guard,
        origin,
        allowRollback: inputs.allowRollback || kind === 'rollback',
        branch: bump.branch,
      }),
    check: async (atBase: Outcome['atBase']) => {
      charts = await checkCharts(inputs, place, atBase, { ...seams, ...context });
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
      : await settleBranch(place, targets, view, options);
  // Whoever said "verify: off" has been told already that nothing is known.
  const doubts =
    images.policy === undefined
      ? []
      : outcome.atBase.targets.flatMap(({ target, deployed }) => {
          const standing = outcome.survey.standings.get(target);
          return (standing && unchecked(target.app, deployed, standing)) ?? [];
        });
  tell({ ...outcome, warnings: [...doubts, ...outcome.warnings] }, log);

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
  const { pull, created } = await settlePullRequest(place, outcome, {
    inputs: inputs.pullRequest,
    title: active.length === 0 ? (outcome.open?.title ?? '') : title(active),
    body: (previous) =>
      active.length === 0 && previous !== undefined ? previous : renderPullRequestBody(text(previous)),
    log,
  });
  if (pull !== undefined && inputs.pullRequest.supersede && active.length > 0)
    await supersede(place, outcome, pull, { targets: active, origin, guard }, log);
  const previous = outcome.open?.body;
  return {
    ...common,
    text: text(previous !== undefined && isBumpBody(previous) ? previous : undefined),
    pull,
    changed: outcome.committed || created,
  };
}

function tell({ atBase, skipped, warnings, declined }: Outcome, log: Seams['log']): void {
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

async function conclude({ inputs, seams }: Context, results: readonly Result[]): Promise<Outputs> {
  const { log, summary } = seams;
  const name = formatRepositoryName(results[0]?.outcome.view.repository ?? inputs.repository);
  const diff = results
    .map(({ outcome }) => renderDiff(outcome.atBase))
    .filter((text) => text !== '')
    .join('\n');
  if (inputs.dryRun) log.info(diff === '' ? 'Nothing would be changed.' : diff);
  const idle = results.every(({ pull, changed }) => pull === undefined && !changed);
  if (idle && !inputs.dryRun && results.every(({ outcome }) => outcome.skipped.length === 0))
    log.notice(`${name} has these tags already; nothing was changed.`, { title: 'Bump' });
  await summary(renderSummary(name, inputs.dryRun, results.map(reportOf)));
  const pulls = results.flatMap(({ pull, bump, outcome }) =>
    pull === undefined
      ? []
      : [
          {
            number: pull.number,
            url: pull.url,
            branch: bump.branch ?? '',
            environment: bump.environment ?? '',
            apps: outcome.survey.active.map(({ app }) => app),
          },
        ],
  );
  return {
    'pull-request-url': pulls.map(({ url }) => url).join('\n'),
    'pull-request-number': pulls.map(({ number }) => number).join('\n'),
    'pull-requests': JSON.stringify(pulls),
    changed: String(results.some(({ changed }) => changed)),
    branch: results.map(({ branch }) => branch).join('\n'),
    commit: results
      .map(({ pull, bump, outcome }) =>
        pull === undefined && bump.mode === 'pull-request' ? '' : (outcome.head ?? ''),
      )
      .join('\n'),
    diff,
    skipped: JSON.stringify(
      results.flatMap(({ outcome }) =>
        outcome.skipped.map(({ app, environment, reason }) => ({
          ...{ app, environment: environment ?? '', reason },
        })),
      ),
    ),
  };
}

const reportOf = ({ bump, text, pull, outcome, branch }: Result): Report => ({
  text,
  pull,
  commit: bump.mode === 'commit' && outcome.committed ? { branch, sha: outcome.head ?? '' } : undefined,
  skipped: outcome.skipped.map(({ reason }) => reason),
});
