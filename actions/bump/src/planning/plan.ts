/** What is to be done in the ops repository, and what was seen of it for that. */
import { configurationFailure } from '@sealift/core/failure';
import { type Bump, type GroupRules, groupTargets } from '@sealift/deploy/targets/groups';
import { expandPatterns, keepMatchingFiles } from '@sealift/deploy/targets/patterns';
import type { Origin, Release } from '@sealift/deploy/targets/release';
import type { Target } from '@sealift/deploy/targets/target';
import { listFiles } from '@sealift/github/git/files';
import { type OpsQuestion, type OpsView, readOps } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { Context, Dependencies } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import { baseHead } from '../reading/base-head.ts';
import { findPrevious } from './rollback.ts';
import { planTargets } from './targets.ts';

export type Plan = {
  readonly bumps: readonly Bump[];
  /** What was looked at already, for a bump for which that is enough. */
  readonly seen: ReadonlyMap<Bump, OpsView>;
};

/**
 * The one look at the ops repository that is enough unless it has a say in what is deployed where. What is wrong without
 * having looked anywhere is refused here, before anything is asked.
 */
export function firstQuestion(inputs: Inputs, releases: readonly Release[], origin: Origin): OpsQuestion {
  const targets = planTargets(inputs, releases, undefined);
  const bumps = groupTargets(groupRules(inputs), targets, origin);
  const files = targets.flatMap(({ file, pattern }) => (pattern === undefined ? [file] : []));
  return {
    base: inputs.base,
    branches: bumps.length === 1 ? bumps.flatMap(({ branch }) => branch ?? []) : [],
    files: [...new Set([inputs.opsConfig, ...files])],
  };
}

/** @param verified releases, which are verified while the ops repository is looked at */
export async function plan(
  context: Context,
  question: OpsQuestion,
  verified: Promise<readonly Release[]> | readonly Release[],
): Promise<Plan> {
  const { inputs, client, origin, dependencies } = context;
  const [releases, view] = await Promise.all([verified, readOps(client, inputs.repository, question)]);
  checkRepository(inputs, view, dependencies.log);
  const base = baseHead(view, inputs.base ?? view.defaultBranch);

  const opsConfig = base.files.get(inputs.opsConfig)?.text;
  const named = planTargets(inputs, releases, opsConfig);
  const hasPatterns = named.some(({ pattern }) => pattern !== undefined);
  const paths = hasPatterns ? await listFiles(client, view.repository, base.tree) : [];
  const targets = expandPatterns(named, paths);
  const bumps = groupTargets(
    groupRules(inputs),
    inputs.releases.kind === 'rollback' ? await backTargets(context, view, base.branch, targets) : targets,
    origin,
  );
  const [only] = bumps;
  const enough = only !== undefined && bumps.length === 1 && answers(question, only, base.branch);
  return { bumps, seen: new Map(enough ? [[only, view]] : []) };
}

const groupRules = ({ releases, ...rules }: Inputs): GroupRules => ({
  ...rules,
  kind: releases.kind === 'rollback' ? 'rollback' : 'deploy',
});

/** Whether all that a bump has to know was in the first question. */
const answers = ({ branches, files }: OpsQuestion, bump: Bump, base: string): boolean =>
  (bump.base ?? base) === base &&
  (bump.branch === undefined || branches.includes(bump.branch)) &&
  bump.targets.every(({ file }) => files.includes(file));

/** The targets with the releases that they go back to. */
async function backTargets(
  { client, images, dependencies: { log } }: Context,
  { repository }: OpsView,
  base: string,
  targets: readonly Target[],
): Promise<readonly Target[]> {
  const files = [...new Set(targets.map(({ file }) => file))];
  const now = baseHead(await readOps(client, repository, { base, branches: [], files }), base);
  const matching = await keepMatchingFiles(targets, (file) => now.files.get(file)?.text);
  for (const warning of matching.warnings) log.warning(warning, { title: 'Rollback' });
  return findPrevious({ client, repository }, now, matching.targets, images, log);
}

function checkRepository(
  inputs: Pick<Inputs, 'repository'>,
  { repository, archived }: OpsView,
  log: Dependencies['log'],
): void {
  const name = formatRepositoryName(repository);
  const asked = formatRepositoryName(inputs.repository);
  if (archived)
    throw configurationFailure({
      code: 'bump/archived',
      cause: `${name} is archived: nothing can be changed in it.`,
      remedy: 'Unarchive it, or name the repository that replaced it.',
    });
  if (name.toLowerCase() !== asked.toLowerCase())
    log.warning(`${asked} was renamed to ${name}: change the input "repository".`, { title: 'Bump' });
}
