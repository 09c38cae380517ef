/** Finds Dockerfiles in the checkout. Links are not followed: what lies behind them is found where it is. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';

/** Folders that are looked into, for all patterns together. */
const MAX_FOLDERS = 20_000;
/** Deepest folder that `**` reaches. */
const MAX_DEPTH = 12;
/** What tools put there is nobody's app. */
const SKIPPED = new Set(['.git', 'node_modules']);

/**
 * Files, and links, that one of the patterns is about, from the top of the checkout, sorted.
 * @param patterns with `*` and `**`
 * @throws Failure `plan/too-many-folders`
 */
export async function findFiles(workspace: string, patterns: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const listings = new Map<string, readonly Dirent[]>();
  const list = async (folder: string): Promise<readonly Dirent[]> => {
    const known = listings.get(folder);
    if (known !== undefined) return known;
    if (listings.size >= MAX_FOLDERS)
      throw configurationFailure({
        code: 'plan/too-many-folders',
        cause: `More than ${MAX_FOLDERS} folders would have to be searched for Dockerfiles.`,
        remedy: 'Name the folders in the patterns of "discover", such as services/*/Dockerfile.',
      });
    const entries = await readdir(path.join(workspace, folder), { withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
        throw error;
      },
    );
    listings.set(folder, entries);
    return entries;
  };
  for (const pattern of patterns)
    for await (const file of filesAt('', pattern.split('/'), list)) found.add(file);
  return [...found].sort();
}

async function* filesAt(
  folder: string,
  [part = '', ...rest]: readonly string[],
  list: (folder: string) => Promise<readonly Dirent[]>,
): AsyncGenerator<string> {
  const matches = part === '**' ? () => true : nameMatcher(part);
  if (part === '**') yield* filesAt(folder, rest, list);
  for (const entry of await list(folder)) {
    if (!matches(entry.name) || SKIPPED.has(entry.name)) continue;
    const own = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (rest.length === 0) {
      if (entry.isFile() || entry.isSymbolicLink()) yield own;
    } else if (entry.isDirectory() && own.split('/').length < MAX_DEPTH)
      yield* filesAt(own, part === '**' ? [part, ...rest] : rest, list);
  }
}

/** `*` for any characters. */
function nameMatcher(part: string): (name: string) => boolean {
  const [before = '', ...pieces] = part.split('*');
  return (name) => {
    if (pieces.length === 0) return name === part;
    if (!name.startsWith(before)) return false;
    let at = before.length;
    for (const [index, piece] of pieces.entries()) {
      const next = index === pieces.length - 1 ? name.length - piece.length : name.indexOf(piece, at);
      if (next < at || !name.startsWith(piece, next)) return false;
      at = next + piece.length;
    }
    return true;
  };
}

/** What repositories call their Dockerfiles. */
export const DOCKERFILES = ['**/Dockerfile', '**/Dockerfile.*', '**/*.Dockerfile', '**/Containerfile'];
