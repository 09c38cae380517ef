import type { ScanResult } from '../release/record.ts';
import { verdictFollows } from './blindness.ts';
import { blockingCount } from './gate.ts';
import { SEVERITIES } from './severity.ts';

/**
 * Where a verdict does not follow from its own numbers, as clauses; none where it does. Asked again by everybody who
 * uses one: what wrote it may have been anything.
 */
export function verdictContradictions(scan: ScanResult): readonly string[] {
  const { counts, spared, blocking, ignored, policy } = scan;
  const contradictions: string[] = [];
  const expected = blockingCount(counts, spared, policy);
  if (blocking !== expected)
    contradictions.push(
      `its verdict names ${blocking} blocking findings, and its counts come to ${expected}`,
    );
  if (!verdictFollows(scan)) contradictions.push('its verdict does not follow from what it names');
  for (const severity of SEVERITIES)
    if (spared.accepted[severity] + spared.unfixed[severity] > counts[severity])
      contradictions.push(`more ${severity} findings are left out of account than were found`);
  const accepted = SEVERITIES.reduce((total, severity) => total + spared.accepted[severity], 0);
  if (accepted !== ignored)
    contradictions.push(`${ignored} findings are ignored, and ${accepted} of them have a severity`);
  return contradictions;
}
