import { failureOf } from '@sealift/testing/thrown';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/image/digest.ts';
import {
  type EvidencePartName,
  evidencePartOf,
  MAX_FINDINGS,
  parseEvidencePart,
} from '../../src/release/record.ts';

const digest = digestOf('manifest');
const finding = { id: 'CVE-2026-1', package: 'openssl', version: '3.0.1', severity: 'HIGH' };
const scan = {
  verdict: 'pass',
  subject: digest,
  platform: 'linux/amd64',
  policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
  counts: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 1, CRITICAL: 0 },
  spared: {
    accepted: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 1, CRITICAL: 0 },
    unfixed: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
  },
  blocking: 0,
  ignored: 1,
  suppressions: [],
  blindness: [],
  scanner: { name: 'trivy', version: '0.69.0' },
  database: {
    version: 2,
    updatedAt: '2026-11-26T00:00:00Z',
    digest: `sha256:${'d'.repeat(64)}`,
    repository: 'mirror.gcr.io/aquasec/trivy-db:2',
  },
  scannedAt: '2026-11-26T01:00:00Z',
};
const sbom = {
  subject: digest,
  platform: 'linux/amd64',
  generator: { name: 'syft', version: '1.54.1' },
  packages: 3,
  documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest }],
};
const record = {
  schema: 'sealift.release/v1',
  app: 'api',
  image: 'ghcr.io/acme/shop/api',
  digest,
  tags: ['main'],
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
    { platform: 'linux/amd64', digest, size: 10, scan, sbom: { ...sbom, canonicalDigest: digest } },
  ],
};
const parts: Readonly<Record<EvidencePartName, object>> = {
  build: { digest, platforms: [{ platform: 'linux/amd64', digest, size: 10 }] },
  scan,
  sbom,
  publish: { image: 'ghcr.io/acme/shop/api', digest, tags: ['main'], existing: false },
  sign: {
    signer: { identity: 'i', issuer: 's', sourceRepository: 'acme/shop', sourceRef: 'refs/heads/main' },
    entries: [{ subject: digest, predicateType: 't', log: 'l', logIndex: '1', existing: true }],
  },
  record,
};
const names = Object.keys(parts).flatMap((name) => evidencePartOf(`${name}.json`) ?? []);

const refusal = (name: EvidencePartName, text: string) =>
  failureOf((async () => parseEvidencePart(name, text, 'api/x.json'))());

describe('a file of the evidence folder', () => {
  test.each<readonly [string, EvidencePartName | undefined]>([
    ['build.json', 'build'],
    ['scan.json', 'scan'],
    ['sbom.json', 'sbom'],
    ['publish.json', 'publish'],
    ['sign.json', 'sign'],
    ['record.json', 'record'],
    ['scan.linux-amd64.json', 'scan'],
    ['sbom.linux-arm-v7.json', 'sbom'],
    ['sbom.spdx.json', undefined],
    ['sbom.linux-amd64.spdx.json', undefined],
    ['rescan.json', undefined],
    ['scan.json.bak', undefined],
    ['constructor.json', undefined],
    ['', undefined],
  ])('%j holds %s', (name, part) => {
    expect(evidencePartOf(name)).toBe(part);
  });
});

describe('a part', () => {
  test('of each kind is read as it was written', () => {
    expect(names).toEqual(['build', 'scan', 'sbom', 'publish', 'sign', 'record']);
    for (const name of names)
      expect(parseEvidencePart(name, JSON.stringify(parts[name]), 'x.json')).toEqual(parts[name]);
  });

  test('is refused with a member that nobody wrote, naming file and member', async () => {
    for (const name of names)
      expect(await refusal(name, JSON.stringify({ ...parts[name], surplus: 1 }))).toMatchObject({
        code: 'record/malformed',
        message: expect.stringMatching(/^The evidence in api\/x\.json cannot be used: "surplus" is wrong: /),
      });
  });

  test('that is no JSON keeps what the reader said', async () => {
    expect(await refusal('scan', '{"verdict":')).toMatchObject({
      message: 'The evidence in api/x.json cannot be used: it is not JSON.',
      cause: expect.any(SyntaxError),
    });
    expect((await refusal('scan', 'null')).message).toContain('"the document" is wrong');
  });

  test.each<readonly [string, EvidencePartName, object, string]>([
    ['a verdict of another kind', 'scan', { ...scan, verdict: 'maybe' }, 'verdict'],
    ['another scanner', 'scan', { ...scan, scanner: { name: 'other', version: '1' } }, 'scanner.name'],
    ['a count below zero', 'scan', { ...scan, blocking: -1 }, 'blocking'],
    ['half a finding', 'scan', { ...scan, blocking: 0.5 }, 'blocking'],
    ['a digest that is none', 'scan', { ...scan, subject: 'sha256:abc' }, 'subject'],
    ['a digest that is no text', 'scan', { ...scan, subject: 7 }, 'subject'],
    ['a time that is none', 'scan', { ...scan, scannedAt: 'today' }, 'scannedAt'],
    [
      'more findings than a verdict holds',
      'scan',
      { ...scan, findings: Array.from({ length: MAX_FINDINGS + 1 }, () => finding) },
      'findings',
    ],
    ['a short commit', 'record', { ...record, source: { ...record.source, commit: 'c' } }, 'source.commit'],
    ['no platform', 'record', { ...record, platforms: [] }, 'platforms'],
    ['another schema', 'record', { ...record, schema: 'sealift.release/v2' }, 'schema'],
    [
      'findings in the record',
      'record',
      { ...record, platforms: [{ ...record.platforms[0], scan: { ...scan, findings: [] } }] },
      'platforms.0.scan.findings',
    ],
  ])('with %s is refused', async (_name, part, value, member) => {
    expect(await refusal(part, JSON.stringify(value))).toMatchObject({
      code: 'record/malformed',
      message: expect.stringContaining(`"${member}" is wrong`),
    });
  });

  test('holds as many findings as a verdict may have', () => {
    const whole = { ...scan, findings: Array.from({ length: MAX_FINDINGS }, () => finding) };
    expect(parseEvidencePart('scan', JSON.stringify(whole), 'scan.json').findings).toHaveLength(MAX_FINDINGS);
  });
});
