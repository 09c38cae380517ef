import { digestOf } from '@sealift/core/image/digest';
import { scanOf } from '@sealift/testing/signed-release';
import { describe, expect, test } from 'vitest';
import { readBindings, requirePlanned } from '../src/binding.ts';

const [amd, arm] = [digestOf('amd64'), digestOf('arm64')];
const outputs = (values: unknown) => JSON.stringify(values);

describe('bindings', () => {
  test('give each planned platform the digest of its slot, whatever the order of the outputs', () => {
    expect(
      readBindings(outputs({ 'evidence-1': arm, 'evidence-0': amd, 'evidence-2': '' }), [
        'linux/amd64',
        'linux/arm64/v8',
      ]),
    ).toEqual([
      { slot: 0, platform: 'linux/amd64', digest: amd },
      { slot: 1, platform: 'linux/arm64', digest: arm },
    ]);
  });

  test.each<[string, string, readonly string[], RegExp, string]>([
    ['no JSON', 'x', ['linux/amd64'], /is not JSON/, 'evidence/bad-binding'],
    ['a list', '[]', ['linux/amd64'], /no JSON object/, 'evidence/bad-binding'],
    ['null', 'null', ['linux/amd64'], /no JSON object/, 'evidence/bad-binding'],
    ['no platform', outputs({ 'evidence-0': amd }), [], /no platform is planned/, 'evidence/bad-binding'],
    [
      'a platform twice',
      outputs({ 'evidence-0': amd, 'evidence-1': arm }),
      ['linux/arm64', 'linux/arm64/v8'],
      /planned twice/,
      'evidence/bad-binding',
    ],
    [
      'more platforms than there are outputs',
      outputs({}),
      Array.from({ length: 17 }, (_, at) => `linux/arch${at}`),
      /17 platforms/,
      'evidence/bad-binding',
    ],
    [
      'a tag in place of a digest',
      outputs({ 'evidence-0': 'latest' }),
      ['linux/amd64'],
      /no sha256/,
      'evidence/bad-binding',
    ],
    ['a number', outputs({ 'evidence-0': 1 }), ['linux/amd64'], /no sha256/, 'evidence/bad-binding'],
    [
      'a slot that nothing was planned for',
      outputs({ 'evidence-0': amd, 'evidence-1': arm }),
      ['linux/amd64'],
      /"evidence-1", for which nothing is planned/,
      'evidence/bad-binding',
    ],
    [
      'another name',
      outputs({ 'evidence-0': amd, 'evidence-00': arm }),
      ['linux/amd64'],
      /evidence-00/,
      'evidence/bad-binding',
    ],
    [
      'one digest for two platforms',
      outputs({ 'evidence-0': amd, 'evidence-1': amd }),
      ['linux/amd64', 'linux/arm64'],
      /same evidence/,
      'evidence/bad-binding',
    ],
    ['no output', outputs({}), ['linux/amd64'], /linux\/amd64/, 'evidence/unbound'],
    [
      'an output that is missing',
      outputs({ 'evidence-0': amd, 'evidence-1': '' }),
      ['linux/amd64', 'linux/arm64'],
      /that of linux\/arm64\./,
      'evidence/unbound',
    ],
  ])('refuse %s', (_, text, platforms, message, code) => {
    expect(() => readBindings(text, platforms)).toThrowError(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});

const IMAGE = 'ghcr.io/acme/shop/api';
const PLATFORM = 'linux/amd64';
const manifest = digestOf('manifest');
const other = digestOf('other');

const parts = {
  build: { digest: amd, platforms: [{ platform: PLATFORM, digest: manifest, size: 1 }] },
  scan: scanOf(PLATFORM, manifest),
  sbom: {
    subject: manifest,
    platform: PLATFORM,
    generator: { name: 'syft', version: '1.54.1' },
    packages: 1,
    documents: [],
  },
  publish: { image: IMAGE, digest: amd, tags: [], existing: false },
};
type Parts = { readonly [File in string]: unknown };

const judge = (files: Parts) =>
  requirePlanned(
    {
      files: new Map(
        Object.entries(files).map(([name, part]) => [`${name}.json`, Buffer.from(JSON.stringify(part))]),
      ),
      ignored: [],
    },
    { image: IMAGE, platform: PLATFORM },
    'evidence-0',
  );

describe('the evidence of a leg', () => {
  test('that is of that build passes', () => {
    expect(() => judge(parts)).not.toThrow();
  });

  test('passes with the manifest that a release has already instead of the index with new provenance', () => {
    expect(() =>
      judge({ ...parts, publish: { ...parts.publish, digest: manifest, existing: true } }),
    ).not.toThrow();
  });

  const { build: _build, ...withoutBuild } = parts;
  test.each<[string, Parts, RegExp]>([
    [
      'of another app',
      { ...parts, publish: { ...parts.publish, image: 'ghcr.io/acme/shop/web' } },
      /shop\/web/,
    ],
    ['of another registry', { ...parts, publish: { ...parts.publish, image: 'evil.example/api' } }, /evil/],
    [
      'of an old build that was pushed',
      { ...parts, publish: { ...parts.publish, digest: other } },
      /was built/,
    ],
    ['whose scan is of another digest', { ...parts, scan: scanOf(PLATFORM, other) }, /was scanned/],
    [
      'whose scan is of another platform',
      { ...parts, scan: scanOf('linux/arm64', manifest) },
      /linux\/arm64/,
    ],
    ['whose scan is of a variant', { ...parts, scan: scanOf('linux/amd64/v3', manifest) }, /amd64\/v3/],
    ['whose SBOM is of another digest', { ...parts, sbom: { ...parts.sbom, subject: other } }, /was listed/],
    [
      'whose SBOM is of another platform',
      { ...parts, sbom: { ...parts.sbom, platform: 'linux/s390x' } },
      /s390x/,
    ],
    [
      'whose build is of another platform',
      {
        ...parts,
        build: { digest: amd, platforms: [{ platform: 'linux/arm64', digest: manifest, size: 1 }] },
      },
      /linux\/arm64/,
    ],
    [
      'whose build is of two platforms',
      {
        ...parts,
        build: {
          digest: amd,
          platforms: [...parts.build.platforms, { platform: 'linux/arm64', digest: other, size: 1 }],
        },
      },
      /2 platforms/,
    ],
    ['whose build is of none', { ...parts, build: { digest: amd, platforms: [] } }, /0 platforms/],
    ['without a build', withoutBuild, /no build\.json/],
    ['with two scans', { ...parts, 'scan.linux-amd64': parts.scan }, /2 parts of the kind "scan"/],
    ['with two pushes', { ...parts, 'publish.linux-amd64': parts.publish }, /2 parts of the kind "publish"/],
    ['with a record', { ...parts, record: {} }, /makes no record/],
    ['with a signature', { ...parts, 'sign.linux-amd64': {} }, /makes no sign/],
  ])('%s is refused', (_, files, message) => {
    expect(() => judge(files)).toThrowError(
      expect.objectContaining({ code: 'evidence/not-planned', message: expect.stringMatching(message) }),
    );
  });
});
