/** Finds the migrations of a checkout: the head's, or the base's. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readInWorkspace, resolveInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure } from '@sealift/core/failure';
import { decodeText } from '@sealift/core/text/decode';
import type { Inputs } from '../inputs.ts';
import { versionFolders } from './alembic-config.ts';
import { readAlembicRevision } from './alembic-revision.ts';
import type { Revision, Revisions, Unreadable } from './revision.ts';
import { sqlRevisions } from './sql-files.ts';

/** Bytes of one migration, and of all of them. */
const MAX_FILE = 1024 * 1024;
const MAX_FILES = 5_000;

export type Source = Pick<Inputs, 'format' | 'workingDirectory' | 'config' | 'versions'>;

/** A checkout with its migrations. */
export type MigrationTree = Revisions & {
  /** Folders of migrations, from the top of the repository. */
  readonly folders: readonly string[];
  /** Texts of all files in them, by path. */
  readonly files: ReadonlyMap<string, string>;
};

/**
 * @param top of the checkout
 * @returns without migrations where there is no configuration or folder
 * @throws Failure `migration-gate/bad-config`, `migration-gate/too-many`, `action/…`
 */
export async function loadRevisions(top: string, source: Source): Promise<MigrationTree> {
  const folders = await foldersOf(top, source);
  const files = new Map<string, string>();
  for (const folder of folders) {
    const ending = source.format === 'sql' ? '.sql' : '.py';
    for (const file of await listFiles(top, folder, ending)) {
      if (files.size >= MAX_FILES) throw tooMany(folder);
      const bytes = await readInWorkspace(top, file, MAX_FILE);
      if (bytes !== undefined) files.set(file, decodeText(bytes, file));
    }
  }
  const found = source.format === 'sql' ? sqlRevisions(files) : readAll(files);
  return { ...withoutDoubles(found), folders, files };
}

async function foldersOf(top: string, source: Source): Promise<readonly string[]> {
  const below = (folder: string) => path.posix.join(source.workingDirectory, folder);
  if (source.versions.length > 0) return source.versions.map(below);
  const config = await readInWorkspace(top, below(source.config), MAX_FILE);
  return config === undefined
    ? []
    : versionFolders(decodeText(config, below(source.config)), source.config).map(below);
}

async function listFiles(top: string, folder: string, ending: string): Promise<readonly string[]> {
  const real = await resolveInWorkspace(top, folder);
  if (real === undefined) return [];
  const names = await readdir(real).catch(() => []);
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.posix.join(folder, name));
}

const readAll = (files: ReadonlyMap<string, string>): readonly (Revision | Unreadable)[] =>
  [...files].flatMap(([file, source]) => readAlembicRevision(source, file) ?? []);

function withoutDoubles(found: readonly (Revision | Unreadable)[]): Revisions {
  const known = new Map<string, Revision>();
  const unreadable: Unreadable[] = [];
  for (const each of found) {
    const first = 'id' in each ? known.get(each.id) : undefined;
    if (!('id' in each)) unreadable.push(each);
    else if (first === undefined) known.set(each.id, each);
    else unreadable.push({ file: each.file, line: each.line, reason: `${first.file} has the same id` });
  }
  return { known: [...known.values()], unreadable };
}

const tooMany = (folder: string) =>
  configurationFailure({
    code: 'migration-gate/too-many',
    cause: `"${folder}" holds more than ${MAX_FILES} migrations.`,
    remedy: 'Name the folder of the migrations in the input "versions".',
  });
