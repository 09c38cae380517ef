import { finding, HOSTILE, unfixed } from '@sealift/testing/findings';
import { describe, expect, test } from 'vitest';
import { MAX_FINDINGS, parseEvidencePart, type ScanPart } from '../../src/release/record.ts';
import { suppressionsOf, verdictFindings, withoutFindings } from '../../src/scan/verdict-findings.ts';

const part: ScanPart = {
  verdict: 'pass',
  subject: `sha256:${'1'.repeat(64)}`,
  platform: 'linux/amd64',
  policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
  counts: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
  spared: {
    accepted: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
    unfixed: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
  },
  blocking: 0,
  ignored: 0,
  suppressions: [],
  blindness: [],
  scanner: { name: 'trivy', version: '0.76.0' },
  database: {
    version: 2,
    updatedAt: '2026-11-23T06:00:00Z',
    digest: `sha256:${'d'.repeat(64)}`,
    repository: 'mirror.gcr.io/aquasec/trivy-db:2',
  },
  scannedAt: '2026-11-23T10:00:00Z',
};
const read = (value: unknown) => parseEvidencePart('scan', JSON.stringify(value), 'scan.json');

test('each vulnerability once, the most severe first, with the highest severity that is said of it', () => {
  const { findings, findingsOmitted } = verdictFindings(
    [
      unfixed({ id: 'CVE-2', severity: 'LOW' }),
      finding({ id: 'CVE-1', severity: 'MEDIUM', path: 'a' }),
      finding({ id: 'CVE-1', severity: 'HIGH', path: 'b' }),
      finding({ kind: 'secret', id: 'aws-key', packageName: '', installedVersion: '' }),
    ],
    [],
  );
  expect(findings).toEqual([
    { id: 'CVE-1', package: 'openssl', version: '3.0.1', fixedVersion: '3.0.2', severity: 'HIGH' },
    { id: 'CVE-2', package: 'openssl', version: '3.0.1', severity: 'LOW' },
  ]);
  expect(findingsOmitted).toBe(0);
});

describe('a verdict stays small', () => {
  test.each([
    ['many', (index: number) => finding({ id: `CVE-${index}` }), MAX_FINDINGS],
    ['long', (index: number) => finding({ id: `${index}${'가'.repeat(5000)}` }), 500],
  ])('%s findings', (_name, make, atLeast) => {
    const all = Array.from({ length: 3000 }, (_, index) => make(index));
    const { findings = [], findingsOmitted = 0 } = verdictFindings(all, []);
    expect(findings.length).toBeGreaterThanOrEqual(atLeast);
    expect(findings.length + findingsOmitted).toBe(3000);
    const text = JSON.stringify({ ...part, findings, findingsOmitted }, null, 2);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(read({ ...part, findings, findingsOmitted }).findings).toEqual(findings);
  });
});

test('an accepted finding says so, with reason and date, unless it is not accepted everywhere', () => {
  const entry = {
    id: 'CVE-1',
    paths: [],
    purls: [],
    file: '.trivyignore.yaml',
    line: 2,
    statement: 'not reachable',
    expiresAt: Date.parse('2027-01-01T00:00:00Z'),
  };
  const everywhere = [finding({ id: 'CVE-1', path: 'a' }), finding({ id: 'CVE-1', path: 'b' })];
  const [inOne, inOther] = [finding({ id: 'CVE-2', path: 'a' }), finding({ id: 'CVE-2', path: 'b' })];
  const ignored = [...everywhere, inOne].map((one) => ({ finding: one, entry }));
  const { findings = [] } = verdictFindings([...everywhere, inOne, inOther], ignored);
  expect(findings.map(({ id, suppressed }) => [id, suppressed])).toEqual([
    ['CVE-1', { statement: 'not reachable', expiresAt: '2027-01-01T00:00:00.000Z' }],
    ['CVE-2', undefined],
  ]);
  expect(suppressionsOf(ignored)).toEqual([
    {
      kind: 'vulnerability',
      id: 'CVE-1',
      findings: 3,
      statement: 'not reachable',
      expiresAt: '2027-01-01T00:00:00.000Z',
    },
  ]);
  expect(read({ ...part, findings, suppressions: suppressionsOf(ignored) }).findings).toEqual(findings);
});

test('whatever an image names a package, the verdict can be read again', () => {
  const { findings, findingsOmitted } = verdictFindings(
    HOSTILE.map((text) =>
      finding({ id: text, packageName: text, installedVersion: text, fixedVersion: text }),
    ),
    [],
  );
  expect(read({ ...part, findings, findingsOmitted }).findings).toHaveLength(HOSTILE.length);
});

test('verdicts from before findings were kept are read', () => {
  expect(read(part)).toEqual(part);
});

test('the record keeps the numbers only', () => {
  expect(withoutFindings({ ...part, ...verdictFindings([finding()], []) })).toEqual(part);
});
