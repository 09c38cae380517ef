/**
 * The gate once more, where its answer is used: a verdict must follow from its own numbers and from the policy of the
 * release, and its times and its database must be possible. What wrote it may have been anything.
 */
import { policyFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { ServedPlatform } from '@sealift/core/image/platform';
import type { ScanPart } from '@sealift/core/release/record';
import type { GatePolicy } from '@sealift/core/scan/gate';
import { SEVERITIES, type Severity } from '@sealift/core/scan/severity';
import { verdictContradictions } from '@sealift/core/scan/verdict-contradictions';
import type { PlatformEvidence } from './assemble.ts';

/** What the release was to be judged by. */
export type ReleasePolicy = Pick<GatePolicy, 'threshold' | 'fixableOnly' | 'blind'> & {
  /** Of the ignore files, in their order. */
  readonly ignoreFiles: readonly Digest[];
};

/** Times in milliseconds since 1970, ages in milliseconds. */
export type Limits = {
  readonly now: number;
  /** When the run began: nothing of this release can be older. undefined where that is not known. */
  readonly begun: number | undefined;
  readonly maxScanAge: number;
  /** Of the vulnerability database, when it was used. */
  readonly maxDatabaseAge: number;
};

/**
 * @param platforms with their evidence
 * @throws Failure `evidence/refused` naming every platform and each reason
 */
export function requireJudgedAgain(
  platforms: readonly PlatformEvidence[],
  policy: ReleasePolicy,
  limits: Limits,
): void {
  const refused = platforms.flatMap((served) => {
    const reasons = judgeAgain(served.scan, served, policy, limits);
    return reasons.length === 0 ? [] : [`${served.platform} (${served.digest}): ${reasons.join(', ')}`];
  });
  if (refused.length === 0) return;
  throw policyFailure({
    code: 'evidence/refused',
    cause: `Nothing was signed: ${refused.join('; ')}.`,
    remedy:
      'Build and scan again in this run, with the same policy for the scan and for the signature; do not trust evidence that contradicts itself.',
  });
}

/** By how much the clocks of two runners may differ. */
const CLOCK_SKEW = 10 * 60_000;
/** https://github.com/aquasecurity/trivy-db: the schema that every current Trivy reads. */
const DATABASE_VERSION = 2;
const VERSION = /^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}(?:[-+][0-9A-Za-z.+-]{1,60})?$/;

/** Why a verdict does not let an image through, as clauses; none when it does. */
export const judgeAgain = (
  scan: ScanPart,
  served: Pick<ServedPlatform, 'platform' | 'digest'>,
  policy: ReleasePolicy,
  limits: Limits,
): readonly string[] => [
  ...subjectProblems(scan, served),
  ...policyProblems(scan.policy, policy),
  ...numberProblems(scan),
  ...findingProblems(scan),
  ...suppressionProblems(scan),
  ...timeProblems(scan, limits),
  ...scannerProblems(scan),
];

const subjectProblems = (
  { subject, platform }: ScanPart,
  served: Pick<ServedPlatform, 'platform' | 'digest'>,
) => [
  ...(subject === served.digest ? [] : [`its verdict is about ${subject}`]),
  ...(platform === served.platform
    ? []
    : [`its evidence says ${platform} where the index says ${served.platform}`]),
];

function policyProblems(found: ScanPart['policy'], wanted: ReleasePolicy): readonly string[] {
  const rows: readonly (readonly [string, unknown, unknown])[] = [
    ['severity', found.threshold, wanted.threshold],
    ['ignore-unfixed', found.fixableOnly, wanted.fixableOnly],
    ['blind', found.blind, wanted.blind],
    ['ignore files', found.ignoreFiles?.join(', ') || 'none', wanted.ignoreFiles.join(', ') || 'none'],
  ];
  return rows.flatMap(([name, has, should]) =>
    has === should ? [] : [`it was judged with ${name} "${has}" instead of "${should}"`],
  );
}

function numberProblems(scan: ScanPart): readonly string[] {
  const { blocking, ignored, policy, verdict } = scan;
  return [
    ...(verdict === 'pass' ? [] : [`its scan failed with ${blocking} blocking findings`]),
    ...(verdict === 'pass' && blocking > 0 ? [`it passed with ${blocking} blocking findings`] : []),
    ...verdictContradictions(scan),
    ...(ignored > 0 && policy.ignoreFiles === undefined
      ? [`${ignored} findings are ignored without an ignore file`]
      : []),
  ];
}

/** Findings are named once, and counted as often as they were found. */
function findingProblems({
  counts,
  spared,
  findings = [],
  findingsOmitted = 0,
}: ScanPart): readonly string[] {
  const named = (severity: Severity, fixed: boolean) =>
    findings.filter((one) => one.severity === severity && (one.fixedVersion !== undefined) === fixed).length;
  return SEVERITIES.flatMap((severity) => {
    const [fixable, unfixable] = [named(severity, true), named(severity, false)];
    const { [severity]: total } = counts;
    const { [severity]: unfixed } = spared.unfixed;
    if (fixable + unfixable > total || fixable > total - unfixed)
      return [`it names more ${severity} findings than it counts`];
    // The most severe are named first, so what is left out is the least severe.
    if (unfixed > 0 && unfixable === 0 && findingsOmitted === 0)
      return [`${unfixed} ${severity} findings without a fix are counted, and none is named`];
    return [];
  });
}

function suppressionProblems({ suppressions, ignored, scannedAt }: ScanPart): readonly string[] {
  const named = suppressions.reduce((total, { findings }) => total + findings, 0);
  const expired = suppressions.filter(
    ({ expiresAt }) => expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(scannedAt),
  );
  return [
    ...(named > ignored ? [`its accepted risks took out ${named} findings, and ${ignored} are ignored`] : []),
    ...expired.map(({ id }) => `the accepted risk ${id} had run out when it was scanned`),
  ];
}

function timeProblems({ scannedAt, database }: ScanPart, limits: Limits): readonly string[] {
  const { now, begun, maxScanAge, maxDatabaseAge } = limits;
  const [scanned, made] = [Date.parse(scannedAt), Date.parse(database.updatedAt)];
  const problems: string[] = [];
  if (!Number.isFinite(scanned)) problems.push('it says no time of its scan');
  if (!Number.isFinite(made)) problems.push('it says no time of its database');
  if (scanned > now + CLOCK_SKEW) problems.push(`it was scanned in the future, at ${scannedAt}`);
  if (begun !== undefined && scanned < begun - CLOCK_SKEW)
    problems.push(`it was scanned at ${scannedAt}, before this run began (${new Date(begun).toISOString()})`);
  if (scanned < now - maxScanAge)
    problems.push(`it was scanned at ${scannedAt}, more than ${hours(maxScanAge)} hours ago`);
  if (made > scanned + CLOCK_SKEW)
    problems.push(`its database is of ${database.updatedAt}, after the scan (${scannedAt})`);
  if (made < scanned - maxDatabaseAge)
    problems.push(`its database of ${database.updatedAt} was more than ${hours(maxDatabaseAge)} hours old`);
  return problems;
}

const hours = (milliseconds: number): number => milliseconds / 3_600_000;

function scannerProblems({ scanner, database }: ScanPart): readonly string[] {
  const problems: string[] = [];
  if (scanner.name !== 'trivy' || !VERSION.test(scanner.version))
    problems.push(`its scanner is "${scanner.name} ${scanner.version}", which is not known`);
  if (database.version !== DATABASE_VERSION)
    problems.push(`its database has the version ${database.version} instead of ${DATABASE_VERSION}`);
  if (database.digest === EMPTY || database.repository === '')
    problems.push('its database is empty or of no known origin');
  return problems;
}

const EMPTY = digestOf('');
