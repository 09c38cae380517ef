/** What is to be done in the ops repository, and what was seen of it for that. */
import { mapBounded } from '@sealift/core/bounded';
import { TRUST_FILE } from '@sealift/core/config/trust';
import { failedWith } from '@sealift/core/failure';
import { type Bump, type GroupRules, groupTargets } from '@sealift/deploy/targets/groups';
import { expandPatterns, keepMatchingFiles } from '@sealift/deploy/targets/patterns';
import type { Origin, Release } from '@sealift/deploy/targets/release';
import type { Target } from '@sealift/deploy/targets/target';
import { listFiles } from '@sealift/github/git/files';
import { type OpsQuestion, type OpsView, readOps } from '@sealift/github/repository/ops-repository';
import type { Context } from '../context.ts';
import { createVerifyTarget, ofEarlier, ofThisRun, type VerifyTarget } from '../deciding/trusted-release.ts';
import { kindOf } from '../inputs/releases.ts';
import type { Inputs } from '../inputs.ts';
import { baseHead } from '../reading/base-head.ts';
import type { RefusedApp } from '../reading/found-releases.ts';
import { OF_ONE_RELEASE, PARALLEL } from '../reading/images.ts';
import type { OpsBase } from '../reading/ops-base.ts';
import { type LeftOut, leftOutBy, NOTHING_LEFT_OUT } from './left-out.ts';
import { permit } from './permit.ts';
import { promotedTargets } from './promotion.ts';
import { findPrevious } from './rollback.ts';
import { planTargets } from './targets.ts';

export type Plan = {
  readonly bumps: readonly Bump[];
  /** What was looked at already, for a bump for which that is enough. */
  readonly seen: ReadonlyMap<Bump, OpsView>;
  /** Files that are left out of each, beside those that it finds itself. */
  readonly leftOut: ReadonlyMap<Bump, LeftOut>;
  /** What is left out of them; none unless the run may deploy a part of what it planned. */
  readonly refused: readonly RefusedApp[];
};

/**
 * The one look at the ops repository that is enough unless it has a say in what is deployed where. What is wrong however
 * that file looks is refused here, before anything is asked; what it may complete is judged by `plan`.
 */
export function firstQuestion(inputs: Inputs, releases: readonly Release[], origin: Origin): OpsQuestion {
  const { branches, files } = guess(inputs, releases, origin);
  return {
    ...{ base: inputs.base, branches, files: [...new Set([TRUST_FILE, inputs.opsConfig, ...files])] },
    labels: branches.length === 0 ? [] : inputs.pullRequest.labels,
  };
}

/** What environments of the ops repository's own, with their bases, would change. */
const COMPLETED = [
  'targets/unknown-environment',
  'targets/missing',
  'targets/shared-branch',
  'bump/promoted-only',
] as const;

function guess(
  inputs: Inputs,
  releases: readonly Release[],
  origin: Origin,
): Pick<OpsQuestion, 'branches' | 'files'> {
  try {
    const targets = planTargets(inputs, releases, undefined);
    const files = targets.flatMap(({ file, pattern }) => (pattern === undefined ? [file] : []));
    if (/\{(?:environment|base)\}/.test(inputs.branch ?? '')) return { branches: [], files };
    const bumps = groupTargets(groupRules(inputs), targets, origin);
    return { branches: bumps.length === 1 ? bumps.flatMap(({ branch }) => branch ?? []) : [], files };
  } catch (error) {
    if (failedWith(error, ...COMPLETED)) return { branches: [], files: [] };
    throw error;
  }
}

/**
 * Everything that is refused is refused here, for all targets, before the first is written.
 * @param releases as the run gives them, unverified
 */
export async function plan(
  context: Context,
  question: OpsQuestion,
  ops: OpsBase,
  releases: readonly Release[],
): Promise<Plan> {
  const { inputs, client, origin, images, dependencies } = context;
  const { view, base } = ops;
  const named = planTargets(inputs, releases, ops.deploy);
  const hasPatterns = named.some(({ pattern }) => pattern !== undefined);
  const paths = hasPatterns ? await listFiles(client, view.repository, base.tree) : [];
  const targets = expandPatterns(named, paths);
  const rules = new Map(targets.map((target) => [placeOf(target), permit(inputs, ops, target)]));
  const verify = createVerifyTarget(
    images,
    (target) => rules.get(placeOf(target)) ?? [],
    dependencies.clock.now(),
    kindOf(inputs.releases) === 'deploy' ? ofThisRun : ofEarlier,
  );
  const { verified, leftOut } = await verifiedTargets(context, ops, targets, { verify, releases });
  const refused = verified.filter((each) => 'failure' in each);
  const left = verified.filter(
    (each) => !('failure' in each) && !refused.some(({ app }) => app === each.app),
  );
  // What one job put into the place of an app's release holds back that app; without any other there is nothing to do.
  const [first] = refused;
  if (first !== undefined && left.length === 0) throw first.failure;
  const bumps = groupTargets(groupRules(inputs), left.filter(isTarget), origin);
  const [only] = bumps;
  const enough = only !== undefined && bumps.length === 1 && answers(question, only, base.branch);
  return {
    ...{ bumps, seen: new Map(enough ? [[only, view]] : []), refused },
    leftOut: leftOutBy(bumps, leftOut),
  };
}

type Verified = { readonly verified: readonly (Target | RefusedApp)[]; readonly leftOut: LeftOut };

/** The targets with verified releases, wherever those are found. */
async function verifiedTargets(
  context: Context,
  ops: OpsBase,
  targets: readonly Target[],
  { verify, releases }: { readonly verify: VerifyTarget; readonly releases: readonly Release[] },
): Promise<Verified> {
  const { inputs } = context;
  const all = (verified: Verified['verified']): Verified => ({ verified, leftOut: NOTHING_LEFT_OUT });
  switch (inputs.releases.kind) {
    case 'rollback':
      return backTargets(context, ops, targets, verify);
    case 'promote':
      return all(
        await promotedTargets(context, ops, targets, { from: inputs.releases.from, verify, releases }),
      );
    default:
      return all(
        await mapBounded(targets, PARALLEL, (target) => verifiedOr(target, verify, mayLeaveOut(inputs))),
      );
  }
}

/** Whether others are deployed without it. */
const mayLeaveOut = ({ planned, partial }: Inputs): boolean => planned !== undefined && partial === 'deploy';

async function verifiedOr(
  target: Target,
  verify: VerifyTarget,
  leaveOut: boolean,
): Promise<Target | RefusedApp> {
  try {
    return { ...target, release: await verify(target, target.release) };
  } catch (failure) {
    if (!leaveOut || !failedWith(failure, ...OF_ONE_RELEASE)) throw failure;
    return { app: target.app, failure };
  }
}

const isTarget = (each: Target | RefusedApp): each is Target => !('failure' in each);

const placeOf = ({ app, environment, file }: Target): string => JSON.stringify([app, environment, file]);

const groupRules = ({ releases, ...rules }: Inputs): GroupRules => ({
  ...rules,
  kind: kindOf(releases),
});

/** Whether all that a bump has to know was in the first question. */
const answers = ({ branches, files }: OpsQuestion, bump: Bump, base: string): boolean =>
  (bump.base ?? base) === base &&
  (bump.branch === undefined || branches.includes(bump.branch)) &&
  bump.targets.every(({ file }) => files.includes(file));

/** The targets with the releases that they go back to, each by the history of the base of its own. */
async function backTargets(
  { client, images, dependencies: { log } }: Context,
  { view: { repository }, base }: OpsBase,
  targets: readonly Target[],
  verify: VerifyTarget,
): Promise<Verified> {
  const back: Target[] = [];
  const leftOut: LeftOut[] = [];
  for (const [branch, members] of Map.groupBy(targets, (target) => target.base ?? base.branch)) {
    const files = [...new Set(members.map(({ file }) => file))];
    const view = await readOps(client, repository, { base: branch, branches: [], files, pulls: false });
    const now = baseHead(view, branch);
    const matching = await keepMatchingFiles(members, (file) => now.files.get(file)?.text);
    leftOut.push(matching);
    back.push(
      ...(await findPrevious({ client, repository }, now, matching.targets, { images, verify }, log)),
    );
  }
  return {
    verified: back,
    leftOut: {
      skipped: leftOut.flatMap(({ skipped }) => skipped),
      warnings: leftOut.flatMap(({ warnings }) => warnings),
    },
  };
}
