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
import {
  describeProblems,
  findRecord,
  findVerdict,
  type Problem,
  signerDifferences,
} from '../../src/verification/conditions.ts';
import { exactly } from '../../src/verification/identity.ts';
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

describe('verdict', () => {
  test.each<[string, unknown[], RegExp]>([
    ['none', [], /no scan verdict/],
    ['unreadable', [{ verdict: 'pass' }], /cannot be read/],
    ['about another', [scan({ subject: INDEX })], /is about sha256:/],
    ['fail', [scan({ verdict: 'fail', blocking: 4 })], /"fail" with 4/],
    [
      'a later fail',
      [scan(), scan({ verdict: 'fail', blocking: 1, scannedAt: '2026-11-03T00:00:00+09:00' })],
      /"fail" with 1/,
    ],
  ])('%s', (_name, predicates, reason) => {
    expect(findVerdict(predicates, AMD64)).toEqual({ reason: expect.stringMatching(reason) });
  });
  test('pass, although others lie beside it', () => {
    const own = scan();
    expect(findVerdict([{}, scan({ subject: INDEX, verdict: 'fail' }), own], AMD64)).toEqual({
      verdict: own,
    });
  });
});

describe('record', () => {
  const expected = {
    image: 'ghcr.io/acme/shop/api',
    digest: INDEX,
    platforms: [served],
    policy: { sourceRepository: 'acme/shop', sourceRef: 'refs/heads/main' },
  };
  test('that fits is found among others', () => {
    expect(findRecord([{}, record({ digest: AMD64 }), record()], expected)).toEqual({ record: record() });
  });
  test.each<[string, unknown, object, RegExp]>([
    ['malformed', { schema: 'x' }, {}, /is wrong/],
    ['image', record({ image: 'ghcr.io/acme/shop/web' }), {}, /its image is/],
    ['digest', record({ digest: AMD64 }), {}, /its digest is/],
    [
      'repository',
      record(),
      { policy: { ...expected.policy, sourceRepository: 'acme/x' } },
      /its source repository/,
    ],
    ['ref', record(), { policy: { ...expected.policy, sourceRef: 'refs/heads/x' } }, /its source ref/],
    ['commit', record(), { commit: 'd'.repeat(40) }, /its commit/],
    ['platforms', record(), { platforms: [served, { ...served, digest: INDEX }] }, /its platforms/],
    ['not the claimed one', record(), { same: record({ deployTag: 'other' }) }, /differs from the one/],
    [
      'a failing platform',
      record({ platforms: [{ ...served, scan: scan({ verdict: 'fail' }), sbom: recorded }] }),
      {},
      /its evidence for linux\/amd64/,
    ],
    [
      'evidence of another manifest',
      record({ platforms: [{ ...served, scan: scan(), sbom: { ...recorded, subject: INDEX } }] }),
      {},
      /its evidence for linux\/amd64/,
    ],
  ])('%s', (_name, predicate, changes, reason) => {
    expect(findRecord([predicate], { ...expected, ...changes })).toEqual({
      reason: expect.stringMatching(reason),
    });
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
    const problem: Problem = { subject: AMD64, platform: text, requirement: 'sbom', reason: text };
    for (const summary of [
      renderReleaseSummary([{ record: bad }]),
      renderVerification(
        [
          {
            reference: text,
            problems: [],
            subjects: [{ digest: AMD64, label: text, requirements: ['sbom'], problems: [problem] }],
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
