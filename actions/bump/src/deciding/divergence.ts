/** What stands between a bump's branch and its base: commits of others, and changes of the same values on both sides. */
import { configurationFailure, failedWith } from '@sealift/core/failure';
import type { Target } from '@sealift/deploy/targets/target';
import type { Divergence } from '@sealift/github/git/divergence';
import { type Head, type OpsView, readFilesAt } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';
import type { Destination } from '../planning/bump-job.ts';
import { type Edits, editsAt, NO_EDIT } from '../planning/edits.ts';

/** @throws Failure `bump/foreign-commits` when the branch holds commits of somebody else */
export function refuseForeignCommits(
  { branch, repository }: Destination,
  { viewer }: OpsView,
  { commits }: Divergence,
): void {
  const others = new Set(
    commits.filter(({ author }) => !isViewer(author, viewer)).map(({ author }) => author ?? 'somebody'),
  );
  if (others.size === 0) return;
  throw configurationFailure({
    code: 'bump/foreign-commits',
    cause: `The branch ${branch} of ${formatRepositoryName(repository)} holds commits of ${[...others].slice(0, 5).join(', ')}, and "people-commits" is "refuse".`,
    remedy: 'Merge or close its pull request, or set "people-commits: keep" to go on from them.',
  });
}

/** An App is `name[bot]` in one of GitHub's APIs and `name` in the other. */
export const isViewer = (author: string | undefined, viewer: string): boolean =>
  author?.replace(/\[bot\]$/, '').toLowerCase() === viewer.replace(/\[bot\]$/, '').toLowerCase();

/**
 * Sentences about values that the base has changed since it left the branch behind: the pull request cannot be merged as
 * it is.
 */
export async function findConflicts(
  { client, repository, base, branch }: Destination,
  { mergeBase }: Divergence,
  atBase: Edits,
): Promise<readonly string[]> {
  if (mergeBase === atBase.head.commit) return [];
  const files = [...new Set(atBase.targets.map(({ target }) => target.file))];
  const parted = await readFilesAt(client, repository, mergeBase, files);
  if (parted === undefined) return [];
  const conflicts: string[] = [];
  for (const { target, scalars } of atBase.targets) {
    const then = await scalarsThen(parted, target, repository);
    const changed = scalars.flatMap(({ path, before, after }, index) => {
      const was = then?.[index]?.before;
      if (was === undefined || was === before || before === after) return [];
      return [
        `${base} changed ${path} of "${target.app}" in ${target.file} from "${was}" to "${before}" after the branch ${branch} was made: the pull request is in conflict with it. Resolve it there, or close it, and the next run starts from ${base}.`,
      ];
    });
    conflicts.push(...changed);
  }
  return conflicts;
}

async function scalarsThen(head: Head, target: Target, repository: RepositoryName) {
  try {
    return (await editsAt(repository, head, [target])).targets[0]?.scalars;
  } catch (failure) {
    // The value may not have existed then.
    if (!failedWith(failure, ...NO_EDIT)) throw failure;
    return undefined;
  }
}
