/** Which scan verdict of an image counts, and whether it says enough. */
import * as v from 'valibot';
import type { Digest } from '../image/digest.ts';
import { ScanPart } from '../release/record.ts';
import type { BlindMode } from '../scan/blindness.ts';
import { SEVERITIES, type Severity } from '../scan/severity.ts';
import { verdictContradictions } from '../scan/verdict-contradictions.ts';
import type { Reason } from './requirements.ts';
import { type Dated, newestOf } from './signed-time.ts';

/** A verified statement, as far as a decision needs it. */
export type DatedPredicate = Dated & { readonly predicate: unknown };

/** What a verdict must say beyond "pass". Without any of it, the policy of the scan itself is taken. */
export type VerdictConditions = {
  /** Findings of this severity and above must have counted. */
  readonly minimumSeverity?: Severity;
  /** Findings without a fix must have counted too. */
  readonly countUnfixed?: boolean;
  /** What the scanner could not look at must have counted at least as in this mode. */
  readonly blind?: BlindMode;
  readonly maxScanAge?: {
    /** Milliseconds. */
    readonly age: number;
    /** Milliseconds since 1970. */
    readonly now: number;
  };
  /** Milliseconds between the making of the vulnerability database and the scan. */
  readonly maxDatabaseAge?: number;
};

/** Milliseconds by which the clocks of machines differ: nobody is refused for less. */
const CLOCK_SKEW = 5 * 60_000;

/**
 * The passing verdict about `subject` among verified statements, or why there is none. The newest counts; where several
 * may be the newest, each of them must pass. What is signed and cannot be read counts like a fail: a newer one settles
 * it, an older one does not.
 */
export function findVerdict(
  statements: readonly DatedPredicate[],
  subject: Digest,
  conditions: VerdictConditions = {},
): { readonly verdict: ScanPart } | Reason {
  const verdicts: ScanPart[] = [];
  for (const statement of newestOf(statements)) {
    const judged = judgeStatement(statement, subject, conditions);
    if ('reason' in judged) return judged;
    verdicts.push(judged.verdict);
  }
  const [verdict] = verdicts;
  return verdict === undefined ? { code: 'missing', reason: 'it has no scan verdict' } : { verdict };
}

function judgeStatement(
  { predicate, signed }: DatedPredicate,
  subject: Digest,
  conditions: VerdictConditions,
): { readonly verdict: ScanPart } | Reason {
  const parsed = v.safeParse(ScanPart, predicate);
  if (!parsed.success) return { code: 'unreadable', reason: 'its scan verdict cannot be read' };
  const verdict = parsed.output;
  if (verdict.subject !== subject)
    return { code: 'other-subject', reason: `its scan verdict is about ${verdict.subject}` };
  if (verdict.verdict !== 'pass')
    return {
      code: 'verdict-fail',
      reason: `its scan verdict is "fail" with ${verdict.blocking} blocking findings`,
    };
  return (
    contradictionOf(verdict) ??
    leniencyOf(verdict, conditions) ??
    timeProblemOf(verdict, signed.latest, conditions) ?? { verdict }
  );
}

const rankOf = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** Why a verdict does not follow from its own numbers and findings; undefined when it does. */
export function contradictionOf(verdict: ScanPart): Reason | undefined {
  const contradicts = (why: string): Reason => ({
    code: 'verdict-contradicts-itself',
    reason: `its scan verdict contradicts itself: ${why}`,
  });
  const { policy, blocking, findings = [] } = verdict;
  const [why] = verdictContradictions(verdict);
  if (why !== undefined) return contradicts(why);
  // Each of them counts at one place at least.
  const listed = findings.filter(
    ({ severity, fixedVersion, suppressed }) =>
      rankOf(severity) >= rankOf(policy.threshold) && fixedVersion !== undefined && suppressed === undefined,
  ).length;
  return listed > blocking ? contradicts(`${blocking} findings block, and ${listed} are listed`) : undefined;
}

/** The most lenient first. */
const STRICTNESS: readonly BlindMode[] = ['warn', 'auto', 'fail'];

function leniencyOf(
  { policy }: ScanPart,
  { minimumSeverity, countUnfixed = false, blind = 'warn' }: VerdictConditions,
): Reason | undefined {
  const lenient = (how: string): Reason => ({
    code: 'verdict-too-lenient',
    reason: `its scan verdict is too lenient: ${how}`,
  });
  if (minimumSeverity !== undefined && rankOf(policy.threshold) > rankOf(minimumSeverity))
    return lenient(`only ${policy.threshold} and above counted, not ${minimumSeverity}`);
  if (STRICTNESS.indexOf(policy.blind) < STRICTNESS.indexOf(blind))
    return lenient(`what the scanner could not look at counted as "${policy.blind}", not as "${blind}"`);
  return countUnfixed && policy.fixableOnly ? lenient('findings without a fix did not count') : undefined;
}

/** @param signed milliseconds since 1970, the latest that it can have been */
function timeProblemOf(
  { scannedAt, database }: ScanPart,
  signed: number,
  { maxScanAge, maxDatabaseAge }: VerdictConditions,
): Reason | undefined {
  const scanned = Date.parse(scannedAt);
  const made = Date.parse(database.updatedAt);
  // Nobody can say that a scan is newer than what was signed about it, so an old verdict never becomes fresh.
  if (scanned > signed + CLOCK_SKEW)
    return {
      code: 'scan-in-future',
      reason: `its scan says ${scannedAt} and was signed at ${new Date(signed).toISOString()} at the latest`,
    };
  if (made > scanned + CLOCK_SKEW)
    return {
      code: 'database-in-future',
      reason: `its vulnerability database says ${database.updatedAt}, later than the scan at ${scannedAt}`,
    };
  if (maxScanAge !== undefined && maxScanAge.now - scanned > maxScanAge.age)
    return {
      code: 'scan-too-old',
      reason: `its scan of ${scannedAt} is older than ${hours(maxScanAge.age)}`,
    };
  if (maxDatabaseAge !== undefined && scanned - made > maxDatabaseAge)
    return {
      code: 'database-too-old',
      reason: `its scan of ${scannedAt} used a vulnerability database of ${database.updatedAt}, older than ${hours(maxDatabaseAge)}`,
    };
  return undefined;
}

const hours = (milliseconds: number): string => {
  const whole = Math.round(milliseconds / 3_600_000);
  return whole === 1 ? '1 hour' : `${whole} hours`;
};

/** What meets both: each condition as the stricter of the two has it. */
export function bothOf(one: VerdictConditions, other: VerdictConditions): VerdictConditions {
  const severities = [one.minimumSeverity, other.minimumSeverity];
  const minimumSeverity = SEVERITIES.find((severity) => severities.includes(severity));
  const modes = [one.blind, other.blind];
  const blind = STRICTNESS.findLast((mode) => modes.includes(mode));
  const scan = least(one.maxScanAge?.age, other.maxScanAge?.age);
  const now = one.maxScanAge?.now ?? other.maxScanAge?.now;
  const maxDatabaseAge = least(one.maxDatabaseAge, other.maxDatabaseAge);
  return {
    ...(minimumSeverity === undefined ? {} : { minimumSeverity }),
    ...(one.countUnfixed === true || other.countUnfixed === true ? { countUnfixed: true } : {}),
    ...(blind === undefined ? {} : { blind }),
    ...(scan === undefined || now === undefined ? {} : { maxScanAge: { age: scan, now } }),
    ...(maxDatabaseAge === undefined ? {} : { maxDatabaseAge }),
  };
}

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);
