/** The findings that a scan verdict carries, so that the next image can be compared with this one. */
import {
  MAX_FINDINGS,
  MAX_SUPPRESSIONS,
  type ScanPart,
  type ScanResult,
  type VerdictFinding,
} from '../release/record.ts';
import type { Finding } from './finding.ts';
import type { Verdict } from './gate.ts';
import type { IgnoreEntry } from './ignore/ignore-file.ts';
import { cut } from './sarif-text.ts';
import { SEVERITIES } from './severity.ts';

/** Bytes of JSON, indented: an evidence part may have 1 MiB. */
const MAX_SIZE = 700_000;
/** UTF-16 units of one text; a list of fixed versions is the longest that scanners write. */
const MAX_TEXT = 300;

/**
 * Secrets and misconfigurations are left out: they have no package to compare by.
 * @param findings all of them
 * @param ignored those that an ignore file took out
 */
export function verdictFindings(
  findings: readonly Finding[],
  ignored: Verdict['ignored'],
): Required<Pick<ScanPart, 'findings' | 'findingsOmitted'>> {
  const entries = new Map(ignored.map(({ finding, entry }) => [finding, entry]));
  const distinct = new Map<string, VerdictFinding>();
  for (const finding of findings) {
    if (finding.kind !== 'vulnerability') continue;
    const found = short(finding, entries.get(finding));
    const key = JSON.stringify([found.id, found.package, found.version]);
    const known = distinct.get(key);
    // One package may be found in several files, and databases need not agree about it.
    if (known === undefined) distinct.set(key, found);
    else distinct.set(key, joined(known, found));
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

/** Accepted in one file is not accepted in another. */
function joined(a: VerdictFinding, b: VerdictFinding): VerdictFinding {
  const { suppressed, ...finding } = rank(b) > rank(a) ? b : a;
  const both = a.suppressed !== undefined && b.suppressed !== undefined;
  return suppressed === undefined || !both ? finding : { ...finding, suppressed };
}

const short = (finding: Finding, entry: IgnoreEntry | undefined): VerdictFinding => ({
  id: cut(finding.id, MAX_TEXT),
  package: cut(finding.packageName, MAX_TEXT),
  version: cut(finding.installedVersion, MAX_TEXT),
  ...(finding.fixedVersion === undefined ? {} : { fixedVersion: cut(finding.fixedVersion, MAX_TEXT) }),
  severity: finding.severity,
  ...(entry === undefined ? {} : { suppressed: acceptance(entry) }),
});

const acceptance = ({ statement, expiresAt }: IgnoreEntry) => ({
  ...(statement === undefined ? {} : { statement: cut(statement, MAX_TEXT) }),
  ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
});

/** The entries that took findings out, those that took out most first. */
export function suppressionsOf(ignored: Verdict['ignored']): ScanResult['suppressions'] {
  const byEntry = Map.groupBy(ignored, ({ entry }) => entry);
  return [...byEntry]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MAX_SUPPRESSIONS)
    .flatMap(([entry, [first, ...rest]]) =>
      first === undefined
        ? []
        : [
            {
              kind: first.finding.kind,
              id: cut(entry.id, MAX_TEXT),
              findings: rest.length + 1,
              ...acceptance(entry),
            },
          ],
    );
}

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
