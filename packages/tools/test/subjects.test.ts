import type { Digest } from '@sealift/core/image/digest';
import type { Platform } from '@sealift/core/image/platform';
import type { RegistryClient } from '@sealift/registry/client';
import { buildLayout } from '@sealift/testing/image-layouts';
import { putImage } from '@sealift/testing/sigstore/image';
import { createFakeRegistry, type FakeRegistry } from '@sealift/testing/sigstore/registry';
import { failureOf } from '@sealift/testing/thrown';
import { beforeEach, describe, expect, test } from 'vitest';
import { readGraph } from '../src/cosign/graph.ts';
import { requiredStatements } from '../src/cosign/required-statements.ts';
import { findSubjects, registrySubjects } from '../src/subjects.ts';

const NAME = { registry: 'ghcr.io', repository: 'acme/shop/api' };
const AMD64: Platform = { os: 'linux', architecture: 'amd64' };
const ARM64: Platform = { os: 'linux', architecture: 'arm64' };
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const ABSENT: Digest = `sha256:${'0'.repeat(64)}`;

let registry: FakeRegistry;
let image: ReturnType<typeof putImage>;
beforeEach(() => {
  registry = createFakeRegistry();
  image = putImage(registry);
});
const indexOf = (...digests: Digest[]) =>
  registry.put(
    {
      schemaVersion: 2,
      mediaType: INDEX_TYPE,
      manifests: digests.map((digest) => ({
        mediaType: digest === image.index ? INDEX_TYPE : MANIFEST_TYPE,
        digest,
        size: registry.manifests.get(digest)?.bytes.length ?? 1,
      })),
    },
    INDEX_TYPE,
  );

describe('what a scanner looks at', () => {
  // Of the client only what reads.
  const subjects = (digest: Digest, wanted: readonly Platform[] = []) =>
    registrySubjects(registry as unknown as RegistryClient, { ...NAME, digest }, wanted);

  test('every platform, attestations left out, by the digests of their own', async () => {
    const found = await subjects(image.index);
    expect(found.map(({ platform, digest }) => [platform.architecture, digest])).toEqual([
      ['amd64', image.amd64],
      ['arm64', image.arm64],
    ]);
    for (const { source, digest, configDigest } of found) {
      expect(source).toEqual({ kind: 'registry', reference: { ...NAME, digest } });
      expect(registry.blobs.has(configDigest)).toBe(true);
    }
  });

  test('the platforms that are wanted, in that order', async () => {
    expect((await subjects(image.index, [ARM64])).map(({ digest }) => digest)).toEqual([image.arm64]);
    expect((await subjects(image.index, [ARM64, AMD64])).map(({ digest }) => digest)).toEqual([
      image.arm64,
      image.amd64,
    ]);
  });

  test('a single manifest by its own digest', async () => {
    expect((await subjects(image.arm64)).map(({ digest }) => digest)).toEqual([image.arm64]);
    expect((await failureOf(subjects(image.arm64, [AMD64]))).code).toBe('image/no-platform');
  });

  test.each<[string, () => Digest, string]>([
    ['that is not there', () => ABSENT, 'image/not-found'],
    ['without a platform', () => indexOf(), 'image/not-usable'],
    ['that lists what is not there', () => indexOf(image.amd64, ABSENT), 'image/not-usable'],
    ['that lists an index', () => indexOf(image.index), 'image/not-usable'],
  ])('an image %s is refused', async (_, digest, code) => {
    expect((await failureOf(subjects(digest()))).code).toBe(code);
  });

  test('is in a folder without asking a registry, or in a registry', async () => {
    const layout = await buildLayout('arm64');
    const none = () => {
      throw new Error('no client is needed');
    };
    const [inFolder, ...more] = await findSubjects({ layout: layout.directory }, [], none);
    expect(more).toEqual([]);
    expect(inFolder).toMatchObject({
      platform: ARM64,
      digest: layout.image,
      source: { kind: 'layout', descriptor: { digest: layout.image } },
    });
    const reference = { ...NAME, digest: image.index };
    const client = async () => registry as unknown as RegistryClient;
    expect(await findSubjects({ reference }, [], client)).toEqual(await subjects(image.index));
  });

  test('a tag, else "latest", where there is no digest', async () => {
    const asked: string[] = [];
    const client = {
      getManifest: async (_: unknown, reference: string) => {
        asked.push(reference);
        return undefined;
      },
    } as unknown as RegistryClient;
    await failureOf(registrySubjects(client, { ...NAME, tag: 'v1' }, []));
    await failureOf(registrySubjects(client, NAME, []));
    await failureOf(registrySubjects(client, { ...NAME, tag: 'v1', digest: ABSENT }, []));
    expect(asked).toEqual(['v1', 'latest', ABSENT]);
  });
});

describe('what an image consists of', () => {
  const graph = (digest: Digest) => readGraph(registry, { ...NAME, digest });

  test('the platforms with their bytes, and the attestations apart', async () => {
    const found = await graph(image.index);
    const configSize = Buffer.byteLength(JSON.stringify({ os: 'linux', architecture: 'amd64', salt: '' }));
    expect(found?.platforms).toEqual([
      { platform: 'linux/amd64', digest: image.amd64, size: 1000 + configSize },
      { platform: 'linux/arm64', digest: image.arm64, size: 1000 + configSize },
    ]);
    expect(found?.attestations).toHaveLength(1);
    expect([...(found?.descriptors.keys() ?? [])].sort()).toEqual(
      [image.index, image.amd64, image.arm64].sort(),
    );
    for (const [digest, { size }] of found?.descriptors ?? [])
      expect(size).toBe(registry.manifests.get(digest)?.bytes.length);
  });

  test('the platform of the config where the index names none', async () => {
    expect((await graph(indexOf(image.arm64)))?.platforms[0]?.platform).toBe('linux/arm64');
    expect((await graph(image.arm64))?.platforms[0]?.platform).toBe('linux/arm64');
  });

  test.each<[string, () => Digest, string]>([
    ['what is not there', () => indexOf(image.amd64, ABSENT), 'which is not in the registry.'],
    ['an index', () => indexOf(image.amd64, image.index), 'which is an index itself.'],
  ])('an index that lists %s is refused', async (_, digest, words) => {
    const failure = await failureOf(graph(digest()));
    expect(failure.code).toBe('image/not-usable');
    expect(failure.message).toContain(words);
  });

  test('bytes that are not those of the digest are refused, none are undefined', async () => {
    expect(await graph(ABSENT)).toBeUndefined();
    const other = registry.manifests.get(image.arm64);
    if (other !== undefined) registry.manifests.set(image.amd64, other);
    expect((await failureOf(graph(image.amd64))).code).toBe('image/wrong-content');
    expect((await failureOf(graph(image.index))).code).toBe('image/wrong-content');
  });
});

describe('what must be stated', () => {
  const required = async (digest: Digest) => {
    const subject = { ...NAME, digest };
    const found = await readGraph(registry, subject);
    return found && requiredStatements(subject, found);
  };

  test('of an index: signature, provenance and record on it, everything else on each platform', async () => {
    expect(await required(image.index)).toEqual([
      {
        subject: { ...NAME, digest: image.index },
        label: 'the index',
        requirements: ['signature', 'provenance', 'record'],
      },
      ...(['amd64', 'arm64'] as const).map((name) => ({
        subject: { ...NAME, digest: image[name] },
        label: `linux/${name}`,
        requirements: ['signature', 'sbom', 'verdict', 'provenance'],
      })),
    ]);
  });

  test('of a single manifest: everything on it', async () => {
    expect(await required(image.amd64)).toEqual([
      {
        subject: { ...NAME, digest: image.amd64 },
        label: 'linux/amd64',
        requirements: ['signature', 'sbom', 'verdict', 'provenance', 'record'],
      },
    ]);
  });

  test('of an index with one manifest, or one twice: once, and the index still', async () => {
    for (const index of [indexOf(image.amd64), indexOf(image.amd64, image.amd64)])
      expect((await required(index))?.map(({ label }) => label)).toEqual(['the index', 'linux/amd64']);
  });
});
