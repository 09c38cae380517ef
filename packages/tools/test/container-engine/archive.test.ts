import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readLayout } from '@sealift/registry/layout';
import { buildLayout } from '@sealift/testing/image-layouts';
import { afterEach, expect, test } from 'vitest';
import { sizeField, writeImageArchive } from '../../src/container-engine/archive.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function archiveOf(names: readonly string[]) {
  // Not a whole number of blocks.
  const built = await buildLayout('amd64', Buffer.alloc(70_001, 'layer'));
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-archive-'));
  folders.push(built.directory, folder);
  const layout = await readLayout(built.directory);
  const [image] = layout.platformManifests;
  if (image === undefined) throw new Error('the layout has no image');
  const file = path.join(folder, 'image.tar');
  await writeImageArchive(layout, image, names, file);
  // Complains of a wrong checksum, a wrong length or a missing end.
  const said = execFileSync('tar', ['--extract', '--verbose', '--file', file], {
    cwd: folder,
    encoding: 'utf8',
  });
  const json = async (name: string) => JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  return { folder, image, said: said.trim().split('\n'), json };
}

test('holds the bytes of the layout, for engines with and without containerd', async () => {
  const { folder, image, said, json } = await archiveOf([
    'ghcr.io/acme/api:1',
    'docker.io/library/api:latest',
  ]);
  expect(said).toHaveLength(3 + 3);
  for (const name of await readdir(path.join(folder, 'blobs', 'sha256'))) {
    const bytes = await readFile(path.join(folder, 'blobs', 'sha256', name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(name);
  }
  const blob = (digest: string) => `blobs/sha256/${digest.slice('sha256:'.length)}`;
  expect(await json('manifest.json')).toEqual([
    {
      Config: blob(image.manifest.config.digest),
      RepoTags: ['ghcr.io/acme/api:1', 'docker.io/library/api:latest'],
      Layers: image.manifest.layers.map(({ digest }) => blob(digest)),
    },
  ]);
  const { manifests } = await json('index.json');
  expect(manifests.map(({ digest }: { digest: string }) => digest)).toEqual([image.digest, image.digest]);
  expect(manifests.map(({ annotations }: { annotations: object }) => annotations)).toEqual([
    { 'io.containerd.image.name': 'ghcr.io/acme/api:1', 'org.opencontainers.image.ref.name': '1' },
    {
      'io.containerd.image.name': 'docker.io/library/api:latest',
      'org.opencontainers.image.ref.name': 'latest',
    },
  ]);
  expect(await json('oci-layout')).toEqual({ imageLayoutVersion: '1.0.0' });
});

test('has one entry for an image without a name', async () => {
  const { json } = await archiveOf([]);
  expect((await json('index.json')).manifests).toHaveLength(1);
  expect((await json('manifest.json'))[0].RepoTags).toEqual([]);
});

test.each([
  [0, '00000000000\0'],
  [70_001, '00000210561\0'],
  [8 * 1024 ** 3 - 1, '77777777777\0'],
])('a size of %d is octal', (size, text) => {
  expect(sizeField(size).toString('latin1')).toBe(text);
});

test('a size of 8 GiB and more is a number', () => {
  const field = sizeField(10 * 1024 ** 3);
  expect([field.length, field[0], field.readBigUInt64BE(4)]).toEqual([12, 0x80, BigInt(10 * 1024 ** 3)]);
});
