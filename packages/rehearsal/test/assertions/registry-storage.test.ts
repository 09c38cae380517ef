import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readRegistryStorage } from '../../src/assertions/registry-storage.ts';

it('reads repositories, tags and manifests of distribution’s folder', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-storage-'));
  const digest = `sha256:${'a'.repeat(64)}`;
  const root = path.join(folder, 'storage/docker/registry/v2/repositories/acme/shop/api/_manifests');
  try {
    expect(await readRegistryStorage(folder)).toEqual([]);
    await mkdir(path.join(root, 'tags/main/current'), { recursive: true });
    await mkdir(path.join(root, 'tags/broken/current'), { recursive: true });
    await mkdir(path.join(root, 'revisions/sha256', 'a'.repeat(64)), { recursive: true });
    await mkdir(path.join(root, 'revisions/sha256/no-digest'), { recursive: true });
    await writeFile(path.join(root, 'tags/main/current/link'), `${digest}\n`);
    await writeFile(path.join(root, 'tags/broken/current/link'), 'x');
    expect(await readRegistryStorage(folder)).toEqual([
      { name: 'acme/shop/api', tags: new Map([['main', digest]]), manifests: [digest] },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
