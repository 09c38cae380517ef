/** Whose caches a run may read, and the one that it may write. */
import type { Run } from '../run.ts';

/** As the claim `ac` of a runtime token has it: 1 is read, 3 read and write. */
export type CacheScope = { readonly ref: string; readonly permission: 1 | 3 };

/**
 * In the order in which they are looked through: the run's own ref, which alone it may write, the base of a pull request,
 * the default branch. What a pull request wrote no other run reads.
 */
export function cacheScopes({
  options,
  repository,
}: Pick<Run, 'options' | 'repository'>): readonly CacheScope[] {
  const others = [
    ...(options.baseRef === undefined ? [] : [`refs/heads/${options.baseRef}`]),
    `refs/heads/${repository.defaultBranch}`,
  ];
  return [
    { ref: options.ref, permission: 3 },
    ...[...new Set(others)]
      .filter((ref) => ref !== options.ref)
      .map((ref) => ({ ref, permission: 1 }) as const),
  ];
}
