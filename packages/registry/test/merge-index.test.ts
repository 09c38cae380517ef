import { digestOf } from '@sealift/core/image/digest';
import { platformOf } from '@sealift/core/image/platform';
import { runtimePlatform } from '@sealift/core/image/runtime-selection';
import { MEDIA } from '@sealift/testing/image-layouts';
import { thrownBy } from '@sealift/testing/thrown';
import { describe, expect, it } from 'vitest';
import type { AttestationPart } from '../src/attestation.ts';
import type { ImagePart } from '../src/image-parts.ts';
import type { Descriptor, DescriptorPlatform } from '../src/manifest.ts';
import { indexBytes, mergeParts } from '../src/merge-index.ts';

const image = { registry: 'ghcr.io', repository: 'acme/api' };
const described = (name: string, platform: DescriptorPlatform, more: Partial<Descriptor> = {}) => ({
  descriptor: { mediaType: MEDIA.manifest, digest: digestOf(name), size: name.length, platform, ...more },
  manifest: {
    kind: 'manifest' as const,
    schemaVersion: 2 as const,
    config: { mediaType: MEDIA.config, digest: digestOf('{}'), size: 2 },
    layers: [],
  },
  config: new Uint8Array(),
});
const child = (name: string, platform: DescriptorPlatform, more: Partial<Descriptor> = {}): ImagePart => ({
  kind: 'image',
  ...described(name, platform, more),
  platform: platformOf(platform),
  fields: platform,
  selectable: { announced: runtimePlatform(platform), configured: runtimePlatform(platform) },
  size: 0,
});
const about = (name: string, subject: string): AttestationPart => ({
  kind: 'attestation',
  ...described(name, { os: 'unknown', architecture: 'unknown' }),
  subject: digestOf(subject),
});
const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };
const merge = (...children: (ImagePart | AttestationPart)[]) =>
  indexBytes(
    mergeParts(
      {
        images: children.filter((each) => each.kind === 'image'),
        attestations: children.filter((each) => each.kind === 'attestation'),
      },
      image,
    ),
  );
const merged = (...children: (ImagePart | AttestationPart)[]) =>
  JSON.parse(Buffer.from(merge(...children)).toString('utf8'));

describe('indexBytes', () => {
  it('puts platforms in order, attestations behind them in the order of their subjects', () => {
    const children = [
      about('z', 'arm'),
      child('arm', arm64),
      about('y', 'amd'),
      about('x', 'amd'),
      child('amd', amd64),
    ];
    const expected = [
      'amd',
      'arm',
      ...['x', 'y'].toSorted((a, b) => (digestOf(a) < digestOf(b) ? -1 : 1)),
      'z',
    ];
    const digests = (document: { manifests: Descriptor[] }) => document.manifests.map(({ digest }) => digest);
    expect(digests(merged(...children))).toEqual(expected.map((name) => digestOf(name)));
    expect(merged(...children.toReversed())).toEqual(merged(...children));
  });

  it('keeps what a client selects by, in one order of members, and nothing else', () => {
    const platform = {
      variant: 'v7',
      'os.features': ['a'],
      'os.version': '10.0',
      os: 'windows',
      architecture: 'arm',
    };
    const annotations = { b: '2', a: '1' };
    const document = merged(child('one', platform, { annotations, artifactType: 'type/one' }));
    expect(JSON.stringify(document.manifests[0])).toBe(
      JSON.stringify({
        mediaType: MEDIA.manifest,
        digest: digestOf('one'),
        size: 3,
        artifactType: 'type/one',
        annotations: { a: '1', b: '2' },
        platform: {
          architecture: 'arm',
          os: 'windows',
          'os.version': '10.0',
          'os.features': ['a'],
          variant: 'v7',
        },
      }),
    );
    expect(JSON.stringify(merged(child('one', amd64)).manifests[0])).toBe(
      JSON.stringify({
        mediaType: MEDIA.manifest,
        digest: digestOf('one'),
        size: 3,
        platform: { architecture: 'amd64', os: 'linux' },
      }),
    );
  });

  it.each<[string, readonly [DescriptorPlatform, DescriptorPlatform], string | undefined]>([
    ['the same', [amd64, amd64], 'linux/amd64'],
    ['arm64 with and without its variant', [arm64, { ...arm64, variant: 'v8' }], 'linux/arm64'],
    [
      'one variant',
      [
        { os: 'linux', architecture: 'arm', variant: 'v7' },
        { os: 'linux', architecture: 'arm', variant: 'v7' },
      ],
      'linux/arm/v7',
    ],
    [
      'two variants',
      [
        { os: 'linux', architecture: 'arm', variant: 'v7' },
        { os: 'linux', architecture: 'arm', variant: 'v6' },
      ],
      undefined,
    ],
    [
      'two versions of Windows',
      [
        { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.6532' },
        { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2966' },
      ],
      undefined,
    ],
    [
      'one version of Windows',
      [
        { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' },
        { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1' },
      ],
      'windows/amd64/10.0.17763.1',
    ],
    // No other system looks at its version.
    ['two versions of Linux', [amd64, { ...amd64, 'os.version': '6.18' }], 'linux/amd64'],
    ['what one host has more', [amd64, { ...amd64, 'os.features': ['gpu'] }], 'linux/amd64'],
    [
      'arm with and without its variant',
      [
        { os: 'linux', architecture: 'arm' },
        { os: 'linux', architecture: 'arm', variant: 'v7' },
      ],
      'linux/arm/v7',
    ],
    ['two names of one processor', [amd64, { os: 'linux', architecture: 'x86_64' }], 'linux/amd64'],
  ])('two builds for %s', async (_, [one, two], refusedFor) => {
    const both = [child('one', one), child('two', two)];
    if (refusedFor === undefined) expect(merged(...both).manifests).toHaveLength(2);
    else
      expect(await thrownBy(() => merge(...both))).toMatchObject({
        code: 'registry/bad-index',
        message: expect.stringContaining(`are for ${refusedFor}: `),
      });
    // The same build given twice is one.
    expect(merged(child('one', one), child('one', one)).manifests).toHaveLength(1);
  });

  it('two updates of one version of Windows hide each other', async () => {
    const both = ['10.0.17763.1', '10.0.17763.2'].map((version) =>
      child(version, { os: 'windows', architecture: 'amd64', 'os.version': version }),
    );
    expect(await thrownBy(() => merge(...both))).toMatchObject({
      code: 'registry/bad-index',
      message: expect.stringContaining('a host of windows(10.0.17763.1)/amd64 gets'),
    });
  });
});
