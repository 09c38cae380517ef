/** The findings that a scan verdict carries, so that the next image can be compared with this one. */
import { MAX_FINDINGS, type ScanPart, type ScanResult, type VerdictFinding } from '../release/record.ts';
import type { Finding } from './finding.ts';
import { cut } from './sarif-text.ts';
import { SEVERITIES } from './severity.ts';

/** Bytes of JSON, indented: an evidence part may have 1 MiB. */
const MAX_SIZE = 700_000;
/** UTF-16 units of one text; a list of fixed versions is the longest that scanners write. */
const MAX_TEXT = 300;

/** Secrets and misconfigurations are left out: they have no package to compare by. */
export function verdictFindings(
  findings: readonly Finding[],
): Required<Pick<ScanPart, 'findings' | 'findingsOmitted'>> {
  const distinct = new Map<string, VerdictFinding>();
  for (const finding of findings) {
    if (finding.kind !== 'vulnerability') continue;
    const found = short(finding);
    const key = JSON.stringify([found.id, found.package, found.version]);
    const known = distinct.get(key);
    // One package may be found in several files, and databases need not agree about it.
    if (known === undefined || rank(found) > rank(known)) distinct.set(key, found);
  }
  const sorted = [...distinct.values()].toSorted(byRank);
  const kept: VerdictFinding[] = [];
  let size = 0;
  for (const finding of sorted) {
    size += new TextEncoder().encode(JSON.stringify(finding)).length + INDENTATION;
    if (kept.length === MAX_FINDINGS || size > MAX_SIZE) break;
    kept.push(finding);
  }
  return { findings: kept, findingsOmitted: sorted.length - kept.length };
}

/** Bytes that two spaces a level add to one finding in a part. */
const INDENTATION = 80;

const short = (finding: Finding): VerdictFinding => ({
  id: cut(finding.id, MAX_TEXT),
  package: cut(finding.packageName, MAX_TEXT),
  version: cut(finding.installedVersion, MAX_TEXT),
  ...(finding.fixedVersion === undefined ? {} : { fixedVersion: cut(finding.fixedVersion, MAX_TEXT) }),
  severity: finding.severity,
});

const rank = ({ severity }: VerdictFinding) => SEVERITIES.indexOf(severity);

/** The most severe first, then by id, package and version. */
export const byRank = (a: VerdictFinding, b: VerdictFinding): number =>
  rank(b) - rank(a) || order(a.id, b.id) || order(a.package, b.package) || order(a.version, b.version);

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What the release record keeps of a verdict. */
export function withoutFindings(scan: ScanPart): ScanResult {
  const { findings: _findings, findingsOmitted: _omitted, ...result } = scan;
  return result;
}
