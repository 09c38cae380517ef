import { digestOf } from '@sealift/core/image/digest';
import type { ScanPart, VerdictFinding } from '@sealift/core/release/record';
import type { SeverityCounts } from '@sealift/core/scan/severity';
import { scanOf } from '@sealift/testing/signed-release';
import { describe, expect, test } from 'vitest';
import { judgeAgain, type Limits, type ReleasePolicy, requireJudgedAgain } from '../src/judge-again.ts';
import { SUBJECT, sbomPart } from './parts.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const served = { platform: 'linux/amd64', digest: SUBJECT };
const IGNORE = digestOf('CVE-1');
const policy: ReleasePolicy = { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto', ignoreFiles: [] };
const limits: Limits = {
  now: at('2026-11-26T12:10:00Z'),
  begun: at('2026-11-26T12:00:00Z'),
  maxScanAge: 72 * HOUR,
  maxDatabaseAge: 168 * HOUR,
};

const counts = (some: Partial<SeverityCounts> = {}) => ({
  ...{ UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
  ...some,
});
const spared = (unfixed: Partial<SeverityCounts> = {}, accepted: Partial<SeverityCounts> = {}) => ({
  unfixed: counts(unfixed),
  accepted: counts(accepted),
});
const finding = (
  severity: VerdictFinding['severity'],
  fixedVersion?: string,
  id = 'CVE-1',
): VerdictFinding => ({
  ...{ id, package: 'zlib', version: '1.0', severity },
  ...(fixedVersion === undefined ? {} : { fixedVersion }),
});
const database = {
  version: 2,
  updatedAt: '2026-11-26T06:00:00Z',
  digest: digestOf('trivy.db'),
  repository: 'mirror.gcr.io/aquasec/trivy-db:2',
};
const sound = scanOf('linux/amd64', SUBJECT, {
  policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto' },
  counts: counts({ LOW: 2, CRITICAL: 1 }),
  spared: spared({ CRITICAL: 1 }),
  findings: [finding('CRITICAL'), finding('LOW', '1.1', 'CVE-2')],
  database,
  scannedAt: '2026-11-26T12:05:00Z',
});
const judge = (change: Partial<ScanPart>, wanted = policy, within = limits) =>
  judgeAgain({ ...sound, ...change }, served, wanted, within);

const accepted: Partial<ScanPart> = {
  policy: { ...sound.policy, ignoreFiles: [IGNORE] },
  counts: counts({ CRITICAL: 2 }),
  spared: spared({}, { CRITICAL: 2 }),
  ignored: 2,
  suppressions: [{ kind: 'vulnerability', id: 'CVE-1', findings: 2, expiresAt: '2027-01-01T00:00:00Z' }],
  findings: [finding('CRITICAL', '1.1')],
};
const withIgnore: ReleasePolicy = { ...policy, ignoreFiles: [IGNORE] };

describe('passes', () => {
  test.each<[string, Partial<ScanPart>, ReleasePolicy?]>([
    ['a verdict that follows from its numbers', {}],
    ['an image without findings', { counts: counts(), spared: spared(), findings: [] }],
    ['findings that an ignore file of the release takes out', accepted, withIgnore],
    ['what is below the threshold', { counts: counts({ HIGH: 7 }), spared: spared(), findings: [] }],
    [
      'findings in more places than they are named',
      { counts: counts({ LOW: 50 }), spared: spared(), findings: [finding('LOW', '1.1')] },
    ],
    [
      'unfixed findings that a full list leaves out',
      { counts: counts({ CRITICAL: 1 }), spared: spared({ CRITICAL: 1 }), findings: [], findingsOmitted: 1 },
    ],
    ['clocks that differ a little', { scannedAt: '2026-11-26T11:58:00Z' }],
    ['a scan that just ended, on a runner that is ahead', { scannedAt: '2026-11-26T12:15:00Z' }],
    [
      'blindness that does not count',
      { blindness: [{ kind: 'end-of-life', detail: 'Debian 9', blocking: false }] },
    ],
    ['a database of six days', { database: { ...database, updatedAt: '2026-11-20T13:00:00Z' } }],
    ['a scanner built from a commit', { scanner: { name: 'trivy', version: '0.76.0-next.1+abc' } }],
  ])('%s', (_, change, wanted) => {
    expect(judge(change, wanted)).toEqual([]);
  });

  test('an older scan where it is not known when the run began', () => {
    expect(
      judge(
        { scannedAt: '2026-11-25T12:00:00Z', database: { ...database, updatedAt: '2026-11-25T06:00:00Z' } },
        policy,
        { ...limits, begun: undefined },
      ),
    ).toEqual([]);
  });
});

describe('refuses', () => {
  test.each<[string, Partial<ScanPart>, RegExp, ReleasePolicy?]>([
    // Whose verdict it is
    ['the verdict of another manifest', { subject: digestOf('other') }, /verdict is about sha256/],
    [
      'the verdict of another platform',
      { platform: 'linux/arm64' },
      /linux\/arm64 where the index says linux\/amd64/,
    ],
    ['the verdict of another variant', { platform: 'linux/amd64/v3' }, /linux\/amd64\/v3/],
    // What it says of itself
    ['a failed scan', { verdict: 'fail' }, /its scan failed/],
    ['blocking findings that passed', { blocking: 3 }, /passed with 3 blocking/],
    [
      '999 critical findings that passed',
      { counts: counts({ CRITICAL: 999 }), spared: spared() },
      /counts come to 999/,
    ],
    [
      '999 critical findings without a fix, none of them named',
      { counts: counts({ CRITICAL: 999 }), spared: spared({ CRITICAL: 999 }), findings: [] },
      /999 CRITICAL findings without a fix are counted, and none is named/,
    ],
    [
      '999 that are named with a fix',
      {
        counts: counts({ CRITICAL: 999 }),
        spared: spared({ CRITICAL: 999 }),
        findings: [finding('CRITICAL', '1.1'), finding('CRITICAL', undefined, 'CVE-2')],
      },
      /names more CRITICAL/,
    ],
    [
      '999 that nobody accepted',
      { counts: counts({ CRITICAL: 999 }), spared: spared({}, { CRITICAL: 999 }), ignored: 999 },
      /999 findings are ignored without an ignore file/,
    ],
    [
      '999 taken out twice, so that others disappear',
      {
        counts: counts({ HIGH: 5, CRITICAL: 1 }),
        spared: spared({ CRITICAL: 6 }),
        findings: [finding('CRITICAL')],
      },
      /more CRITICAL findings are left out of account/,
    ],
    [
      'findings that are named and not counted',
      { findings: [finding('CRITICAL', '1.1')] },
      /names more CRITICAL/,
    ],
    [
      'more findings than there are',
      { findings: Array.from({ length: 3 }, (_, i) => finding('LOW', '2', `CVE-${i}`)) },
      /more LOW/,
    ],
    [
      'ignored findings without a severity',
      { ...accepted, ignored: 9 },
      /9 findings are ignored, and 2/,
      withIgnore,
    ],
    [
      'more accepted than ignored',
      { ...accepted, suppressions: [{ kind: 'vulnerability', id: 'CVE-1', findings: 3 }] },
      /took out 3 findings, and 2/,
      withIgnore,
    ],
    [
      'an accepted risk that had run out',
      {
        ...accepted,
        suppressions: [
          { kind: 'vulnerability', id: 'CVE-1', findings: 2, expiresAt: '2026-01-01T00:00:00Z' },
        ],
      },
      /CVE-1 had run out/,
      withIgnore,
    ],
    [
      'blindness that counts',
      { blindness: [{ kind: 'no-packages', detail: 'no package', blocking: true }] },
      /does not follow/,
    ],
    [
      'blindness that says it does not count',
      { blindness: [{ kind: 'no-packages', detail: 'no package', blocking: false }] },
      /does not follow/,
    ],
    // By what it was judged
    ['another severity', {}, /severity "CRITICAL" instead of "HIGH"/, { ...policy, threshold: 'HIGH' }],
    [
      'a severity that nothing reaches',
      { policy: { ...sound.policy, threshold: 'CRITICAL' } },
      /instead of "LOW"/,
      { ...policy, threshold: 'LOW' },
    ],
    [
      'another treatment of what has no fix',
      {},
      /ignore-unfixed "true" instead of "false"/,
      { ...policy, fixableOnly: false },
    ],
    [
      'another treatment of blindness',
      { policy: { ...sound.policy, blind: 'warn' } },
      /blind "warn" instead of "auto"/,
    ],
    [
      'an ignore file that the release does not have',
      accepted,
      /ignore files "sha256:[0-9a-f]+" instead of "none"/,
    ],
    ['a changed ignore file', accepted, /ignore files/, { ...policy, ignoreFiles: [digestOf('CVE-2')] }],
    ['a second ignore file', accepted, /ignore files/, { ...policy, ignoreFiles: [IGNORE, IGNORE] }],
    ['no ignore file where the release has one', {}, /"none" instead of "sha256/, withIgnore],
    // Times
    ['a scan in the future', { scannedAt: '2099-01-01T00:00:00Z' }, /in the future/],
    ['a scan an hour ahead', { scannedAt: '2026-11-26T13:10:00Z' }, /in the future/],
    ['a scan of before the run', { scannedAt: '2026-11-26T11:40:00Z' }, /before this run began/],
    ['a scan of last year', { scannedAt: '2025-11-26T12:05:00Z' }, /before this run began/],
    ['a scan of year 1', { scannedAt: '0001-01-01T00:00:00Z' }, /before this run began/],
    [
      'a database of 1999',
      { database: { ...database, updatedAt: '1999-01-01T00:00:00Z' } },
      /more than 168 hours old/,
    ],
    [
      'a database of eight days',
      { database: { ...database, updatedAt: '2026-11-18T12:00:00Z' } },
      /168 hours/,
    ],
    [
      'a database of 2099',
      { database: { ...database, updatedAt: '2099-01-01T00:00:00Z' } },
      /after the scan/,
    ],
    [
      'a database of after the scan',
      { database: { ...database, updatedAt: '2026-11-26T12:30:00Z' } },
      /after the scan/,
    ],
    // With what
    ['no scanner', { scanner: { name: 'none' as 'trivy', version: '0.76.0' } }, /scanner is "none/],
    ['no version of the scanner', { scanner: { name: 'trivy', version: '' } }, /scanner/],
    ['a scanner of version "none"', { scanner: { name: 'trivy', version: 'none' } }, /scanner/],
    ['a database of another version', { database: { ...database, version: 1 } }, /version 1 instead of 2/],
    ['a database of version 99', { database: { ...database, version: 99 } }, /version 99/],
    ['an empty database', { database: { ...database, digest: digestOf('') } }, /empty/],
    ['a database from nowhere', { database: { ...database, repository: '' } }, /no known origin/],
  ])('%s', (_, change, reason, wanted) => {
    const reasons = judge(change, wanted);
    expect(reasons.join('; ')).toMatch(reason);
  });

  test('a scan that is too old where it is not known when the run began', () => {
    const long = { ...limits, begun: undefined };
    expect(judge({ scannedAt: '2026-11-20T12:00:00Z' }, policy, long).join()).toMatch(
      /more than 72 hours ago/,
    );
  });

  test('every platform by name, with each reason, in one failure', () => {
    const sbom = sbomPart();
    const other = digestOf('arm64');
    const platforms = [
      { ...served, size: 1, sbom, scan: { ...sound, blocking: 3 } },
      { platform: 'linux/arm64', digest: other, size: 1, sbom, scan: sound },
    ];
    expect(() => requireJudgedAgain(platforms, policy, limits)).toThrowError(
      expect.objectContaining({
        code: 'evidence/refused',
        category: 'policy',
        message: expect.stringMatching(/linux\/amd64 .*3 blocking.*; linux\/arm64 .*verdict is about/),
      }),
    );
    expect(() => requireJudgedAgain(platforms.slice(2), policy, limits)).not.toThrow();
  });
});
