/** What a bump changes in the ops repository's files at one commit, all of it computed before anything is written. */

import { configurationFailure, failedWith } from '@sealift/core/failure';
import { editFile, type ScalarEdit } from '@sealift/deploy/edits/edit-file';
import { parseSource } from '@sealift/deploy/edits/parse-source';
import { EDIT_REFUSALS } from '@sealift/deploy/failure-codes';
import { desiredImage, type Target } from '@sealift/deploy/targets/target';
import type { ChangedFile } from '@sealift/github/git/commits';
import type { Head } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';
import type { Deployed } from '../reading/images.ts';
import type { Destination } from './bump-job.ts';

/** What happens to one app in one file. */
export type TargetEdit = {
  readonly target: Target;
  readonly scalars: readonly ScalarEdit[];
  /** What the file says is deployed before. */
  readonly deployed: Deployed;
  /** Sentences. */
  readonly warnings: readonly string[];
};

export type Edits = {
  readonly head: Head;
  /** One for each target, in their order. */
  readonly targets: readonly TargetEdit[];
  /** Files whose text differs from what is there. */
  readonly files: readonly ChangedFile[];
};

/** Why a file at some commit does not take the edits: it is absent, or says something else than expected. */
export const NO_EDIT = ['bump/no-file', ...EDIT_REFUSALS] as const;

/** @throws Failure `bump/no-file` when a file is missing, `edits/…` when it cannot be edited safely */
export async function editsAt(
  repository: RepositoryName,
  head: Head,
  targets: readonly Target[],
): Promise<Edits> {
  const byFile = Map.groupBy(targets, ({ file }) => file);
  const results = new Map<Target, TargetEdit>();
  const files: ChangedFile[] = [];
  for (const [path, members] of byFile) {
    const file = head.files.get(path);
    if (file === undefined) throw absent(repository, path, members);
    let { text } = file;
    for (const layer of layersOf(members)) {
      const desired = layer.map(desiredImage);
      const edited = editFile(await parseSource(text, path, desired), desired);
      text = edited.text;
      for (const target of layer)
        results.set(target, {
          target,
          scalars: edited.edits.filter(({ app }) => app === target.app),
          deployed: edited.deployed.get(target.app) ?? {},
          warnings: edited.warnings.get(target.app) ?? [],
        });
    }
    if (text !== file.text) files.push({ path, mode: file.mode, text });
  }
  return { head, targets: targets.flatMap((target) => results.get(target) ?? []), files };
}

/**
 * The edits at the head of the bump's own branch. The base could be edited and the branch cannot: a file came later, or a
 * person changed it on the branch.
 * @throws Failure `bump/branch-differs`
 */
export async function editsOnBranch(
  { repository, base, branch }: Destination,
  head: Head,
  targets: readonly Target[],
): Promise<Edits> {
  try {
    return await editsAt(repository, head, targets);
  } catch (failure) {
    if (!failedWith(failure, ...NO_EDIT)) throw failure;
    throw configurationFailure({
      code: 'bump/branch-differs',
      cause: `The branch ${branch} of the open bump cannot be edited although ${base} can: ${failure.message}`,
      remedy: `Update the branch from ${base} ("Update branch" on its pull request), or close the pull request: the next release then starts from ${base}.`,
      error: failure,
      ...(failure.location === undefined ? {} : { location: failure.location }),
    });
  }
}

/** An app may have a place for each environment in one file: then its places come one after the other. */
function layersOf(targets: readonly Target[]): readonly (readonly Target[])[] {
  const byApp = [...Map.groupBy(targets, ({ app }) => app).values()];
  const depth = Math.max(...byApp.map(({ length }) => length));
  return Array.from({ length: depth }, (_, layer) => byApp.flatMap((own) => own[layer] ?? []));
}

const absent = (repository: RepositoryName, file: string, targets: readonly Target[]) =>
  configurationFailure({
    code: 'bump/no-file',
    cause: `${formatRepositoryName(repository)} has no ${file}, where the tag of "${targets[0]?.app}" should stand.`,
    remedy: 'Add the file, or correct "file" (and the name of the app, which {app} stands for).',
    location: { file },
  });
