import { mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatPlatform } from '@sealift/core/image/platform';
import {
  buildLayout,
  type Json,
  type LayoutWriter,
  layoutWriter,
  MEDIA,
} from '@sealift/testing/image-layouts';
import { describe, expect, it } from 'vitest';
import { readLayout } from '../src/layout.ts';

describe('readLayout', () => {
  it("reads BuildKit's nested index and tells attestations apart", async () => {
    const { directory, root, image, attestation } = await buildLayout();
    const layout = await readLayout(directory);
    expect(layout.root.digest).toBe(root);
    expect(layout.manifests.map(({ digest }) => digest)).toEqual([image, attestation, root]);
    expect(layout.platformManifests).toMatchObject([
      { digest: image, platform: { os: 'linux', architecture: 'amd64' } },
    ]);
    expect(layout.attestations).toMatchObject([{ digest: attestation, subject: image }]);
    expect(layout.blobs).toHaveLength(4);
    const [platform] = layout.platformManifests;
    const own = new Set([
      platform?.manifest.config.digest,
      ...(platform?.manifest.layers.map(({ digest }) => digest) ?? []),
    ]);
    const sum = layout.blobs
      .filter(({ digest }) => own.has(digest))
      .reduce((total, { size }) => total + size, 0);
    expect(platform?.size).toBe(sum);
  });

  it('reads a bare manifest, and takes its platform from the config', async () => {
    const writer = await layoutWriter();
    const { platform: _, ...manifest } = await writer.image('linux', 'arm64');
    const layout = await readLayout(await writer.finish(manifest));
    expect(layout.root.json.kind).toBe('manifest');
    expect(layout.platformManifests.map(({ platform }) => formatPlatform(platform))).toEqual(['linux/arm64']);
  });

  it('takes two names of one image for one image', async () => {
    const writer = await layoutWriter();
    const root = await writer.index([await writer.image('linux', 'amd64')]);
    const named = (name: string) => ({ ...root, annotations: { 'org.opencontainers.image.ref.name': name } });
    expect((await readLayout(await writer.finish(named('a'), named('b')))).root.digest).toBe(root.digest);
  });

  it('sorts several platforms', async () => {
    const writer = await layoutWriter();
    const images = [await writer.image('linux', 'arm64'), await writer.image('linux', 'amd64')];
    const layout = await readLayout(await writer.finish(await writer.index(images)));
    expect(layout.platformManifests.map(({ platform }) => platform.architecture)).toEqual(['amd64', 'arm64']);
  });

  type Hostile = (writer: LayoutWriter) => Promise<unknown>;
  const layerOf = async (
    writer: LayoutWriter,
    layer: Json,
    config: Json = { os: 'linux', architecture: 'amd64' },
  ) => {
    const manifest = await writer.add(MEDIA.manifest, {
      schemaVersion: 2,
      config: await writer.add(MEDIA.config, config),
      layers: [layer],
    });
    return writer.finish({ ...manifest, platform: { os: 'linux', architecture: 'amd64' } });
  };
  const hostile: readonly [string, Hostile, RegExp][] = [
    [
      'a digest that is a path',
      (writer) => writer.finish({ mediaType: MEDIA.manifest, digest: 'sha256:../../../etc/passwd', size: 1 }),
      /digest/,
    ],
    [
      'an absolute path as digest',
      (writer) => writer.finish({ mediaType: MEDIA.manifest, digest: '/etc/passwd', size: 1 }),
      /digest/,
    ],
    [
      'another algorithm',
      (writer) => writer.finish({ mediaType: MEDIA.manifest, digest: `sha512:${'a'.repeat(128)}`, size: 1 }),
      /digest/,
    ],
    [
      'a layer that is a link',
      async (writer) => {
        const layer = await writer.add(MEDIA.layer, Buffer.from('layer'));
        await rm(writer.blob(layer.digest));
        await writeFile(path.join(writer.directory, 'elsewhere'), 'layer');
        await symlink('../../elsewhere', writer.blob(layer.digest));
        await layerOf(writer, layer);
      },
      /symbolic link/,
    ],
    [
      'a blob folder that is a link',
      async (writer) => {
        await writer.finish(await writer.image('linux', 'amd64'));
        await rename(path.join(writer.directory, 'blobs'), path.join(writer.directory, 'real'));
        await symlink('real', path.join(writer.directory, 'blobs'));
      },
      /not a folder/,
    ],
    [
      'a layer that is a folder',
      async (writer) => {
        const layer = await writer.add(MEDIA.layer, Buffer.from('layer'));
        await rm(writer.blob(layer.digest));
        await mkdir(writer.blob(layer.digest));
        await layerOf(writer, layer);
      },
      /not a regular file/,
    ],
    [
      'a missing layer',
      async (writer) => {
        const layer = await writer.add(MEDIA.layer, Buffer.from('layer'));
        await rm(writer.blob(layer.digest));
        await layerOf(writer, layer);
      },
      /missing/,
    ],
    [
      'a size that is not the size',
      async (writer) =>
        layerOf(writer, { ...(await writer.add(MEDIA.layer, Buffer.from('layer'))), size: 4 }),
      /has 5 bytes, not the 4/,
    ],
    [
      'a size that is no number',
      async (writer) => layerOf(writer, { ...(await writer.add(MEDIA.layer, Buffer.from('l'))), size: -1 }),
      /size/,
    ],
    [
      'other bytes of the same size',
      async (writer) => {
        const layer = await writer.add(MEDIA.layer, Buffer.from('layer'));
        await writeFile(writer.blob(layer.digest), 'LAYER');
        await layerOf(writer, layer);
      },
      /another digest/,
    ],
    [
      'a manifest with other bytes',
      async (writer) => {
        const image = await writer.image('linux', 'amd64');
        await writeFile(writer.blob(image.digest), '{}'.padEnd(image.size));
        await writer.finish(image);
      },
      /another digest/,
    ],
    [
      'a manifest announced as index',
      async (writer) => writer.finish({ ...(await writer.image('linux', 'amd64')), mediaType: MEDIA.index }),
      /fields of a manifest/,
    ],
    [
      'a document that is manifest and index at once',
      async (writer) => {
        const both = { schemaVersion: 2, manifests: [], layers: [] };
        await writer.finish(await writer.add(MEDIA.index, both));
      },
      /fields of a manifest/,
    ],
    [
      'a manifest that says it is something else',
      async (writer) => {
        const image = await writer.add(MEDIA.manifest, {
          schemaVersion: 2,
          mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
          config: await writer.add(MEDIA.config, { os: 'linux', architecture: 'amd64' }),
          layers: [],
        });
        await writer.finish(image);
      },
      /says "application\/vnd.docker/,
    ],
    [
      'an unknown media type',
      async (writer) => writer.finish({ ...(await writer.image('linux', 'amd64')), mediaType: 'text/html' }),
      /not an image/,
    ],
    [
      'a layer of an unknown type',
      async (writer) => layerOf(writer, await writer.add('application/zip', Buffer.from('zip'))),
      /unknown media type "application\/zip"/,
    ],
    [
      'a config of an unknown type',
      async (writer) => {
        const manifest = await writer.add(MEDIA.manifest, {
          schemaVersion: 2,
          config: await writer.add('application/vnd.example+json', { os: 'linux', architecture: 'amd64' }),
          layers: [],
        });
        await writer.finish(manifest);
      },
      /is "application\/vnd.example\+json"/,
    ],
    [
      'a layer that is kept elsewhere',
      async (writer) =>
        layerOf(
          writer,
          await writer.add('application/vnd.oci.image.layer.nondistributable.v1.tar', Buffer.from('x')),
        ),
      /may not be distributed/,
    ],
    [
      'a platform that is not the config’s',
      async (writer) =>
        layerOf(writer, await writer.add(MEDIA.layer, Buffer.from('x')), {
          os: 'linux',
          architecture: 'arm64',
        }),
      /announced for linux\/amd64 and configured for linux\/arm64/,
    ],
    [
      'a platform with a path in it',
      async (writer) => {
        const image = await writer.image('linux', '../../x');
        await writer.finish(await writer.index([image]));
      },
      /not a platform/,
    ],
    [
      'one platform twice',
      async (writer) => {
        const images = [
          await writer.image('linux', 'amd64'),
          await writer.image('linux', 'amd64', Buffer.from('b')),
        ];
        await writer.finish(await writer.index(images));
      },
      /two images for linux\/amd64/,
    ],
    [
      'only attestations',
      async (writer) => {
        const attestation = await writer.attestation(`sha256:${'a'.repeat(64)}`);
        await writer.finish(await writer.index([attestation]));
      },
      /no image of any platform/,
    ],
    [
      'an attestation about something else',
      async (writer) => {
        const attestation = await writer.attestation(`sha256:${'a'.repeat(64)}`);
        await writer.finish(await writer.index([await writer.image('linux', 'amd64'), attestation]));
      },
      /which is not in it as an image/,
    ],
    [
      'indexes nested too deeply',
      async (writer) => {
        let inner: Json = await writer.image('linux', 'amd64');
        for (let depth = 0; depth < 3; depth++) inner = await writer.index([inner]);
        await writer.finish(inner);
      },
      /is an index itself/,
    ],
    [
      'an index that lists itself under a false size',
      // A true cycle cannot be made, as the digest would have to contain itself; a false one is found out.
      async (writer) => {
        const self = `sha256:${'b'.repeat(64)}` as const;
        const index = { schemaVersion: 2, manifests: [{ mediaType: MEDIA.index, digest: self, size: 10 }] };
        const bytes = JSON.stringify(index);
        await writeFile(writer.blob(self), bytes);
        await writer.finish({ mediaType: MEDIA.index, digest: self, size: bytes.length });
      },
      /another digest/,
    ],
    [
      'two images',
      async (writer) =>
        writer.finish(await writer.image('linux', 'amd64'), await writer.image('linux', 'arm64')),
      /several images/,
    ],
    ['no image', (writer) => writer.finish(), /names no image/],
    [
      'an index.json larger than any',
      async (writer) => {
        await writer.finish();
        await truncate(path.join(writer.directory, 'index.json'), 5 * 1024 * 1024);
      },
      /larger than/,
    ],
    [
      'a manifest larger than any',
      async (writer) => {
        const image = await writer.add(MEDIA.manifest, Buffer.alloc(5 * 1024 * 1024, ' '));
        await writer.finish(image);
      },
      /too large/,
    ],
    ['no JSON', (writer) => writeFile(path.join(writer.directory, 'index.json'), 'hello'), /not JSON/],
    [
      'no marker',
      async (writer) => {
        await writer.finish(await writer.image('linux', 'amd64'));
        await rm(path.join(writer.directory, 'oci-layout'));
      },
      /oci-layout" is missing/,
    ],
    [
      'another version',
      async (writer) => {
        await writer.finish(await writer.image('linux', 'amd64'));
        await writeFile(path.join(writer.directory, 'oci-layout'), '{"imageLayoutVersion":"2.0.0"}');
      },
      /version 1.0.0/,
    ],
  ];

  it.each(hostile)('refuses %s', async (_name, prepare, message) => {
    const writer = await layoutWriter();
    await prepare(writer);
    await expect(readLayout(writer.directory)).rejects.toMatchObject({
      name: 'Failure',
      category: 'configuration',
      message: expect.stringMatching(message),
    });
  });

  it('says what to do about a tar file and a missing folder', async () => {
    const { directory } = await buildLayout();
    const tar = path.join(directory, 'image.tar');
    await writeFile(tar, 'x');
    await expect(readLayout(tar)).rejects.toMatchObject({ remedy: expect.stringContaining('tar=false') });
    await expect(readLayout(path.join(directory, 'no'))).rejects.toMatchObject({
      message: expect.stringContaining('There is no image layout'),
    });
  });

  it('leaves the digests of layers to the upload when told so', async () => {
    const { directory, writer, image } = await buildLayout();
    const layer = (await readLayout(directory)).platformManifests[0]?.manifest.layers[0];
    if (layer === undefined) throw new Error(`no layer in ${image}`);
    await writeFile(writer.blob(layer.digest), 'x'.repeat(layer.size));
    await expect(readLayout(directory)).rejects.toThrow('another digest');
    await readLayout(directory, { blobs: 'sized' });
    await writeFile(writer.blob(layer.digest), 'x'.repeat(layer.size + 1));
    await expect(readLayout(directory, { blobs: 'sized' })).rejects.toThrow('bytes, not the');
  });
});
