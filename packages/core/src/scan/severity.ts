/** Severities as Trivy says them, the lowest first. */
export const SEVERITIES = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];
export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countBySeverity(findings: readonly { readonly severity: Severity }[]): SeverityCounts {
  const counts: Record<Severity, number> = { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** `1 critical, 2 high`, the highest first; empty when there is nothing to count. */
export const describeCounts = (counts: SeverityCounts): string =>
  SEVERITIES.toReversed()
    .flatMap((severity) => (counts[severity] === 0 ? [] : [`${counts[severity]} ${severity.toLowerCase()}`]))
    .join(', ');
