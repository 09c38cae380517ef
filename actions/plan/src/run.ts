import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext, requireContext } from '@sealift/action-kit/github-context';
import { type PipelineConfig, parsePipelineConfig } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';
import { planRelease, type ReleasePlan } from '@sealift/core/release/plan';
import { markdownCode } from '@sealift/core/text/sanitize';
import type { Exec } from '@sealift/tools/exec';
import { changedFiles } from './changed-files.ts';
import { discoverApps } from './discover.ts';
import type { Inputs } from './inputs.ts';

export const outputNames = [
  'mode',
  'count',
  'build-matrix',
  'sign-matrix',
  'tags',
  'release-tag',
  'deploy',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = Pick<Runtime, 'env' | 'log' | 'summary'> & { readonly exec: Exec };

/** @throws Failure `configuration` */
export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const workspace = workspaceOf(seams.env);
  const context = await readGitHubContext(seams.env);
  const event = requireContext(context, 'eventName');
  const configFile = path.posix.normalize(inputs.config);
  const config = await readConfig(workspace, configFile);
  const plan = planRelease({
    config,
    discovered: await discoverApps(workspace),
    // Naming apps means building them, whatever changed.
    changed: inputs.apps.length > 0 ? 'unknown' : await changedFiles(workspace, context, seams),
    mode: inputs.mode === 'auto' ? modeOf(event) : inputs.mode,
    ref: requireContext(context, 'ref'),
    commit: requireContext(context, 'sha'),
    imagePrefix: inputs.imagePrefix,
    platforms: inputs.platforms,
    only: inputs.apps,
    configFile,
  });
  for (const leg of plan.build)
    seams.log.info(`${leg.app} on ${leg.platform}: ${leg.image}, from ${leg.file}`);
  if (plan.mode === 'none')
    seams.log.notice('No app is affected by this change: nothing is built.', { title: 'Plan' });
  await seams.summary(renderPlan(plan));
  return {
    mode: plan.mode,
    count: String(plan.build.length),
    'build-matrix': JSON.stringify({ include: plan.build }),
    'sign-matrix': JSON.stringify({ include: plan.sign }),
    tags: plan.tags.join('\n'),
    'release-tag': plan.tags[0] ?? '',
    // The job that changes the ops repository has no checkout of this one.
    deploy: config.deploy === undefined ? '' : JSON.stringify(config.deploy),
  };
}

function workspaceOf(env: Runtime['env']): string {
  const workspace = env['GITHUB_WORKSPACE'];
  if (workspace) return workspace;
  throw configurationFailure({
    cause: 'GITHUB_WORKSPACE is not set.',
    remedy: 'Run this action in a GitHub Actions workflow, after actions/checkout.',
  });
}

async function readConfig(workspace: string, file: string): Promise<PipelineConfig> {
  const absolute = path.resolve(workspace, file);
  if (!absolute.startsWith(path.resolve(workspace) + path.sep))
    throw configurationFailure({
      cause: `The configuration file "${file}" lies outside the repository.`,
      remedy: 'Give "config" a path inside the repository.',
    });
  const source = await readFile(absolute, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw configurationFailure({
      cause: `The configuration file "${file}" cannot be read: ${error.message}.`,
      remedy: 'Give "config" the path of a file.',
      error,
    });
  });
  return source === undefined ? {} : parsePipelineConfig(source, file);
}

function modeOf(event: string): 'publish' | 'check' {
  switch (event) {
    case 'push':
    case 'workflow_dispatch':
    case 'repository_dispatch':
    case 'schedule':
    case 'release':
      return 'publish';
    case 'pull_request':
    case 'merge_group':
      return 'check';
    default:
      // pull_request_target above all: it would build a stranger's code with this repository's tokens.
      throw configurationFailure({
        cause: `The event "${event}" is not one that a release may run on.`,
        remedy:
          'Use push, pull_request, merge_group, release, schedule or workflow_dispatch, or set "mode" outright.',
      });
  }
}

function renderPlan(plan: ReleasePlan): string {
  if (plan.mode === 'none') return '### Plan: nothing to build\n\nNo app is affected by this change.\n';
  const rows = plan.build.map(
    (leg) =>
      `| ${markdownCode(leg.app)} | ${leg.platform} | ${markdownCode(leg.image)} | ${markdownCode(leg.file)} |`,
  );
  return [
    `### Plan: ${plan.mode} ${plan.sign.length} ${plan.sign.length === 1 ? 'app' : 'apps'}`,
    '',
    '| App | Platform | Image | Dockerfile |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(plan.tags.length > 0 ? [`Tags, moved last: ${plan.tags.map(markdownCode).join(', ')}`, ''] : []),
    ...(plan.unaffected.length > 0
      ? [`Not affected: ${plan.unaffected.map(markdownCode).join(', ')}`, '']
      : []),
  ].join('\n');
}
