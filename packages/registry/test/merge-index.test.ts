import { digestOf } from '@sealift/core/image/digest';
import { MEDIA } from '@sealift/testing/image-layouts';
import { thrownBy } from '@sealift/testing/thrown';
import { describe, expect, it } from 'vitest';
import type { Descriptor } from '../src/manifest.ts';
import { indexBytes } from '../src/merge-index.ts';

const image = { registry: 'ghcr.io', repository: 'acme/api' };
const child = (
  name: string,
  platform: Descriptor['platform'],
  more: Partial<Descriptor> = {},
): Descriptor => ({
  mediaType: MEDIA.manifest,
  digest: digestOf(name),
  size: name.length,
  platform,
  ...more,
});
const about = (name: string, subject: string | undefined): Descriptor =>
  child(
    name,
    { os: 'unknown', architecture: 'unknown' },
    {
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        ...(subject === undefined ? {} : { 'vnd.docker.reference.digest': digestOf(subject) }),
      },
    },
  );
const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };
const merged = (...children: Descriptor[]) =>
  JSON.parse(Buffer.from(indexBytes(children, image)).toString('utf8'));

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

  it.each<[string, readonly [Descriptor['platform'], Descriptor['platform']], string | undefined]>([
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
        { os: 'windows', architecture: 'amd64', 'os.version': '10.0' },
        { os: 'windows', architecture: 'amd64', 'os.version': '11.0' },
      ],
      undefined,
    ],
    ['none', [undefined, undefined], 'no platform'],
  ])('two builds for %s', async (_, [one, two], refusedFor) => {
    const both = [child('one', one), child('two', two)];
    if (refusedFor === undefined) expect(merged(...both).manifests).toHaveLength(2);
    else
      expect(await thrownBy(() => indexBytes(both, image))).toMatchObject({
        code: 'registry/bad-index',
        message: expect.stringContaining(`are for ${refusedFor}: `),
      });
    // The same build given twice is one.
    expect(merged(child('one', one), child('one', one)).manifests).toHaveLength(1);
  });

  it.each([
    ['nothing', undefined],
    ['a stranger', 'stranger'],
  ])('refuses an attestation about %s', async (_, subject) => {
    expect(await thrownBy(() => indexBytes([child('one', amd64), about('x', subject)], image))).toMatchObject(
      {
        code: 'registry/bad-index',
        message: expect.stringContaining('which is not among the builds'),
      },
    );
  });
});
