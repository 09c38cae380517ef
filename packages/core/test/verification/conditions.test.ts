import { assembleRecord, matchEvidence, requireEvidence } from '@sealift/evidence/assemble';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Digest, digestOf } from '../../src/image/digest.ts';
import {
  evidencePartOf,
  parseEvidencePart,
  type ReleaseRecord,
  type SbomPart,
  type ScanPart,
} from '../../src/release/record.ts';
import { renderReleaseSummary } from '../../src/release/summary.ts';
import { formatBytes } from '../../src/text/bytes.ts';
import { signerDifferences } from '../../src/verification/conditions.ts';
import { exactly } from '../../src/verification/identity.ts';
import { describeProblems, type Problem } from '../../src/verification/requirements.ts';
import { renderVerification } from '../../src/verification/summary.ts';

const AMD64 = digestOf('amd64');
const INDEX = digestOf('index');
const scan = (other: Partial<ScanPart> = {}): ScanPart => ({
  verdict: 'pass',
  subject: AMD64,
  platform: 'linux/amd64',
  policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
  counts: { UNKNOWN: 0, LOW: 3, MEDIUM: 2, HIGH: 0, CRITICAL: 0 },
  spared: {
    accepted: { UNKNOWN: 0, LOW: 1, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
    unfixed: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
  },
  blocking: 0,
  ignored: 1,
  suppressions: [],
  blindness: [],
  scanner: { name: 'trivy', version: '0.76.0' },
  database: {
    version: 2,
    updatedAt: '2026-11-01T00:00:00Z',
    digest: `sha256:${'d'.repeat(64)}`,
    repository: 'mirror.gcr.io/aquasec/trivy-db:2',
  },
  scannedAt: '2026-11-02T00:00:00Z',
  ...other,
});
const sbom: SbomPart = {
  subject: AMD64,
  platform: 'linux/amd64',
  generator: { name: 'syft', version: '1.54.1' },
  packages: 112,
  documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf('document') }],
};
const recorded = { ...sbom, canonicalDigest: digestOf('canonical') };
const canonicalDigests = new Map([[AMD64, recorded.canonicalDigest]]);
const served = { platform: 'linux/amd64', digest: AMD64, size: 54_321_000 };
const record = (other: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  ...assembleRecord({
    app: 'api',
    image: 'ghcr.io/acme/shop/api',
    digest: INDEX,
    tags: ['sha-1234567', 'main'],
    deployTag: 'sha-1234567',
    source: {
      repository: 'acme/shop',
      ref: 'refs/heads/main',
      commit: 'c0ffee'.padEnd(40, '0'),
      workflowRef: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
      runId: '4711',
      runAttempt: '1',
      runUrl: 'https://github.com/acme/shop/actions/runs/4711',
    },
    platforms: [{ ...served, scan: scan(), sbom }],
    canonicalDigests,
  }),
  ...other,
});

describe('evidence', () => {
  test.each([
    ['scan.json', 'scan'],
    ['scan.linux-amd64.json', 'scan'],
    ['sbom.linux-arm-v7.json', 'sbom'],
    ['record.json', 'record'],
    ['sbom.spdx.json', undefined],
    ['sbom.linux-amd64.spdx.json', undefined],
    ['trivy.json', undefined],
    ['toString.json', undefined],
    ['scan.json.json', undefined],
    ['../scan.json', undefined],
  ])('%s holds %s', (file, part) => {
    expect(evidencePartOf(file)).toBe(part);
  });

  test('a malformed part names the field', () => {
    expect(() =>
      parseEvidencePart('scan', JSON.stringify({ ...scan(), verdict: 'maybe' }), 'api/scan.json'),
    ).toThrow(/api\/scan\.json cannot be used: "verdict" is wrong/);
    expect(() => parseEvidencePart('scan', 'x', 'scan.json')).toThrow(/it is not JSON/);
  });

  test('of every platform makes records, in order', () => {
    const arm64 = { platform: 'linux/arm64', digest: digestOf('arm64'), size: 1 };
    const platforms = requireEvidence([arm64, served], {
      scans: [scan(), scan({ subject: arm64.digest, platform: arm64.platform })],
      sboms: [sbom, { ...sbom, subject: arm64.digest, platform: arm64.platform }],
    });
    expect(platforms.map(({ platform }) => platform)).toEqual(['linux/arm64', 'linux/amd64']);
    const assembled = assembleRecord({
      ...record(),
      platforms,
      canonicalDigests: new Map([...canonicalDigests, [arm64.digest, digestOf('of arm64')]]),
    });
    expect(assembled.platforms.map(({ platform, sbom }) => [platform, sbom.canonicalDigest])).toEqual([
      ['linux/amd64', recorded.canonicalDigest],
      ['linux/arm64', digestOf('of arm64')],
    ]);
  });

  test('an image without platforms is no release', () => {
    expect(() => requireEvidence([], { scans: [], sboms: [] })).toThrow(/no platform manifest/);
  });

  test('never passes with a failing scan of the manifest among the parts (property)', () => {
    const verdicts = fc.array(fc.constantFrom<ScanPart['verdict']>('pass', 'fail'), { maxLength: 5 });
    fc.assert(
      fc.property(verdicts, (list) => {
        const match = matchEvidence(served, {
          scans: list.map((verdict) => scan({ verdict })),
          sboms: [sbom],
        });
        expect(match.complete).toBe(list.length > 0 && !list.includes('fail'));
      }),
    );
  });
});

test('a signer is compared field by field', () => {
  const rest = { issuer: 's', sourceRepository: 'a/b', sourceRef: 'refs/heads/main' };
  const policy = { ...rest, identities: exactly('i') };
  const signer = { ...rest, identity: 'i' };
  expect(signerDifferences(policy, signer)).toEqual([]);
  expect(signerDifferences({ ...policy, sourceRef: undefined }, { ...signer, sourceRef: 'x' })).toEqual([]);
  expect(
    signerDifferences(policy, {
      identity: 'x',
      issuer: 's',
      sourceRepository: undefined,
      sourceRef: 'refs/heads/main',
    }),
  ).toEqual(['the identity is "x" instead of "i"', 'the source repository is missing instead of "a/b"']);
});

describe('summaries', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [54_321_000, '54.3 MB'],
    [999_960, '1.0 MB'],
    [2e15, '2000.0 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('of a release', () => {
    const sign = {
      signer: {
        identity: 'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
        issuer: 'https://token.actions.githubusercontent.com',
        sourceRepository: 'acme/shop',
        sourceRef: 'refs/heads/main',
      },
      entries: [
        {
          subject: INDEX,
          predicateType: 'https://sigstore.dev/cosign/sign/v1',
          log: 'log2026-1.rekor.sigstore.dev',
          logIndex: '42',
          existing: false,
        },
      ],
    };
    expect(renderReleaseSummary([{ record: record(), sign }])).toMatchSnapshot();
    expect(renderReleaseSummary([])).toBe('');
  });

  const hostile = [
    '<img src=x onerror=1>',
    '[a](http://x)',
    '@everyone',
    '|',
    '`',
    '::set-output',
    '\n# big',
  ];
  test.each(hostile)('inert: %j', (text) => {
    const bad = record({ app: text, tags: [text], deployTag: text, image: text });
    const problem: Problem = {
      subject: AMD64,
      platform: text,
      requirement: 'sbom',
      code: 'missing',
      reason: text,
    };
    for (const summary of [
      renderReleaseSummary([{ record: bad }]),
      renderVerification(
        [
          {
            reference: text,
            problems: [],
            subjects: [
              { digest: AMD64, label: text, requirements: ['sbom'], problems: [problem], statements: [] },
            ],
          },
        ],
        { identities: exactly(text), issuer: text, sourceRepository: text, sourceRef: text },
        ['signature', 'sbom'],
      ),
    ]) {
      // What stays of it stands in code spans, whose content is literal.
      const outside = summary.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
      expect(outside).not.toMatch(/<img|\]\(http:|@everyone|^# big/m);
    }
  });

  test('problems that are alike are told once', () => {
    const problem = (platform: string | undefined, reason: string, subject: Digest = AMD64): Problem => ({
      subject,
      requirement: 'signature',
      code: 'missing',
      reason,
      ...(platform === undefined ? {} : { platform }),
    });
    expect(
      describeProblems([
        problem('the index', 'it is not signed', INDEX),
        problem('linux/amd64', 'it is not signed'),
        problem('linux/amd64', 'it has no SBOM attestation'),
        problem(undefined, 'it is not in the registry'),
      ]),
    ).toEqual([
      'the index, linux/amd64: it is not signed',
      'linux/amd64: it has no SBOM attestation',
      'it is not in the registry',
    ]);
  });
});
