/** What people see of a scan: the job summary and the annotations. */

import { markdownCode, markdownText, markdownUrl, singleLine } from '../text/sanitize.ts';
import type { Finding } from './finding.ts';
import { type FindingGroup, groupFindings } from './finding-groups.ts';
import { describePolicy, type GatePolicy, type Verdict } from './gate.ts';
import type { IgnoreEntry } from './ignore/ignore-file.ts';
import { cut } from './sarif-text.ts';
import { SEVERITIES } from './severity.ts';
import type { ScanReport } from './trivy-report.ts';
import { suppressionsOf } from './verdict-findings.ts';

export type ScanSummary = {
  /** registry/repository */
  readonly image: string;
  readonly platform: string;
  readonly digest: string;
  readonly report: ScanReport;
  readonly policy: GatePolicy;
  readonly verdict: Verdict;
  /** ISO 8601, when the vulnerability database was made. */
  readonly databaseUpdatedAt: string;
};

const ROWS = 20;
const ANNOTATIONS = 9;
const EXPIRED = 20;
const ACCEPTED = 20;

/** Markdown for one platform's scan. Its size is bounded, whatever was found. */
export function renderScanSummary(scan: ScanSummary): string {
  const { verdict, report, policy } = scan;
  const passed = verdict.verdict === 'pass';
  const severities = SEVERITIES.toReversed();
  const blocking = groupFindings(verdict.blocking);
  const listed = [...blocking, ...groupFindings(verdict.nonBlocking)].slice(0, ROWS);
  const more =
    verdict.blocking.length +
    verdict.nonBlocking.length -
    listed.reduce((total, { size }) => total + size, 0);
  return [
    `### ${passed ? '✅' : '❌'} Scan of ${markdownCode(scan.image)} (${markdownText(scan.platform)}): ${
      passed ? 'pass' : failed(verdict)
    }`,
    '',
    `| ${severities.map((severity) => capitalised(severity)).join(' | ')} | Blocking | Ignored |`,
    `|${'---:|'.repeat(severities.length + 2)}`,
    `| ${severities.map((severity) => verdict.counts[severity]).join(' | ')} | ${verdict.blocking.length} | ${verdict.ignored.length} |`,
    '',
    ...(listed.length === 0
      ? []
      : [
          '| | Severity | Finding | Package | Installed | Fixed in | Where |',
          '|---|---|---|---|---|---|---|',
          ...listed.map((group, index) => findingRow(group, index < blocking.length)),
          '',
        ]),
    ...(more > 0
      ? [
          `And ${count(more, 'further finding')}: what blocks is in the log of the step, all of it in the report files.`,
          '',
        ]
      : []),
    ...acceptedLines(verdict.ignored),
    ...verdict.blindness.map(({ blocking, detail }) => `${blocking ? '⛔' : '⚠️'} ${markdownText(detail)}\n`),
    ...expiredNotes(verdict.expired).map((note) => `⚠️ ${markdownText(note)}\n`),
    `<sub>Counts against the image: ${markdownText(describePolicy(policy))}. ${markdownText(
      `Manifest ${scan.digest}; Trivy ${report.scannerVersion}; database of ${scan.databaseUpdatedAt}; ${count(
        report.packages,
        'package',
      )}${report.os === undefined ? '' : ` on ${report.os.family} ${report.os.name}`}.`,
    )}</sub>`,
    '',
  ].join('\n');
}

/** What ignore files took out: one line an entry. */
function acceptedLines(ignored: Verdict['ignored']): string[] {
  const suppressions = suppressionsOf(ignored);
  if (suppressions.length === 0) return [];
  const cell = (text: string) => (text === '' ? '' : markdownText(text));
  return [
    `<details><summary>${count(ignored.length, 'accepted finding')}, which an ignore file took out</summary>`,
    '',
    '| Id | Findings | Reason | Until |',
    '|---|---:|---|---|',
    ...suppressions
      .slice(0, ACCEPTED)
      .map(
        ({ id, findings, statement = '', expiresAt = '' }) =>
          `| ${markdownCode(cut(id, 100))} | ${findings} | ${cell(cut(statement, 200))} | ${expiresAt.slice(0, 10) || 'no end'} |`,
      ),
    '',
    ...(suppressions.length > ACCEPTED
      ? [`And those of ${count(suppressions.length - ACCEPTED, 'further entry', 'further entries')}.`, '']
      : []),
    '</details>',
    '',
  ];
}

const failed = ({ blocking }: Verdict): string =>
  blocking.length === 0 ? 'the scanner was blind' : count(blocking.length, 'blocking finding');

export function expiredNotes(expired: readonly IgnoreEntry[]): string[] {
  const notes = expired
    .slice(0, EXPIRED)
    .map(
      ({ id, expiresAt }) =>
        `The ignore entry ${cut(id, 200)} ran out on ${new Date(expiresAt ?? 0).toISOString().slice(0, 10)} and no longer counts.`,
    );
  if (expired.length > EXPIRED) notes.push(`${expired.length - EXPIRED} further ignore entries ran out.`);
  return notes;
}

/** `CVE-2024-1 in openssl 3.0.1 → 3.0.2 (usr/lib)`, one line of plain text. */
export function describeFinding(finding: Finding): string {
  if (finding.kind !== 'vulnerability')
    return singleLine(`${cut(finding.id, 200)}: ${cut(finding.title, 200)} (${cut(finding.path, 300)})`);
  return singleLine(
    `${cut(finding.id, 200)} in ${cut(finding.packageName, 200)} ${cut(finding.installedVersion, 100)} → ${
      finding.fixedVersion === undefined ? 'no fix yet' : cut(finding.fixedVersion, 100)
    } (${cut(finding.path, 300)})`,
  );
}

/** The same of all that is fixed at once: `CVE-2024-1 in openssl (libssl3, openssl-provider and 2 more) 3.0.1 → 3.0.2 (…)`. */
function describeGroup({ finding, name, packages, installed, fixed, paths, lines }: FindingGroup): string {
  const where =
    shortList(paths, 1, 300) + (lines.length > 1 ? `, lines ${shortList(lines.map(String), 3, 12)}` : '');
  if (finding.kind !== 'vulnerability')
    return singleLine(`${cut(finding.id, 200)}: ${cut(finding.title, 200)} (${where})`);
  return singleLine(
    `${cut(finding.id, 200)} in ${cut(name, 200)}${
      packages.length === 0 ? '' : ` (${shortList(packages, 3, 60)})`
    } ${shortList(installed, 2, 100)} → ${fixed.length === 0 ? 'no fix yet' : shortList(fixed, 2, 100)} (${where})`,
  );
}

/** `a, b and 3 more`, each cut. */
function shortList(items: readonly string[], shown: number, length: number): string {
  const first = items
    .slice(0, shown)
    .map((item) => cut(item, length))
    .join(', ');
  return items.length > shown ? `${first} and ${items.length - shown} more` : first;
}

export type ScanAnnotation = { readonly title: string; readonly message: string };

/**
 * The blocking findings of all platforms, each once and those that are fixed at once together, and how many there are
 * beyond: nine at most, because GitHub shows ten of a step and the failure that ends it is one of them.
 */
export function scanAnnotations(blocking: readonly Finding[]): ScanAnnotation[] {
  const distinct = new Map(
    blocking.map((finding) => [JSON.stringify([describeFinding(finding), finding.line]), finding]),
  );
  const groups = groupFindings([...distinct.values()]);
  const annotated = groups.slice(0, groups.length <= ANNOTATIONS ? ANNOTATIONS : ANNOTATIONS - 1);
  const annotations = annotated.map((group) => ({
    title: `${capitalised(group.finding.severity)} ${group.finding.kind}`,
    message: describeGroup(group),
  }));
  if (annotated.length === groups.length) return annotations;
  const more = distinct.size - annotated.reduce((total, { size }) => total + size, 0);
  return [
    ...annotations,
    {
      title: 'More blocking findings',
      message: `${count(more, 'further blocking finding')}: all are in the log of this step.`,
    },
  ];
}

function findingRow(group: FindingGroup, blocking: boolean): string {
  const { finding, name, packages, installed, fixed, paths, lines } = group;
  const url = finding.url === undefined ? undefined : markdownUrl(finding.url);
  const id = cut(finding.id, 100);
  const vulnerability = finding.kind === 'vulnerability';
  return `| ${[
    blocking ? '⛔' : '',
    capitalised(finding.severity),
    url === undefined || url.length > 500 ? codes([id], 1, 100) : `[${markdownText(id)}](${url})`,
    vulnerability
      ? [codes([name], 1, 100), codes(packages, 3, 60)].filter((cell) => cell !== '').join(': ')
      : markdownText(cut(finding.title, 100)),
    codes(installed, 2, 60),
    codes(fixed, 2, 60),
    `${codes(paths, 2, 120)}${lines.length > 1 ? `, ${lines.length} times` : ''}`,
  ].join(' | ')} |`;
}

/** Code spans in one cell, the first few. */
function codes(texts: readonly string[], shown: number, length: number): string {
  const cells = texts.filter((text) => text !== '').map((text) => markdownCode(cut(text, length)));
  const first = cells.slice(0, shown).join(', ');
  return cells.length > shown ? `${first} and ${cells.length - shown} more` : first;
}

const capitalised = (word: string) => `${word.charAt(0)}${word.slice(1).toLowerCase()}`;
const count = (number: number, noun: string, plural = `${noun}s`) =>
  `${number} ${number === 1 ? noun : plural}`;
