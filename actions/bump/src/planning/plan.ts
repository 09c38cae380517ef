/** What is to be done in the ops repository, and what was seen of it for that. */
import { configurationFailure } from '@sealift/core/failure';
import { listFiles } from '@sealift/github/git/files';
import { type OpsQuestion, type OpsView, readOps } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { Context, Dependencies } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import type { Release } from '../reading/releases.ts';
import { baseOf } from '../writing/destination.ts';
import { type Bump, groupTargets } from './groups.ts';
import { findPrevious } from './rollback.ts';
import { expandPatterns, keepMatchingFiles, planTargets } from './targets.ts';

export type Plan = {
  readonly bumps: readonly Bump[];
  /** What was looked at already, for a bump for which that is enough. */
  readonly first: ReadonlyMap<Bump, OpsView>;
};

/** What is to be done where. The one look is enough unless the ops repository has a say in it. */
export async function plan(
  { inputs, client, origin, images, dependencies }: Context,
  question: OpsQuestion,
  verified: Promise<readonly Release[]> | readonly Release[],
): Promise<Plan> {
  const [releases, view] = await Promise.all([verified, readOps(client, inputs.repository, question)]);
  checkRepository(inputs, view, dependencies.log);
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
    targets = keepMatchingFiles(targets, (file) => now.files.get(file)?.text);
    targets = await findPrevious({ client, repository }, now, targets, images, dependencies.log);
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

function checkRepository(inputs: Inputs, { repository, archived }: OpsView, log: Dependencies['log']): void {
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
