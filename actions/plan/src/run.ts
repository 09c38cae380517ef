/** Decides what a run builds and releases, before a minute of building is spent. */
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { type GitHubContext, readGitHubContext, requireContext } from '@sealift/action-kit/github-context';
import { discoverRules } from '@sealift/core/config/discover';
import { configurationFailure } from '@sealift/core/failure';
import { tagByForm } from '@sealift/core/image/tag';
import { type App, copiesOf } from '@sealift/core/release/plan/apps';
import type { PlanFacts } from '@sealift/core/release/plan/facts';
import type { AppRelease } from '@sealift/core/release/plan/legs';
import { type ListingFacts, listApps } from '@sealift/core/release/plan/listing';
import { planRelease, type ReleasePlan } from '@sealift/core/release/plan/plan';
import { readBuildInputs, readLinks } from './build-inputs.ts';
import { createComparison } from './changes.ts';
import { readConfig } from './config-file.ts';
import { contentCommits } from './content-commits.ts';
import { checkDeploy } from './deploy-files.ts';
import { DOCKERFILES, findFiles } from './discover.ts';
import { findChanges } from './find-changes.ts';
import { createGit } from './git.ts';
import { ignoreFileDigests } from './ignore-files.ts';
import type { Inputs } from './inputs.ts';
import type { ReleaseDependencies } from './last-release.ts';
import { isRebuild, modeOf, previewMode } from './mode.ts';
import { dateOfCommit, namingFacts } from './naming-facts.ts';
import { causeWords, renderPlan } from './summary.ts';

export const outputNames = [
  'mode',
  'rebuild',
  'count',
  'build-matrix',
  'sign-matrix',
  'release-matrix',
  'planned-at',
  'ignore-files',
  'deploy',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Dependencies = ReleaseDependencies & Pick<Runtime, 'summary'>;

/** @throws Failure `plan/…`, `config/malformed`, `action/…`, `text/…` */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  // Before anything else: whatever belongs to this run is later.
  const plannedAt = dependencies.clock.now();
  const workspace = workspaceOf(dependencies.env);
  const context = await readGitHubContext(dependencies.env);
  const event = requireContext(context, 'eventName');
  const { file: configFile, config } = await readConfig(workspace, path.posix.normalize(inputs.config));
  checkDeploy(config, configFile);
  const ignoreFiles = await ignoreFileDigests(workspace, inputs.ignoreFiles);
  const mode = decideMode(inputs.mode, event, context);
  const rebuild = isRebuild(inputs.rebuild, mode, event);
  const { repo: repository } = requireContext(context, 'repository');
  const { imagePrefix, platforms } = inputs;
  const common = { config, configFile, imagePrefix, platforms, repositoryName: repository.toLowerCase() };
  const apps = await findApps(workspace, inputs, common);
  const chosen = apps.filter(({ name }) => inputs.apps.length === 0 || inputs.apps.includes(name));
  const texts = await readBuildInputs(workspace, chosen, configFile);
  const git = createGit(workspace, dependencies, { token: inputs.token, serverUrl: context.serverUrl });
  const links = await readLinks(workspace, git);
  const facts: Omit<PlanFacts, 'changes'> = {
    ...common,
    texts,
    links,
    prepared: inputs.prepared,
    mode,
    rebuild,
    event,
    ref: requireContext(context, 'ref'),
    now: plannedAt,
    runId: requireContext(context, 'runId'),
    commit: requireContext(context, 'sha'),
    ...(await namingFacts(workspace, context, rebuild ? inputs.token : undefined, dependencies)),
    only: inputs.apps,
  };
  // Naming apps means building them, whatever changed; and base images are outside of the repository.
  const isAll = inputs.apps.length > 0 || rebuild;
  const comparison = createComparison(common, git, dependencies.log);
  const changes = isAll
    ? new Map()
    : await findChanges(apps, { facts, context, comparison, git, trust: inputs.releases }, dependencies);
  const contents =
    rebuild && facts.ref.startsWith('refs/heads/')
      ? await contentCommits(chosen, facts, comparison, git, (commit) =>
          dateOfCommit(workspace, commit, dependencies),
        )
      : new Map();
  const plan = planRelease(apps, { ...facts, changes, contents });
  // Of all apps: what is wrong with one of them is wrong today.
  const copies = new Map(apps.map((app) => [app.name, copiesOf(app, inputs.copyTo, common)]));
  report(plan, dependencies.log);
  await dependencies.summary(renderPlan(plan));
  const build = plan.releases.flatMap((release) => release.build);
  return {
    mode: plan.mode,
    rebuild: String(rebuild),
    count: String(build.length),
    'build-matrix': JSON.stringify({ include: build }),
    'sign-matrix': JSON.stringify({ include: plan.releases.map(signEntry) }),
    'release-matrix': JSON.stringify({
      include: plan.releases.map((release) => releaseEntry(release, copies.get(release.sign.app) ?? [])),
    }),
    'planned-at': new Date(plannedAt).toISOString(),
    'ignore-files': ignoreFiles.join(','),
    // The job that changes the ops repository has no checkout of this one.
    deploy: config.deploy === undefined ? '' : JSON.stringify(config.deploy),
  };
}

/** The apps of a checkout, by name. @throws Failure `plan/…` of {@link listApps} */
export async function findApps(
  workspace: string,
  inputs: Pick<Inputs, 'apps'>,
  common: Omit<ListingFacts, 'found' | 'dockerfiles' | 'only'>,
): Promise<readonly App[]> {
  const patterns = discoverRules(common.config.discover).map(({ file }) => file);
  const isAsked = common.config.apps === undefined || common.config.discover !== undefined;
  const found = isAsked ? await findFiles(workspace, patterns) : [];
  const named = Object.keys(common.config.apps ?? {});
  const dockerfiles = found.length + named.length > 0 ? [] : await findFiles(workspace, DOCKERFILES);
  return listApps({ ...common, found, dockerfiles, only: inputs.apps });
}

function report({ mode, releases }: ReleasePlan, log: Runtime['log']): void {
  for (const { build, cause } of releases)
    for (const leg of build)
      log.info(`${leg.app} on ${leg.platform}: ${leg.image}, from ${leg.file}; ${causeWords(cause)}`);
  if (mode === 'none') log.notice('No app is affected by this change: nothing is built.', { title: 'Plan' });
  for (const notice of new Set(releases.flatMap(({ tags }) => tags?.notices ?? [])))
    log.notice(notice, { title: 'Tags' });
}

/** An app, with the tag under which its release is found. */
const signEntry = ({ sign, tags }: AppRelease) => ({
  ...sign,
  ...(tags === undefined ? {} : { 'release-tag': tags.tags[0] ?? '' }),
});

/** An app, with the matrix of its platforms. */
const releaseEntry = ({ sign, build, tags }: AppRelease, copies: readonly string[]) => ({
  ...sign,
  'copy-to': copies.join('\n'),
  tags: (tags?.tags ?? []).join('\n'),
  'release-tag': tags?.tags[0] ?? '',
  'floating-tags': (tags?.tags ?? []).filter((tag) => tagByForm(tag).kind === 'floating').join('\n'),
  // Labels stand in the legs alone: the outputs of a job may have 1 MB.
  build: { include: build },
});

function decideMode(wanted: Inputs['mode'], event: string, context: GitHubContext): 'publish' | 'check' {
  if (wanted === 'preview') return previewMode(context);
  return wanted === 'auto' ? modeOf(event) : wanted;
}

function workspaceOf(env: Runtime['env']): string {
  const workspace = env['GITHUB_WORKSPACE'];
  if (workspace) return workspace;
  throw configurationFailure({
    code: 'plan/no-workspace',
    cause: 'GITHUB_WORKSPACE is not set.',
    remedy: 'Run this action in a GitHub Actions workflow, after actions/checkout.',
  });
}
