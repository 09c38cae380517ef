/** What a registry holds, read from distribution's files on disk: no client of ours has a say in it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, isDigest } from '@sealift/core/image/digest';

export type StoredRepository = {
  /** Path without the registry's name. */
  readonly name: string;
  readonly tags: ReadonlyMap<string, Digest>;
  /** Manifests that the registry would serve. */
  readonly manifests: readonly Digest[];
};

/** @param dir the folder given to the registry */
export async function readRegistryStorage(dir: string): Promise<readonly StoredRepository[]> {
  const root = path.join(dir, 'storage', 'docker', 'registry', 'v2', 'repositories');
  const folders = await repositoriesBelow(root);
  return Promise.all(
    folders.map(async (folder) => ({
      name: path.relative(root, folder),
      tags: await tagsOf(path.join(folder, '_manifests', 'tags')),
      manifests: (await names(path.join(folder, '_manifests', 'revisions', 'sha256')))
        .map((hex) => `sha256:${hex}`)
        .filter(isDigest),
    })),
  );
}

const names = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).sort();

async function repositoriesBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await names(folder)) {
    if (name === '_manifests') found.push(folder);
    else if (!name.startsWith('_')) found.push(...(await repositoriesBelow(path.join(folder, name))));
  }
  return found;
}

async function tagsOf(folder: string): Promise<ReadonlyMap<string, Digest>> {
  const tags = new Map<string, Digest>();
  for (const tag of await names(folder)) {
    const link = (await readFile(path.join(folder, tag, 'current', 'link'), 'utf8').catch(() => '')).trim();
    if (isDigest(link)) tags.set(tag, link);
  }
  return tags;
}
