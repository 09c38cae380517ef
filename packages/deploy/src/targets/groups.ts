/** Which targets share a pull request, and what its branch is called. */

import { configurationFailure } from '@sealift/core/failure';
import type { Placeholders } from '@sealift/core/text/template';
import { BUMP_BRANCHES, bumpBranch } from '../pull-request/branch-name.ts';
import type { Origin } from './release.ts';
import type { Mode, Target } from './target.ts';

export const GROUPS = ['rolling', 'run', 'app', 'environment'] as const;
export type Group = (typeof GROUPS)[number];

/** What is deployed: what was released, what another environment has, or what was deployed before. */
export type BumpKind = 'deploy' | 'promote' | 'rollback';

/** One pull request, or one direct commit. */
export type Bump = {
  readonly mode: Mode;
  readonly base: string | undefined;
  /** undefined for direct commits. */
  readonly branch: string | undefined;
  readonly group: Group;
  /** What tells this one from others of the same group: a run, an app or an environment; empty for rolling. */
  readonly key: string;
  /** The only one of its targets, if they have one. */
  readonly environment: string | undefined;
  readonly targets: readonly Target[];
};

export type GroupRules = {
  readonly group: Group;
  readonly kind: BumpKind;
  /** Of targets whose environment has none of its own. */
  readonly mode: Mode;
  /** Of targets whose environment has none of its own; undefined: the repository's default branch. */
  readonly base: string | undefined;
  /** Template of the branch; undefined: by group and kind. */
  readonly branch: string | undefined;
};

/** What a group adds to the branch. A dot, since git cannot have a branch below another branch. */
const SUFFIX = { rolling: '', run: '.run-{run}', app: '.{app}', environment: '.{environment}' } as const;
const ROLLBACK = '.rollback-{run}';
const PROMOTE = '.promote';

/**
 * Targets of one base, mode and group key belong together, in the order of their environments.
 * @throws Failure `targets/shared-branch` when two groups would share a branch
 */
export function groupTargets(rules: GroupRules, targets: readonly Target[], origin: Origin): readonly Bump[] {
  const groups = Map.groupBy(targets, (target) =>
    JSON.stringify([
      target.mode ?? rules.mode,
      target.base ?? rules.base,
      keyOf(rules.group, target, origin.run),
    ]),
  );
  const bumps = [...groups.values()].map((members) => bumpOf(members, rules, origin));
  refuseSharedBranches(bumps);
  return bumps;
}

function bumpOf(members: readonly Target[], rules: GroupRules, origin: Origin): Bump {
  const [first] = members;
  if (first === undefined) throw new Error('A group has no member.');
  const environments = new Set(members.map(({ environment }) => environment));
  const common = {
    mode: first.mode ?? rules.mode,
    base: first.base ?? rules.base,
    group: rules.group,
    key: keyOf(rules.group, first, origin.run),
    environment: environments.size === 1 ? first.environment : undefined,
    targets: members,
  };
  if (common.mode === 'commit') return { ...common, branch: undefined };
  const template = rules.branch ?? defaultBranch(rules, common.environment, first.base);
  const values: Placeholders = {
    repository: origin.repository.replaceAll('/', '-'),
    ref: origin.ref,
    run: origin.run,
    ...(rules.group === 'app' ? { app: first.release.app } : {}),
    ...(common.environment === undefined ? {} : { environment: common.environment }),
    ...(common.base === undefined ? {} : { base: common.base }),
  };
  return { ...common, branch: bumpBranch(template, values) };
}

/**
 * A branch of another base has another name, so that an environment can get a base of its own at any time.
 * @param base the environment's own
 */
function defaultBranch(
  { group, kind, base: common }: GroupRules,
  environment: string | undefined,
  base: string | undefined,
): string {
  const apart = group === 'environment' && environment === undefined ? '' : SUFFIX[group];
  const what = { deploy: '', promote: PROMOTE, rollback: ROLLBACK }[kind];
  // A promotion to one environment and one to another are two pull requests, also one after the other.
  const to =
    kind === 'promote' && environment !== undefined && apart !== SUFFIX.environment ? SUFFIX.environment : '';
  const isNamed = to === SUFFIX.environment || apart === SUFFIX.environment;
  const onto = base === undefined || base === common || isNamed ? '' : '.onto-{base}';
  return `${BUMP_BRANCHES}{repository}/{ref}${what}${to}${apart}${onto}`;
}

function refuseSharedBranches(bumps: readonly Bump[]): void {
  const taken = new Map<string, Bump>();
  for (const bump of bumps) {
    if (bump.branch === undefined) continue;
    const other = taken.get(bump.branch);
    if (other !== undefined)
      throw configurationFailure({
        code: 'targets/shared-branch',
        cause: `Two pull requests of this run would have the branch "${bump.branch}": for ${describe(other)} and for ${describe(bump)}.`,
        remedy: `Put {${other.base === bump.base ? bump.group : 'base'}} into "branch", or leave it empty.`,
      });
    taken.set(bump.branch, bump);
  }
}

function keyOf(group: Group, { release, environment }: Target, run: string): string {
  switch (group) {
    case 'rolling':
      return '';
    case 'run':
      return run;
    case 'app':
      return release.app;
    case 'environment':
      return environment ?? '';
  }
}

const describe = ({ targets, base }: Bump) =>
  `${[...new Set(targets.map(({ release }) => release.app))].join(', ')}${base === undefined ? '' : ` on ${base}`}`;
