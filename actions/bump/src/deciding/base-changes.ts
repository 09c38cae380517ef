/** What the base has changed since a bump's branch left it, of the values that the branch changes too. */
import { failedWith } from '@sealift/core/failure';
import type { Target } from '@sealift/deploy/targets/target';
import type { Head } from '@sealift/github/repository/ops-repository';
import type { BumpJob } from '../planning/bump-job.ts';
import { editsAt, NO_EDIT, type TargetEdit } from '../planning/edits.ts';
import type { BranchContent } from './branch-content.ts';

export type BaseChange = {
  readonly target: Target;
  /** A sentence without its end: what was changed from what to what. */
  readonly what: string;
};

/** Two sides that changed one value to different ones: git cannot merge them. */
export async function changesOnBase(
  { destination: { repository, base: name } }: BumpJob,
  { from, base }: Pick<BranchContent, 'from' | 'base'>,
  targets: readonly Target[],
): Promise<readonly BaseChange[]> {
  if (from.commit === base.commit) return [];
  const changes: BaseChange[] = [];
  for (const target of targets) {
    const then = await editOf(repository, from, target);
    const now = await editOf(repository, base, target);
    for (const [index, { path, before, after }] of (now?.scalars ?? []).entries()) {
      const was = then?.scalars[index]?.before;
      if (was === undefined || was === before || before === after) continue;
      const what = `${name} changed ${path} of "${target.app}" in ${target.file} from "${was}" to "${before}" after this was proposed`;
      changes.push({ target, what });
    }
  }
  return changes;
}

/** undefined where the file does not take the edit: the value may not be there. */
export async function editOf(
  repository: BumpJob['destination']['repository'],
  head: Head,
  target: Target,
): Promise<TargetEdit | undefined> {
  try {
    return (await editsAt(repository, head, [target])).targets[0];
  } catch (failure) {
    if (!failedWith(failure, ...NO_EDIT)) throw failure;
    return undefined;
  }
}
