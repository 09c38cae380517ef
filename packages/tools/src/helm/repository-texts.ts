/** The texts of a repository that say how its charts are deployed: its YAML files, however many there are. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { walkArchive } from '../archive.ts';
import { type ChartSource, chunksOf } from './chart-folder.ts';

export type RepositoryTexts = {
  readonly texts: ReadonlyMap<string, string>;
  /** Of all files. */
  readonly paths: readonly string[];
  /** YAML files that were not read since there are too many, or they are too large. */
  readonly omitted: number;
};

/** Bytes. A values file has a few kilobytes; custom resource definitions have hundreds. */
const MAX_FILE = 256 * 1024;
const MAX_TOTAL = 64 * 1024 * 1024;
const MAX_PATHS = 200_000;
const YAML = /\.(?:ya?ml|json)$/i;

/** @throws Error with half a sentence when the archive is broken */
export async function readRepositoryTexts(source: ChartSource): Promise<RepositoryTexts> {
  const texts = new Map<string, string>();
  const paths: string[] = [];
  let [total, omitted] = [0, 0];
  /** Whether the text of the file is read. */
  const isRead = (name: string, size: number): boolean => {
    if (paths.length < MAX_PATHS) paths.push(name);
    if (!YAML.test(name)) return false;
    if (size > MAX_FILE || total + size > MAX_TOTAL) omitted += 1;
    else {
      total += size;
      return true;
    }
    return false;
  };
  if (source.kind === 'archive') await fromArchive(source.bytes, isRead, texts);
  else await fromFolder(source.path, '', isRead, texts);
  return { texts, paths, omitted };
}

type IsRead = (name: string, size: number) => boolean;

async function fromArchive(bytes: Uint8Array, isRead: IsRead, texts: Map<string, string>): Promise<void> {
  let current: { readonly name: string; readonly chunks: Uint8Array[] } | undefined;
  const finish = () => {
    if (current !== undefined) texts.set(current.name, Buffer.concat(current.chunks).toString('utf8'));
    current = undefined;
  };
  await walkArchive(Readable.from(chunksOf(bytes)), ({ name, kind, size }) => {
    finish();
    // The folder at the top is named after repository and commit.
    const inside = name.split('/').slice(1).join('/');
    if (kind !== 'file' || inside === '' || !isRead(inside, size)) return undefined;
    const chunks: Uint8Array[] = [];
    current = { name: inside, chunks };
    return (chunk) => void chunks.push(Buffer.from(chunk));
  });
  finish();
}

async function fromFolder(
  root: string,
  below: string,
  isRead: IsRead,
  texts: Map<string, string>,
): Promise<void> {
  for (const entry of await readdir(path.join(root, below), { withFileTypes: true })) {
    const name = path.posix.join(below, entry.name);
    const full = path.join(root, name);
    if (entry.isDirectory() && entry.name !== '.git') await fromFolder(root, name, isRead, texts);
    else if (entry.isFile() && isRead(name, (await lstat(full)).size))
      texts.set(name, await readFile(full, 'utf8'));
  }
}
