/** What a bump changes in the ops repository's files at one commit, all of it computed before anything is written. */

import { configurationFailure } from '@sealift/core/failure';
import { editFile, type ScalarEdit } from '@sealift/deploy/edits/edit-file';
import type { ChangedFile } from '@sealift/github/git/commits';
import type { Head } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';
import type { Deployed } from '../reading/images.ts';
import { type Target, wanted } from './targets.ts';

/** What happens to one app in one file. */
export type TargetEdit = {
  readonly target: Target;
  readonly scalars: readonly ScalarEdit[];
  /** What the file says is deployed before. */
  readonly deployed: Deployed;
};

export type Edits = {
  readonly head: Head;
  /** One for each target, in their order. */
  readonly targets: readonly TargetEdit[];
  /** Files whose text differs from what is there. */
  readonly files: readonly ChangedFile[];
};

/** @throws Failure `configuration` when a file or path is missing or cannot be edited safely */
export function editsAt(repository: RepositoryName, head: Head, targets: readonly Target[]): Edits {
  const byFile = Map.groupBy(targets, ({ file }) => file);
  const results = new Map<Target, TargetEdit>();
  const files: ChangedFile[] = [];
  for (const [path, members] of byFile) {
    const file = head.files.get(path);
    if (file === undefined) throw absent(repository, path, members);
    let { text } = file;
    for (const layer of layersOf(members)) {
      const edited = editFile(text, path, layer.map(wanted));
      text = edited.text;
      for (const target of layer)
        results.set(target, {
          target,
          scalars: edited.edits.filter(({ app }) => app === target.app),
          deployed: edited.deployed.get(target.app) ?? {},
        });
    }
    if (text !== file.text) files.push({ path, mode: file.mode, text });
  }
  return { head, targets: targets.flatMap((target) => results.get(target) ?? []), files };
}

/** An app may have a place for each environment in one file: then its places come one after the other. */
function layersOf(targets: readonly Target[]): readonly (readonly Target[])[] {
  const byApp = [...Map.groupBy(targets, ({ app }) => app).values()];
  const depth = Math.max(...byApp.map(({ length }) => length));
  return Array.from({ length: depth }, (_, layer) => byApp.flatMap((own) => own[layer] ?? []));
}

const absent = (repository: RepositoryName, file: string, targets: readonly Target[]) =>
  configurationFailure({
    cause: `${formatRepositoryName(repository)} has no ${file}, where the tag of "${targets[0]?.app}" should stand.`,
    remedy: 'Add the file, or correct "file" (and the name of the app, which {app} stands for).',
    location: { file },
  });
