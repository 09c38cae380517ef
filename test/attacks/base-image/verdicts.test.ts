/** What runs in the build job writes the verdict of its own leg. */
import { digestOf } from '@sealift/core/image/digest';
import type { ScanPart } from '@sealift/core/release/record';
import { type Attack, play, refused } from '../attack.ts';
import { release } from '../scenes.ts';
import type { Moment, ReleaseWorld } from '../world.ts';

type Case = Attack<ReleaseWorld, Moment>;

const COUNTS = { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };

/** The verdict of a leg, written by code that ran in its build job. */
const verdict = (tries: string, scan: Partial<ScanPart>, cause: RegExp): Case => ({
  tries: `writes ${tries}`,
  against: 'build',
  does: (world) => {
    world.build.scan = scan;
  },
  outcome: refused('evidence/refused', cause),
});

const database = {
  version: 2,
  updatedAt: '2026-11-01T00:00:00Z',
  digest: `sha256:${'d'.repeat(64)}`,
  repository: 'mirror.gcr.io/aquasec/trivy-db:2',
} as const;

const verdicts: readonly Case[] = [
  verdict(
    'a pass over 999 critical findings',
    { counts: { ...COUNTS, CRITICAL: 999 } },
    /counts come to 999/,
  ),
  verdict('a pass with three findings that block', { blocking: 3 }, /passed with 3 blocking/),
  verdict(
    'a pass under a severity of its own',
    { policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto' } },
    /severity "CRITICAL" instead of "HIGH"/,
  ),
  verdict(
    'a pass that forgives what the scanner could not see',
    { policy: { threshold: 'HIGH', fixableOnly: true, blind: 'warn' } },
    /blind "warn" instead of "auto"/,
  ),
  verdict(
    'a pass with an ignore file of its own',
    { policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto', ignoreFiles: [digestOf('all')] } },
    /ignore files/,
  ),
  verdict(
    'a pass that leaves more out of account than was found',
    { spared: { accepted: COUNTS, unfixed: { ...COUNTS, CRITICAL: 5 } } },
    /more CRITICAL findings are left out of account/,
  ),
  verdict(
    'a pass over accepted risks without an ignore file',
    {
      ignored: 1,
      counts: { ...COUNTS, HIGH: 1 },
      spared: { accepted: { ...COUNTS, HIGH: 1 }, unfixed: COUNTS },
    },
    /without an ignore file/,
  ),
  verdict(
    'a pass by an accepted risk that had run out',
    {
      suppressions: [{ kind: 'vulnerability', id: 'CVE-1', findings: 0, expiresAt: '2026-01-01T00:00:00Z' }],
    },
    /CVE-1 had run out/,
  ),
  verdict(
    'a pass that names findings that it does not count',
    { findings: [{ id: 'CVE-1', package: 'x', version: '1', severity: 'CRITICAL', fixedVersion: '2' }] },
    /names more CRITICAL findings than it counts/,
  ),
  verdict('a scan of the year 2099', { scannedAt: '2099-01-01T00:00:00Z' }, /in the future/),
  verdict(
    'a scan of last year',
    { scannedAt: '2025-11-02T00:00:00Z' },
    /more than 72 hours ago|after the scan/,
  ),
  verdict(
    'a database of the year 1999',
    { database: { ...database, updatedAt: '1999-01-01T00:00:00Z' } },
    /was more than 168 hours old/,
  ),
  verdict(
    'a database of the year 2099',
    { database: { ...database, updatedAt: '2099-01-01T00:00:00Z' } },
    /after the scan/,
  ),
  verdict(
    'a database of another schema',
    { database: { ...database, version: 1 } },
    /version 1 instead of 2/,
  ),
  verdict(
    'an empty database',
    { database: { ...database, digest: digestOf('') } },
    /empty or of no known origin/,
  ),
  verdict('a scanner of no version', { scanner: { name: 'trivy', version: 'none' } }, /is not known/),
];

play('base image, and what the Dockerfile downloads', release, verdicts);
