/** Which entry of an index is an image and which an attestation, for layouts and registries alike. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { formatPlatform } from '@sealift/core/image/platform';
import { type Json, type LayoutWriter, layoutWriter, MEDIA } from '@sealift/testing/image-layouts';
import { failureOf } from '@sealift/testing/thrown';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLayout } from '../src/layout.ts';
import { parseManifest } from '../src/manifest.ts';
import type { PartReader } from '../src/registry-parts.ts';
import { readRegistryParts } from '../src/registry-parts.ts';

const EMPTY_CONFIG = 'application/vnd.oci.empty.v1+json';
const ATTESTATION = 'application/vnd.docker.attestation.manifest.v1+json';
const UNKNOWN = { os: 'unknown', architecture: 'unknown' };
const about = (digest: string) => ({
  'vnd.docker.reference.type': 'attestation-manifest',
  'vnd.docker.reference.digest': digest,
});
const NAME = { registry: 'ghcr.io', repository: 'acme/api' };
const problem = (reason: string) =>
  configurationFailure({ code: 'image/not-usable', cause: `It cannot be used: ${reason}.`, remedy: 'None.' });

/** The same bytes in a registry. */
function served(writer: LayoutWriter): PartReader {
  const read = (digest: Digest) => readFile(writer.blob(digest)).catch(() => undefined);
  return {
    async getManifest(_image, reference) {
      const digest = reference as Digest;
      const bytes = await read(digest);
      if (bytes === undefined) return undefined;
      const found = JSON.parse(bytes.toString('utf8'));
      const mediaType = found.mediaType ?? (found.manifests === undefined ? MEDIA.manifest : MEDIA.index);
      return { digest, mediaType, bytes, json: parseManifest(bytes, mediaType, problem) };
    },
    async getBlob(_image, digest) {
      const bytes = await read(digest);
      if (bytes === undefined) throw problem(`${digest} is not there`);
      return bytes;
    },
  };
}

/** What both ways of reading say of an index; they must say the same. */
async function judge(writer: LayoutWriter, manifests: readonly Json[], more: Json = {}) {
  const root = await writer.add(MEDIA.index, {
    schemaVersion: 2,
    mediaType: MEDIA.index,
    manifests,
    ...more,
  });
  await writer.finish(root);
  const inRegistry = async () => {
    const client = served(writer);
    const manifest = await client.getManifest(NAME, root.digest);
    if (manifest === undefined) throw new Error('the root is there');
    return readRegistryParts(client, NAME, manifest, problem);
  };
  const [folder, registry] = await Promise.allSettled([readLayout(writer.directory), inRegistry()]);
  expect(registry.status, 'both ways').toBe(folder.status);
  if (folder.status === 'rejected' || registry.status === 'rejected') {
    const [one, two] = [folder, registry].map((each) =>
      each.status === 'rejected' ? each.reason : undefined,
    );
    const clause = ({ message }: Error) => message.replace(/^.*? cannot be used: /, '');
    expect(clause(two)).toBe(clause(one));
    return { refused: clause(one) };
  }
  const digests = (parts: readonly { descriptor: { digest: Digest } }[]) =>
    parts.map(({ descriptor }) => descriptor.digest).toSorted();
  const { images, attestations } = registry.value;
  expect(digests(folder.value.platformManifests)).toEqual(digests(images));
  expect(digests(folder.value.attestations)).toEqual(digests(attestations));
  return {
    images: images.map(({ platform }) => formatPlatform(platform)).toSorted(),
    attestations: attestations.length,
  };
}

/** A manifest with its descriptor, of any shape. */
async function entryOf(
  writer: LayoutWriter,
  {
    layers,
    config = {},
    configType = MEDIA.config,
    manifest = {},
    ...descriptor
  }: Json & { layers: readonly Json[] },
): Promise<Json> {
  const { mediaType = MEDIA.manifest, ...rest } = descriptor as { mediaType?: string };
  const described = await writer.add(mediaType, {
    schemaVersion: 2,
    mediaType,
    config: await writer.add(configType as string, config as Json),
    layers,
    ...(manifest as Json),
  });
  return { ...described, ...rest };
}

const plainConfig = (layers: readonly Json[], more: Json = {}): Json => ({
  ...UNKNOWN,
  config: {},
  rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  ...more,
});

describe('what BuildKit 0.32.2 wrote', () => {
  const recorded = async (name: string) => {
    const file = path.join(import.meta.dirname, 'fixtures', 'buildkit-0.32.2.json');
    const { index, blobs } = JSON.parse(await readFile(file, 'utf8'))[name];
    const writer = await layoutWriter();
    for (const content of Object.values<string>(blobs)) await writer.add('', Buffer.from(content, 'base64'));
    await writer.finish(...index.manifests);
    return { writer, layout: await readLayout(writer.directory) };
  };

  it.each([
    ['artifact', ['linux/amd64', 'linux/arm/v7', 'linux/arm64'], 3],
    ['image', ['linux/amd64'], 1],
    ['bare', ['linux/arm/v6'], 0],
    ['docker', ['linux/amd64'], 0],
  ])('%s: %j with %i attestations', async (name, platforms, attestations) => {
    const { writer, layout } = await recorded(name);
    expect(layout.platformManifests.map(({ platform }) => formatPlatform(platform))).toEqual(platforms);
    expect(layout.attestations).toHaveLength(attestations);
    const images = layout.platformManifests.map(({ digest }) => digest);
    for (const { subject } of layout.attestations) expect(images).toContain(subject);
    const parts = await readRegistryParts(served(writer), NAME, layout.root, problem);
    expect(parts.images).toHaveLength(platforms.length);
    expect(parts.attestations).toHaveLength(attestations);
  });
});

describe('an attestation', () => {
  /** A sound one, changed. */
  async function changed(
    change: (parts: { image: Json; layers: Json[]; writer: LayoutWriter }) => Promise<Json> | Json,
  ) {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    const layers = [await writer.add(MEDIA.inToto, { subject: [] })];
    const more = await change({ image, layers, writer });
    const made = {
      layers,
      config: plainConfig(layers),
      platform: UNKNOWN,
      annotations: about(image.digest),
      ...more,
    };
    return judge(writer, [image, await entryOf(writer, made)]);
  }

  it.each<[string, (parts: { image: Json; layers: Json[] }) => Json]>([
    ['as an image', () => ({})],
    [
      'as an artifact',
      ({ image }) => ({
        configType: EMPTY_CONFIG,
        config: {},
        artifactType: ATTESTATION,
        manifest: {
          artifactType: ATTESTATION,
          subject: { mediaType: MEDIA.manifest, digest: image['digest'], size: 1 },
        },
      }),
    ],
    ['with the config of Docker', () => ({ configType: 'application/vnd.docker.container.image.v1+json' })],
    ['with an empty variant', () => ({ platform: { ...UNKNOWN, variant: '' } })],
    [
      'with more annotations',
      ({ image }) => ({
        annotations: { ...about(String(image['digest'])), Variant: 'x', 'org.example': 'y' },
      }),
    ],
    [
      'with several statements',
      ({ layers }) => ({ layers: [...layers, ...layers], config: plainConfig([...layers, ...layers]) }),
    ],
  ])('is one %s', async (_, change) => {
    expect(await changed(change)).toEqual({ images: ['linux/amd64'], attestations: 1 });
  });

  it.each<
    [
      string,
      Json | ((parts: { image: Json; layers: Json[]; writer: LayoutWriter }) => Promise<Json> | Json),
      string,
    ]
  >([
    [
      'on a real platform',
      { platform: { os: 'linux', architecture: 'arm64' } },
      'its platform is not unknown/unknown',
    ],
    [
      'on half of one',
      { platform: { os: 'unknown', architecture: 'amd64' } },
      'its platform is not unknown/unknown',
    ],
    [
      'on the other half',
      { platform: { os: 'linux', architecture: 'unknown' } },
      'its platform is not unknown/unknown',
    ],
    ['on a variant', { platform: { ...UNKNOWN, variant: 'v7' } }, 'its platform is not unknown/unknown'],
    [
      'in capitals',
      { platform: { os: 'Unknown', architecture: 'unknown' } },
      'its platform is not unknown/unknown',
    ],
    ['on no platform', { platform: undefined }, 'its platform is not unknown/unknown'],
    ['without annotations', { annotations: undefined }, 'it is not annotated'],
    [
      'of another type',
      ({ image }) => ({
        annotations: { ...about(String(image['digest'])), 'vnd.docker.reference.type': 'other' },
      }),
      'it is not annotated',
    ],
    [
      'about nothing',
      { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } },
      'does not say what it is about',
    ],
    ['about no digest', { annotations: about('sha256:short') }, 'does not say what it is about'],
    ['about a stranger', { annotations: about(digestOf('stranger')) }, 'which is not in it as an image'],
    ['of another artifact type', { artifactType: 'application/x' }, 'artifact of the type "application/x"'],
    [
      'of another artifact type within',
      { manifest: { artifactType: 'application/x' } },
      'artifact of the type "application/x"',
    ],
    [
      'about two',
      { manifest: { subject: { mediaType: MEDIA.manifest, digest: digestOf('b'), size: 1 } } },
      'and about sha256:',
    ],
    ['of nothing', { layers: [], config: plainConfig([]) }, 'it holds no statement'],
    [
      'with the config of an image',
      ({ layers }) => ({ config: plainConfig(layers, { config: { Entrypoint: ['/a'] } }) }),
      'its config is that of an image',
    ],
    [
      'with a history',
      ({ layers }) => ({ config: plainConfig(layers, { history: [] }) }),
      'its config is that of an image',
    ],
    [
      'with a user',
      ({ layers }) => ({ config: plainConfig(layers, { user: 'root' }) }),
      'its config is that of an image',
    ],
    [
      'configured for a platform',
      ({ layers }) => ({ config: plainConfig(layers, { os: 'linux', architecture: 'amd64' }) }),
      'its config is that of an image',
    ],
    [
      'with other layers in its config',
      { config: plainConfig([{ digest: digestOf('other') }]) },
      'its config names other layers',
    ],
    ['with fewer layers in its config', { config: plainConfig([]) }, 'its config names other layers'],
    [
      'with a config that is not empty',
      { configType: EMPTY_CONFIG, config: { os: 'linux' } },
      'its config is not empty',
    ],
    [
      'with a config of a type of its own',
      { configType: 'application/x', config: {} },
      'its config is "application/x"',
    ],
    [
      'with a layer of files',
      async ({ layers, writer }) => {
        const all = [...layers, await writer.add(MEDIA.layer, Buffer.from('files'))];
        return { layers: all, config: plainConfig(all) };
      },
      'is "application/vnd.oci.image.layer.v1.tar+gzip"',
    ],
    [
      'with files first',
      async ({ layers, writer }) => {
        const all = [await writer.add(MEDIA.layer, Buffer.from('files')), ...layers];
        return { layers: all, config: plainConfig(all) };
      },
      'is "application/vnd.oci.image.layer.v1.tar+gzip"',
    ],
    [
      'that is nothing but files',
      async ({ writer }) => {
        const all = [await writer.add(MEDIA.layer, Buffer.from('files'))];
        return { layers: all, config: plainConfig(all) };
      },
      'is "application/vnd.oci.image.layer.v1.tar+gzip"',
    ],
  ])('is none %s, and no image either', async (_, change, reason) => {
    const result = await changed(typeof change === 'function' ? change : () => change);
    expect(result.refused).toContain(reason);
  });

  it('is none about itself or another attestation', async () => {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    const first = await writer.attestation(image.digest);
    const second = await writer.attestation(first.digest);
    const self = { ...(await writer.attestation(image.digest)) };
    self.annotations = { ...self.annotations, 'vnd.docker.reference.digest': self.digest };
    for (const manifests of [
      [image, first, second],
      [image, second],
      [second, first, image],
      [image, self],
    ])
      expect((await judge(writer, manifests)).refused).toContain('which is not in it as an image');
  });
});

describe('an image that poses', () => {
  it.each([
    ['by annotations', (image: Digest) => ({ annotations: about(image) })],
    ['by half of them', () => ({ annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } })],
  ])('%s on another platform is an image', async (_, signs) => {
    const writer = await layoutWriter();
    const [amd64, arm64] = [await writer.image('linux', 'amd64'), await writer.image('linux', 'arm64')];
    expect(await judge(writer, [amd64, { ...arm64, ...signs(amd64.digest) }])).toEqual({
      images: ['linux/amd64', 'linux/arm64'],
      attestations: 0,
    });
  });

  it('on the same platform is refused, wherever it stands', async () => {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    const posing = {
      ...(await writer.image('linux', 'amd64', Buffer.from('evil'))),
      annotations: about(image.digest),
    };
    for (const manifests of [
      [posing, image],
      [image, posing],
    ])
      expect((await judge(writer, manifests)).refused).toContain('it holds two images for linux/amd64');
  });

  it.each([UNKNOWN, { os: 'Unknown', architecture: 'UNKNOWN' }, { os: 'unknown', architecture: 'amd64' }])(
    'as %j is refused',
    async (platform) => {
      const writer = await layoutWriter();
      const image = await writer.image('linux', 'amd64');
      for (const os of ['linux', 'unknown']) {
        const layers = [await writer.add(MEDIA.layer, Buffer.from('files'))];
        const config = { os, architecture: os === 'linux' ? 'amd64' : 'unknown' };
        const posing = await entryOf(writer, { layers, config, platform, annotations: about(image.digest) });
        expect((await judge(writer, [posing, image])).refused).toMatch(
          /which is not a platform|configured for/,
        );
      }
    },
  );

  it.each<[string, Json, Json]>([
    ['two versions of Linux', {}, { 'os.version': '6.18' }],
    ['more features', {}, { 'os.features': ['gpu'] }],
    ['an empty variant', {}, { variant: '' }],
    ['the first variant', {}, { variant: 'v1' }],
    ['another name', {}, { architecture: 'x86_64' }],
    ['capitals', {}, { os: 'Linux' }],
    ['arm and its variant', { architecture: 'arm' }, { architecture: 'arm', variant: 'v7' }],
    ['arm and its other name', { architecture: 'arm' }, { architecture: 'armhf' }],
    ['arm64 and its variant', { architecture: 'arm64' }, { architecture: 'aarch64', variant: 'v8' }],
    ['a level', { architecture: 'arm64', variant: 'v9' }, { architecture: 'arm64', variant: '9.0' }],
  ])('behind %s is refused', async (_, one, two) => {
    const writer = await layoutWriter();
    const images = await Promise.all(
      [one, two].map(async (more, at) => {
        const platform = { os: 'linux', architecture: 'amd64', ...more };
        const layers = [await writer.add(MEDIA.layer, Buffer.from(`${at}`))];
        return entryOf(writer, { layers, config: platform, platform });
      }),
    );
    for (const manifests of [images, images.toReversed()])
      expect((await judge(writer, manifests)).refused).toContain('it holds two images for');
  });
});

describe('an index', () => {
  it.each<[string, Json]>([
    ['a nested index', { mediaType: MEDIA.index }],
    ["Docker's nested list", { mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json' }],
    ['a blob', { mediaType: 'application/octet-stream' }],
    ['an artifact manifest', { mediaType: 'application/vnd.oci.artifact.manifest.v1+json' }],
    ['the first schema', { mediaType: 'application/vnd.docker.distribution.manifest.v1+json' }],
    ['an artifact', { artifactType: 'application/vnd.example' }],
    ["Docker's type for an OCI image", { mediaType: 'application/vnd.docker.distribution.manifest.v2+json' }],
    ['another size', { size: 1 }],
  ])('with %s is refused', async (_, more) => {
    const writer = await layoutWriter();
    const [amd64, arm64] = [await writer.image('linux', 'amd64'), await writer.image('linux', 'arm64')];
    const root = await writer.add(MEDIA.index, {
      schemaVersion: 2,
      manifests: [amd64, { ...arm64, ...more }],
    });
    await writer.finish(root);
    const failure = await failureOf(readLayout(writer.directory));
    expect(failure.code).toBe('registry/bad-layout');
  });

  it.each<[string, Json & { layers: readonly Json[] }, string]>([
    [
      'statements only',
      { layers: [{ mediaType: MEDIA.inToto, digest: digestOf('s'), size: 1 }] },
      'unknown media type "application/vnd.in-toto+json"',
    ],
    [
      'an empty config',
      { layers: [], configType: EMPTY_CONFIG, config: {} },
      'is "application/vnd.oci.empty.v1+json"',
    ],
    [
      'the config of a chart',
      { layers: [], configType: 'application/vnd.cncf.helm.config.v1+json' },
      'helm.config',
    ],
    [
      'an artifact type',
      { layers: [], manifest: { artifactType: 'application/x' } },
      'an artifact of the type',
    ],
    ['a config that says nothing', { layers: [], config: {} }, '"architecture" is wrong'],
    [
      'a layer of its own',
      {
        layers: [
          { mediaType: 'application/vnd.docker.image.rootfs.diff.tarx', digest: digestOf('s'), size: 1 },
        ],
      },
      'unknown media type',
    ],
  ])('with an image of %s is refused', async (_, shape, reason) => {
    const writer = await layoutWriter();
    const amd64 = await writer.image('linux', 'amd64');
    const platform = { os: 'linux', architecture: 'arm64' };
    const odd = await entryOf(writer, { config: platform, platform, ...shape });
    expect((await judge(writer, [amd64, odd])).refused).toContain(reason);
  });

  it('that says that it is an artifact is refused', async () => {
    const writer = await layoutWriter();
    const amd64 = await writer.image('linux', 'amd64');
    expect((await judge(writer, [amd64], { artifactType: 'application/x' })).refused).toContain('artifact');
  });

  it("with images of Docker's types is one", async () => {
    const writer = await layoutWriter();
    const images = await Promise.all(
      ['amd64', 'arm64'].map(async (architecture) => {
        const platform = { os: 'linux', architecture };
        const mediaType = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
        return entryOf(writer, {
          mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
          configType: 'application/vnd.docker.container.image.v1+json',
          layers: [await writer.add(mediaType, Buffer.from(architecture))],
          config: platform,
          platform,
        });
      }),
    );
    expect(await judge(writer, images)).toEqual({ images: ['linux/amd64', 'linux/arm64'], attestations: 0 });
  });

  it('with one entry without a platform gets it from the config; with two, no host finds the second', async () => {
    const writer = await layoutWriter();
    const [{ platform: _, ...amd64 }, { platform: __, ...arm64 }] = [
      await writer.image('linux', 'amd64'),
      await writer.image('linux', 'arm64'),
    ];
    expect(await judge(writer, [arm64])).toEqual({ images: ['linux/arm64'], attestations: 0 });
    expect((await judge(writer, [amd64, arm64])).refused).toContain('a host of linux/arm64 gets nothing');
  });

  it('with one manifest under two platforms is refused, under one twice is one', async () => {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    expect(
      (await judge(writer, [image, { ...image, platform: { os: 'linux', architecture: 'arm64' } }])).refused,
    ).toContain('announced for linux/arm64 and configured for linux/amd64');
    expect(
      (await judge(writer, [image, { ...image, platform: UNKNOWN, annotations: about(image.digest) }]))
        .refused,
    ).toContain('unknown/unknown');
    expect(await judge(writer, [image, image])).toEqual({ images: ['linux/amd64'], attestations: 0 });
  });
});

describe('JSON that Go reads differently', () => {
  it.each<[string, (text: string) => string]>([
    ['layers twice', (text) => text.replace('"layers":', '"layers":[],"layers":')],
    ['Layers beside layers', (text) => text.replace('"layers":', '"Layers":[],"layers":')],
    ['a long s', (text) => text.replace('"layers":', '"layerſ":[],"layers":')],
    ['an escaped name', (text) => text.replace('"layers":', '"\\u004cayers":[],"layers":')],
    ['an escaped name twice', (text) => text.replace('"layers":', '"\\u006cayers":[],"layers":')],
    ['a digest in capitals', (text) => text.replace('"digest":', '"Digest":"x","digest":')],
    ['a byte order mark', (text) => `\ufeff${text}`],
  ])('%s is refused', async (_, change) => {
    const writer = await layoutWriter();
    const image = await writer.image('linux', 'amd64');
    const text = await readFile(writer.blob(image.digest), 'utf8');
    const other = await writer.add(MEDIA.manifest, Buffer.from(change(text)));
    await writer.finish({ ...other, platform: image.platform });
    expect((await failureOf(readLayout(writer.directory))).message).toMatch(/read in two ways|is not JSON/);
  });

  it.each<[string, string]>([
    [
      'the platform of an entry',
      '"platform":{"os":"linux","architecture":"amd64"},"Platform":{"os":"linux","architecture":"arm64"}',
    ],
    ['a variant in capitals', '"platform":{"os":"linux","architecture":"amd64","Variant":"v3"}'],
    [
      'a platform twice',
      '"platform":{"os":"linux","architecture":"amd64","variant":"v3"},"platform":{"os":"linux","architecture":"amd64"}',
    ],
  ])('%s is refused', async (_, platform) => {
    const writer = await layoutWriter();
    const { mediaType, digest, size } = await writer.image('linux', 'amd64');
    const entry = `{"mediaType":"${mediaType}","digest":"${digest}","size":${size},${platform}}`;
    await writer.finish(
      await writer.add(MEDIA.index, Buffer.from(`{"schemaVersion":2,"manifests":[${entry}]}`)),
    );
    expect((await failureOf(readLayout(writer.directory))).message).toContain('can be read in two ways');
  });

  it("names of labels and annotations are anybody's", async () => {
    const writer = await layoutWriter();
    const config = {
      os: 'linux',
      architecture: 'amd64',
      config: { Labels: { Architecture: 'x86_64', OS: 'x' }, Volumes: { OS: {} } },
    };
    const layers = [await writer.add(MEDIA.layer, Buffer.from('x'))];
    const image = await entryOf(writer, {
      layers,
      config,
      manifest: { annotations: { Digest: 'x', Layers: 'y' } },
    });
    expect(await judge(writer, [image])).toEqual({ images: ['linux/amd64'], attestations: 0 });
  });
});

it('whatever stands beside an image: what counts as an attestation can run nothing', async () => {
  const writer = await layoutWriter();
  const image = await writer.image('linux', 'amd64');
  const statement = await writer.add(MEDIA.inToto, { subject: [] });
  const files = await writer.add(MEDIA.layer, Buffer.from('files'));
  const shape = fc.record({
    layers: fc.oneof(fc.constant([statement]), fc.subarray([statement, files])),
    config: fc.constantFrom(
      {},
      {},
      { os: 'linux', architecture: 'arm64' },
      plainConfig([statement]),
      plainConfig([statement]),
      plainConfig([statement], { config: { Cmd: ['/a'] } }),
      plainConfig([files]),
    ),
    configType: fc.constantFrom(MEDIA.config, EMPTY_CONFIG),
    platform: fc.constantFrom(
      undefined,
      UNKNOWN,
      UNKNOWN,
      { os: 'linux', architecture: 'arm64' },
      { os: 'unknown', architecture: 'arm64' },
    ),
    annotations: fc.constantFrom(undefined, about(image.digest), about(image.digest), about(digestOf('x')), {
      'vnd.docker.reference.type': 'attestation-manifest',
    }),
  });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(shape, async (made) => {
      const entry = await entryOf(writer, made);
      const result = await judge(writer, [entry, image]);
      if (result.attestations !== 1) return;
      found += 1;
      expect(made.layers).toEqual([statement]);
      expect(made.platform).toBe(UNKNOWN);
      expect(made.annotations).toEqual(about(image.digest));
      expect(made.configType === EMPTY_CONFIG ? {} : plainConfig([statement])).toEqual(made.config);
    }),
    { numRuns: 400 },
  );
  expect(found).toBeGreaterThan(0);
});
