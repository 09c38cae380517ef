/** What is just allowed, beside what is just refused. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { digestOf } from '@sealift/core/image/digest';
import { formatPlatform } from '@sealift/core/image/platform';
import { type Json, type LayoutWriter, layoutWriter, MEDIA } from '@sealift/testing/image-layouts';
import { thrownBy } from '@sealift/testing/thrown';
import { describe, expect, it } from 'vitest';
import { readLayout } from '../src/layout.ts';
import { MAX_MANIFEST_SIZE, parseManifest } from '../src/manifest.ts';

const refused = async (writer: LayoutWriter, message: string) =>
  expect(await thrownBy(() => readLayout(writer.directory))).toMatchObject({
    code: 'registry/bad-layout',
    message: expect.stringContaining(message),
  });

const LINUX = { os: 'linux', architecture: 'amd64' };

/** One image with these layers, for the platform that its config and its descriptor name. */
async function imageOf(
  writer: LayoutWriter,
  layers: readonly Json[],
  config: Json = LINUX,
  platform: Json | 'unsaid' = LINUX,
): Promise<Json> {
  const manifest = { schemaVersion: 2, config: await writer.add(MEDIA.config, config), layers };
  const described = await writer.add(MEDIA.manifest, manifest);
  return platform === 'unsaid' ? described : { ...described, platform };
}

describe('how deep and how many', () => {
  it('an index in an index is not read', async () => {
    const writer = await layoutWriter();
    const inner = await writer.index([await writer.image('linux', 'amd64')]);
    await writer.finish(inner);
    expect((await readLayout(writer.directory)).manifests).toHaveLength(2);
    await writer.finish(await writer.index([inner]));
    await refused(writer, 'which is an index itself');
    await writer.finish(await writer.index([await writer.image('linux', 'arm64'), inner]));
    await refused(writer, 'which is an index itself');
  });

  it('1000 entries are read, 1001 are not', async () => {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    const layer = await writer.add(MEDIA.inToto, {});
    const config = await writer.add('application/vnd.oci.empty.v1+json', {});
    const attestations: Json[] = [];
    for (let number = 0; number < 1000; number += 1) {
      const annotations = { number: `${number}` };
      const manifest = { schemaVersion: 2, config, layers: [layer], annotations };
      const { annotations: about, platform } = await writer.attestation(image.digest);
      attestations.push({ ...(await writer.add(MEDIA.manifest, manifest)), annotations: about, platform });
    }
    await writer.finish(await writer.index([image, ...attestations.slice(1)]));
    expect((await readLayout(writer.directory)).manifests).toHaveLength(1001);
    await writer.finish(await writer.index([image, ...attestations]));
    await refused(writer, '"manifests" is wrong');
  });

  it('the same manifest twice counts once', async () => {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    await writer.finish(await writer.index([image, image]));
    expect((await readLayout(writer.directory)).platformManifests).toHaveLength(1);
  });
});

describe('layers', () => {
  it.each([
    'application/vnd.oci.image.layer.v1.tar',
    'application/vnd.oci.image.layer.v1.tar+zstd',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
  ])('of the type %s are taken', async (type) => {
    const writer = await layoutWriter();
    await writer.finish(await imageOf(writer, [await writer.add(type, Buffer.from('x'))]));
    expect((await readLayout(writer.directory)).blobs).toHaveLength(2);
  });

  it.each([
    ['application/vnd.oci.image.layer.v1.tarball', 'unknown media type'],
    ['application/vnd.in-toto+json', 'unknown media type'],
    ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', 'may not be distributed'],
  ])('of the type %s are not: %s', async (type, message) => {
    const writer = await layoutWriter();
    await writer.finish(await imageOf(writer, [await writer.add(type, Buffer.from('x'))]));
    await refused(writer, message);
  });

  it('of an attestation are statements, and nothing else', async () => {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    const { annotations, platform } = await writer.attestation(image.digest);
    const odd = await imageOf(writer, [await writer.add('application/zip', Buffer.from('x'))]);
    await writer.finish(await writer.index([image, { ...odd, annotations, platform }]));
    await refused(writer, 'unknown media type "application/zip"');
  });

  it('have one size each', async () => {
    const writer = await layoutWriter();
    const layer = await writer.add(MEDIA.layer, Buffer.from('layer'));
    const arm = { os: 'linux', architecture: 'arm64' };
    const images = [await imageOf(writer, [layer]), await imageOf(writer, [{ ...layer, size: 4 }], arm, arm)];
    await writer.finish(await writer.index(images));
    await refused(writer, 'announced with two sizes');
    const same = [await imageOf(writer, [layer]), await imageOf(writer, [layer], arm, arm)];
    await writer.finish(await writer.index(same));
    expect((await readLayout(writer.directory)).blobs).toHaveLength(3);
  });

  it('that is a pipe does not hang the job', async () => {
    const writer = await layoutWriter();
    const digest = digestOf('never written');
    await promisify(execFile)('mkfifo', [writer.blob(digest)]);
    await writer.finish(await imageOf(writer, [{ mediaType: MEDIA.layer, digest, size: 0 }]));
    await refused(writer, 'not a regular file');
  });
});

describe('the platform', () => {
  it.each<[string, Json, Json | 'unsaid', string]>([
    [
      'the system of the config',
      { os: 'linux', architecture: 'amd64' },
      { os: 'windows', architecture: 'amd64' },
      'announced for windows/amd64 and configured for linux/amd64',
    ],
    [
      'the processor of the config',
      { os: 'linux', architecture: 'arm64' },
      LINUX,
      'announced for linux/amd64 and configured for linux/arm64',
    ],
    [
      'the variant of the config',
      { os: 'linux', architecture: 'arm', variant: 'v7' },
      { os: 'linux', architecture: 'arm', variant: 'v6' },
      'announced for linux/arm/v6 and configured for linux/arm/v7',
    ],
    [
      'the variant that a config without one has',
      { os: 'linux', architecture: 'arm' },
      { os: 'linux', architecture: 'arm', variant: 'v6' },
      'announced for linux/arm/v6 and configured for linux/arm/v7',
    ],
    [
      'the level of the config',
      { os: 'linux', architecture: 'amd64', variant: 'v3' },
      LINUX,
      'announced for linux/amd64 and configured for linux/amd64/v3',
    ],
    [
      'the version of the config',
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' },
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' },
      'announced for windows(10.0.20348.1)/amd64 and configured for windows(10.0.17763.1)/amd64',
    ],
    [
      'one that a host can be',
      { os: 'unknown', architecture: 'unknown' },
      { os: 'unknown', architecture: 'unknown' },
      'is for "unknown/unknown", which is not a platform',
    ],
    [
      'one that can be written',
      { os: 'linux', architecture: 'arm', variant: '7x' },
      'unsaid',
      'is for "linux/arm/7x"',
    ],
  ])('has to be %s', async (_, config, platform, message) => {
    const writer = await layoutWriter();
    await writer.finish(await imageOf(writer, [], config, platform));
    await refused(writer, message);
  });

  it.each<[Json, Json | 'unsaid', string]>([
    [{ os: 'linux', architecture: 'arm', variant: 'v7' }, 'unsaid', 'linux/arm/v7'],
    [{ os: 'linux', architecture: 'arm', variant: '7' }, 'unsaid', 'linux/arm/v7'],
    [{ os: 'linux', architecture: 'arm' }, 'unsaid', 'linux/arm/v7'],
    [
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
      'linux/arm64',
    ],
    [
      { os: 'linux', architecture: 'amd64', variant: '' },
      { os: 'linux', architecture: 'amd64', variant: '' },
      'linux/amd64',
    ],
    [
      { os: 'linux', architecture: 'arm', variant: 'v7' },
      { os: 'linux', architecture: 'arm' },
      'linux/arm/v7',
    ],
    [
      { os: 'linux', architecture: 'x86_64', variant: 'v1' },
      { os: 'linux', architecture: 'amd64' },
      'linux/amd64',
    ],
    [
      { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' },
      { os: 'windows', architecture: 'amd64' },
      'windows/amd64',
    ],
  ])('%j as %j is %s', async (config, platform, expected) => {
    const writer = await layoutWriter();
    await writer.finish(await imageOf(writer, [], config, platform));
    const [found] = (await readLayout(writer.directory)).platformManifests;
    expect(found && formatPlatform(found.platform)).toBe(expected);
  });
});

describe('documents', () => {
  it('"oci-layout" is small', async () => {
    const writer = await layoutWriter();
    await writer.finish(await writer.image('linux', 'amd64'));
    const marker = '{"imageLayoutVersion":"1.0.0"}';
    const file = path.join(writer.directory, 'oci-layout');
    await writeFile(file, marker.padEnd(4096));
    await readLayout(writer.directory);
    await writeFile(file, marker.padEnd(4097));
    await refused(writer, 'larger than 4096 bytes');
  });

  it('a manifest has the size that is announced, and at most 4 MiB', async () => {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    await writer.finish({ ...image, size: image.size + 1 });
    await refused(writer, `has ${image.size} bytes, not the ${image.size + 1}`);
    const text = JSON.stringify({
      schemaVersion: 2,
      config: await writer.add(MEDIA.config, LINUX),
      layers: [],
    });
    await writer.finish(await writer.add(MEDIA.manifest, Buffer.from(text.padEnd(MAX_MANIFEST_SIZE))));
    await readLayout(writer.directory);
    await writer.finish(await writer.add(MEDIA.manifest, Buffer.from(text.padEnd(MAX_MANIFEST_SIZE + 1))));
    await refused(writer, 'too large for JSON');
  });

  const reasonOf = (json: Json, announced: string) => {
    let reason = '';
    try {
      parseManifest(Buffer.from(JSON.stringify(json)), announced, (why) => {
        reason = why;
        return new Error(why) as never;
      });
    } catch {
      // The reason is what counts.
    }
    return reason;
  };
  const descriptor = { mediaType: MEDIA.config, digest: digestOf('x'), size: 1 };

  it.each<[string, Json, string, string]>([
    [
      'an index with a config',
      { schemaVersion: 2, manifests: [], config: descriptor },
      MEDIA.index,
      'fields of a manifest',
    ],
    [
      'an index with layers',
      { schemaVersion: 2, manifests: [], layers: [] },
      MEDIA.index,
      'fields of a manifest',
    ],
    [
      'a manifest with manifests',
      { schemaVersion: 2, config: descriptor, layers: [], manifests: [] },
      MEDIA.manifest,
      'fields of an index',
    ],
    [
      'an index that says it is none',
      { schemaVersion: 2, mediaType: MEDIA.manifest, manifests: [] },
      MEDIA.index,
      'of itself',
    ],
    [
      'an index of a first version',
      { schemaVersion: 1, manifests: [] },
      MEDIA.index,
      '"schemaVersion" is wrong',
    ],
    [
      'a list of 1001 layers',
      { schemaVersion: 2, config: descriptor, layers: Array.from({ length: 1001 }, () => descriptor) },
      MEDIA.manifest,
      '"layers" is wrong',
    ],
    [
      'a size with a fraction',
      { schemaVersion: 2, config: { ...descriptor, size: 1.5 }, layers: [] },
      MEDIA.manifest,
      '"config.size" is wrong',
    ],
    [
      'a media type that is none',
      { schemaVersion: 2, config: { ...descriptor, mediaType: 'x' }, layers: [] },
      MEDIA.manifest,
      'is not a media type',
    ],
    ['a page', {}, 'text/html', 'not a media type of images'],
  ])('%s', (_, json, announced, message) => {
    expect(reasonOf(json, announced)).toContain(message);
  });

  it.each<[string, Json, string]>([
    [
      'an index that names its type',
      { schemaVersion: 2, mediaType: MEDIA.index, manifests: [] },
      MEDIA.index,
    ],
    ['an index that does not', { schemaVersion: 2, manifests: [] }, MEDIA.index],
    [
      '1000 layers',
      { schemaVersion: 2, config: descriptor, layers: Array.from({ length: 1000 }, () => descriptor) },
      MEDIA.manifest,
    ],
    ['an empty blob', { schemaVersion: 2, config: { ...descriptor, size: 0 }, layers: [] }, MEDIA.manifest],
  ])('%s is fine', (_, json, announced) => {
    expect(reasonOf(json, announced)).toBe('');
  });
});
