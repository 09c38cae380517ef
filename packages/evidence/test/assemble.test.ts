import { digestOf } from '@sealift/core/image/digest';
import { parseEvidencePart } from '@sealift/core/release/record';
import { scanOf } from '@sealift/testing/signed-release';
import { thrownBy } from '@sealift/testing/thrown';
import { describe, expect, test } from 'vitest';
import { assembleRecord, type Evidence, matchEvidence, requireEvidence } from '../src/assemble.ts';
import { SUBJECT, sbomPart, scanPart } from './parts.ts';

const amd64 = { platform: 'linux/amd64', digest: SUBJECT, size: 1000 };
const OTHER = digestOf('another manifest');
const arm64 = { platform: 'linux/arm64', digest: OTHER, size: 2000 };
const whole: Evidence = { scans: [scanPart()], sboms: [sbomPart()] };

describe('the evidence of a platform', () => {
  test('is its scan and its SBOM, found by the digest', () => {
    const more: Evidence = {
      scans: [scanOf('linux/arm64', OTHER, { verdict: 'fail' }), ...whole.scans],
      sboms: [sbomPart({ subject: OTHER, platform: 'linux/arm64' }), ...whole.sboms],
    };
    expect(matchEvidence(amd64, more)).toEqual({
      complete: true,
      record: { platform: 'linux/amd64', digest: SUBJECT, size: 1000, scan: scanPart(), sbom: sbomPart() },
    });
  });

  test.each<readonly [string, Evidence, readonly string[]]>([
    ['nothing', { scans: [], sboms: [] }, ['there is no scan of it', 'there is no SBOM of it']],
    ['no scan', { ...whole, scans: [] }, ['there is no scan of it']],
    ['no SBOM', { ...whole, sboms: [] }, ['there is no SBOM of it']],
    ['a scan of another manifest', { ...whole, scans: [scanPart(OTHER)] }, ['there is no scan of it']],
    [
      'an SBOM of another manifest',
      { ...whole, sboms: [sbomPart({ subject: OTHER })] },
      ['there is no SBOM of it'],
    ],
    [
      'a failed scan',
      { ...whole, scans: [scanOf('linux/amd64', SUBJECT, { verdict: 'fail', blocking: 3 })] },
      ['its scan failed with 3 blocking findings'],
    ],
    [
      'a failed scan behind one that passed',
      { ...whole, scans: [scanPart(), scanOf('linux/amd64', SUBJECT, { verdict: 'fail', blocking: 1 })] },
      ['its scan failed with 1 blocking findings'],
    ],
    [
      'a scan under another name',
      { ...whole, scans: [scanOf('linux/arm64', SUBJECT)] },
      ['its evidence says linux/arm64 where the index says linux/amd64'],
    ],
    [
      'an SBOM under another name',
      { ...whole, sboms: [sbomPart({ platform: 'linux/arm64' })] },
      ['its evidence says linux/arm64 where the index says linux/amd64'],
    ],
    [
      'an SBOM without SPDX',
      {
        ...whole,
        sboms: [sbomPart({ documents: [{ format: 'cyclonedx-json', file: 'x.json', digest: OTHER }] })],
      },
      ['its SBOM has no SPDX document'],
    ],
  ])('with %s is not complete', (_name, evidence, missing) => {
    expect(matchEvidence(amd64, evidence)).toEqual({ complete: false, platform: amd64, missing });
  });
});

describe('the evidence of an image', () => {
  test('comes for all platforms', () => {
    const evidence: Evidence = {
      scans: [...whole.scans, scanOf('linux/arm64', OTHER)],
      sboms: [...whole.sboms, sbomPart({ subject: OTHER, platform: 'linux/arm64' })],
    };
    expect(requireEvidence([amd64, arm64], evidence).map(({ digest, size }) => [digest, size])).toEqual([
      [SUBJECT, 1000],
      [OTHER, 2000],
    ]);
  });

  test('or for none, naming each platform that lacks some', async () => {
    const third = { ...arm64, platform: 'linux/s390x', digest: digestOf('third') };
    expect(await thrownBy(() => requireEvidence([amd64, arm64, third], whole))).toMatchObject({
      code: 'evidence/incomplete',
      category: 'policy',
      message: `Nothing was signed: linux/arm64 (${OTHER}): there is no scan of it, there is no SBOM of it; linux/s390x (${third.digest}): there is no scan of it, there is no SBOM of it.`,
    });
  });

  test('an image without platforms has none', async () => {
    expect(await thrownBy(() => requireEvidence([], whole))).toMatchObject({
      code: 'evidence/incomplete',
      message: 'Nothing was signed: the image has no platform manifest.',
    });
  });
});

test('a record has its platforms in order, without findings, and parses', () => {
  const platform = (name: string, digest = SUBJECT) => ({
    platform: name,
    digest,
    size: 1,
    scan: { ...scanOf(name, digest), findings: [], findingsOmitted: 0 },
    sbom: sbomPart({ platform: name, subject: digest }),
  });
  const record = assembleRecord({
    app: 'api',
    image: 'ghcr.io/acme/shop/api',
    digest: OTHER,
    tags: ['sha-1', 'main'],
    deployTag: 'sha-1',
    source: {
      repository: 'acme/shop',
      ref: 'refs/heads/main',
      commit: 'c'.repeat(40),
      workflowRef: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
      runId: '1',
      runAttempt: '1',
      runUrl: 'https://github.com/acme/shop/actions/runs/1',
    },
    platforms: [
      platform('linux/s390x'),
      platform('linux/amd64'),
      platform('linux/amd64'),
      platform('linux/arm64'),
    ],
    canonicalDigests: new Map([[SUBJECT, OTHER]]),
  });
  expect(record.platforms.map(({ sbom }) => sbom.canonicalDigest)).toEqual([OTHER, OTHER, OTHER, OTHER]);
  expect(record.platforms.map((each) => each.platform)).toEqual([
    'linux/amd64',
    'linux/amd64',
    'linux/arm64',
    'linux/s390x',
  ]);
  expect(record.platforms[1]?.scan).toEqual(scanOf('linux/amd64', SUBJECT));
  expect(parseEvidencePart('record', JSON.stringify(record), 'record.json')).toEqual(record);
  expect(record).toMatchObject({ schema: 'sealift.release/v1', tags: ['sha-1', 'main'], deployTag: 'sha-1' });
});
