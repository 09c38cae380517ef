/** What people see of a scan: the job summary and the annotations. */

import { markdownCode, markdownText, markdownUrl, singleLine } from '../text/sanitize.ts';
import type { Finding } from './finding.ts';
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
  const listed = [...verdict.blocking, ...verdict.nonBlocking].slice(0, ROWS);
  const more = verdict.blocking.length + verdict.nonBlocking.length - listed.length;
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
          ...listed.map((finding, index) => findingRow(finding, index < verdict.blocking.length)),
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

export type ScanAnnotation = { readonly title: string; readonly message: string };

/**
 * The blocking findings of all platforms, each once, and how many there are beyond: nine at most, because GitHub shows
 * ten of a step and the failure that ends it is one of them.
 */
export function scanAnnotations(blocking: readonly Finding[]): ScanAnnotation[] {
  const all = new Map(
    blocking.map((finding) => [
      describeFinding(finding),
      { title: `${capitalised(finding.severity)} ${finding.kind}`, message: describeFinding(finding) },
    ]),
  );
  const annotations = [...all.values()];
  if (annotations.length <= ANNOTATIONS) return annotations;
  const more = annotations.length - (ANNOTATIONS - 1);
  return [
    ...annotations.slice(0, ANNOTATIONS - 1),
    {
      title: 'More blocking findings',
      message: `${count(more, 'further blocking finding')}: all are in the log of this step.`,
    },
  ];
}

function findingRow(finding: Finding, blocking: boolean): string {
  const url = finding.url === undefined ? undefined : markdownUrl(finding.url);
  const id = cut(finding.id, 100);
  const code = (text: string, length: number) => (text === '' ? '' : markdownCode(cut(text, length)));
  return `| ${[
    blocking ? '⛔' : '',
    capitalised(finding.severity),
    url === undefined || url.length > 500 ? code(id, 100) : `[${markdownText(id)}](${url})`,
    finding.kind === 'vulnerability' ? code(finding.packageName, 100) : markdownText(cut(finding.title, 100)),
    code(finding.installedVersion, 60),
    code(finding.fixedVersion ?? '', 60),
    code(finding.path, 120),
  ].join(' | ')} |`;
}

const capitalised = (word: string) => `${word.charAt(0)}${word.slice(1).toLowerCase()}`;
const count = (number: number, noun: string, plural = `${noun}s`) =>
  `${number} ${number === 1 ? noun : plural}`;
