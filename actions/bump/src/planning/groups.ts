/** Which targets share a pull request, and what its branch is called. */

import { configurationFailure } from '@sealift/core/failure';
import type { Placeholders } from '@sealift/core/text/template';
import { bumpBranch } from '@sealift/deploy/pull-request/branch-name';
import type { Group, Inputs, Mode } from '../inputs.ts';
import type { Origin } from '../reading/releases.ts';
import type { Target } from './targets.ts';

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

/** What a group adds to the branch. A dot, since git cannot have a branch below another branch. */
const SUFFIX = { rolling: '', run: '.run-{run}', app: '.{app}', environment: '.{environment}' } as const;
const ROLLBACK = '.rollback-{run}';

/**
 * Targets of one base, mode and group key belong together, in the order of their environments.
 * @throws Failure `configuration` when two groups would share a branch
 */
export function groupTargets(
  inputs: Pick<Inputs, 'group' | 'branch' | 'base' | 'mode' | 'releases'>,
  targets: readonly Target[],
  { repository, ref, run }: Origin,
): readonly Bump[] {
  const groups = Map.groupBy(targets, (target) =>
    JSON.stringify([
      target.mode ?? inputs.mode,
      target.base ?? inputs.base,
      keyOf(inputs.group, target, run),
    ]),
  );
  const rollback = inputs.releases.kind === 'rollback';
  const template =
    inputs.branch ?? `sealift/{repository}/{ref}${rollback ? ROLLBACK : ''}${SUFFIX[inputs.group]}`;
  const taken = new Map<string, string>();
  return [...groups].map(([, members]): Bump => {
    const [first] = members;
    if (first === undefined) throw new Error('A group has no member.');
    const mode = first.mode ?? inputs.mode;
    const base = first.base ?? inputs.base;
    const key = keyOf(inputs.group, first, run);
    const environments = new Set(members.map(({ environment }) => environment));
    const common = { mode, base, group: inputs.group, key, targets: members };
    const environment = environments.size === 1 ? first.environment : undefined;
    if (mode === 'commit') return { ...common, environment, branch: undefined };
    const values: Placeholders = {
      repository: repository.replaceAll('/', '-'),
      ref,
      run,
      ...(inputs.group === 'app' ? { app: first.release.app } : {}),
      ...(environment === undefined ? {} : { environment }),
    };
    const branch = bumpBranch(template, values);
    const other = taken.get(branch);
    if (other !== undefined)
      throw configurationFailure({
        cause: `Two pull requests of this run would have the branch "${branch}": for ${other} and for ${describe(common)}.`,
        remedy: `Put {${inputs.group === 'rolling' ? 'environment' : inputs.group}} into "branch", or leave it empty.`,
      });
    taken.set(branch, describe(common));
    return { ...common, environment, branch };
  });
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

const describe = ({ targets, base }: Pick<Bump, 'targets' | 'base'>) =>
  `${[...new Set(targets.map(({ release }) => release.app))].join(', ')}${base === undefined ? '' : ` on ${base}`}`;
