/** Whether an image may be released: findings against a policy. */

import { type BlindMode, type Blindness, judgeBlindness, type Observation } from './blindness.ts';
import { bySeverity, type Finding } from './finding.ts';
import { type IgnoreEntry, type IgnoreFile, indexIgnoreEntries } from './ignore/ignore-file.ts';
import { countBySeverity, SEVERITIES, type Severity, type SeverityCounts } from './severity.ts';

export type GatePolicy = {
  /** Findings of this severity and above count. */
  readonly threshold: Severity;
  /** Vulnerabilities without a fixed version do not count; secrets and misconfigurations always can be fixed. */
  readonly fixableOnly: boolean;
  readonly ignoreFiles: readonly IgnoreFile[];
  readonly blind: BlindMode;
};

/** What a scanner saw, and what it did not. */
export type Scanned = { readonly findings: readonly Finding[]; readonly blindness: readonly Observation[] };

export type Verdict = {
  /** `fail` when a finding or blindness blocks. */
  readonly verdict: 'pass' | 'fail';
  /** All findings, before the policy. */
  readonly counts: SeverityCounts;
  /** What the policy counts against the image, most severe first. */
  readonly blocking: readonly Finding[];
  /** Everything that is neither ignored nor blocking. */
  readonly nonBlocking: readonly Finding[];
  readonly ignored: readonly { readonly finding: Finding; readonly entry: IgnoreEntry }[];
  /** Entries that have run out and would otherwise have taken something out. */
  readonly expired: readonly IgnoreEntry[];
  readonly blindness: readonly Blindness[];
};

/** @param now milliseconds since 1970, for entries that run out */
export function judge({ findings, blindness: observed }: Scanned, policy: GatePolicy, now: number): Verdict {
  const ignoring = indexIgnoreEntries(policy.ignoreFiles, now);
  const blocking: Finding[] = [];
  const nonBlocking: Finding[] = [];
  const ignored: { finding: Finding; entry: IgnoreEntry }[] = [];
  const expired = new Set<IgnoreEntry>();
  for (const finding of findings) {
    const { entry, expired: late } = ignoring(finding);
    if (entry !== undefined) {
      ignored.push({ finding, entry });
      continue;
    }
    for (const one of late) expired.add(one);
    (counts(finding, policy) ? blocking : nonBlocking).push(finding);
  }
  const blindness = judgeBlindness(observed, policy.blind);
  return {
    verdict: blocking.length > 0 || blindness.some((one) => one.blocking) ? 'fail' : 'pass',
    counts: countBySeverity(findings),
    blocking: blocking.toSorted(bySeverity),
    nonBlocking: nonBlocking.toSorted(bySeverity),
    ignored: ignored.toSorted((a, b) => bySeverity(a.finding, b.finding)),
    expired: [...expired],
    blindness,
  };
}

const counts = (finding: Finding, { threshold, fixableOnly }: GatePolicy): boolean =>
  SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(threshold) &&
  (!fixableOnly || finding.kind !== 'vulnerability' || finding.fixedVersion !== undefined);

/** What of the findings may not count, by severity. */
export type Spared = {
  /** Taken out by ignore files. */
  readonly accepted: SeverityCounts;
  /** Vulnerabilities without a fixed version that no ignore file takes out. */
  readonly unfixed: SeverityCounts;
};

export const sparedBy = ({ blocking, nonBlocking, ignored }: Verdict): Spared => ({
  accepted: countBySeverity(ignored.map(({ finding }) => finding)),
  unfixed: countBySeverity(
    [...blocking, ...nonBlocking].filter(
      ({ kind, fixedVersion }) => kind === 'vulnerability' && fixedVersion === undefined,
    ),
  ),
});

/** How many findings block, from numbers alone: the same as `judge` comes to. */
export const blockingCount = (
  counts: SeverityCounts,
  { accepted, unfixed }: Spared,
  { threshold, fixableOnly }: Pick<GatePolicy, 'threshold' | 'fixableOnly'>,
): number =>
  SEVERITIES.slice(SEVERITIES.indexOf(threshold))
    .map((severity) => counts[severity] - accepted[severity] - (fixableOnly ? unfixed[severity] : 0))
    .reduce((sum, each) => sum + each, 0);

/** `HIGH and CRITICAL with a fix`: the policy in words. */
export function describePolicy({
  threshold,
  fixableOnly,
}: Pick<GatePolicy, 'threshold' | 'fixableOnly'>): string {
  const counted = SEVERITIES.slice(SEVERITIES.indexOf(threshold)).toReversed().join(', ');
  return `${counted}${fixableOnly ? ', vulnerabilities only when a fixed version exists' : ''}`;
}
