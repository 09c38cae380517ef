/** The report for the summary of the job and for the pull request. */
import { markdownCode, markdownText, markdownUrl, singleLine } from '@sealift/core/text/sanitize';
import { blocksReads } from '../database/observation.ts';
import type { Finding } from '../judge/finding.ts';
import { blockingOf } from '../judge/judge.ts';
import { blocksOthers, type SeenStatement } from '../judge/statement.ts';
import type { Revision } from '../revisions/revision.ts';

/** What became of one new migration. */
export type Trial = {
  readonly revision: Revision;
  readonly upgrade: 'passed' | 'failed' | 'not run';
  readonly downgrade: 'passed' | 'failed' | 'differs' | 'not run' | 'none';
};

export type Report = {
  /** The application's folder. */
  readonly title: string;
  readonly trials: readonly Trial[];
  readonly statements: readonly SeenStatement[];
  readonly findings: readonly Finding[];
  /** In words: version of PostgreSQL, base, policy, how migrations were kept apart. */
  readonly facts: readonly string[];
  /** `https://github.com/o/r/blob/<commit>`; undefined outside of a run. */
  readonly source: string | undefined;
};

/** Characters; GitHub refuses a longer comment. */
const MAX_LENGTH = 60_000;
const MAX_ROWS = 60;
const MAX_FINDINGS = 50;
const MAX_SQL = 140;

export function renderReport(report: Report): string {
  const blocking = blockingOf(report.findings);
  const parts = [
    `### Migration gate: ${verdict(report, blocking.length)}`,
    '',
    ...trialTable(report),
    ...findingList(report),
    ...lockTable(report),
    report.facts.map((fact) => markdownText(fact)).join(' · '),
  ];
  const text = `${parts.join('\n')}\n`;
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH).replace(/[^\n]*$/, '')}\n… cut\n`;
}

function verdict({ trials, findings }: Report, blocking: number): string {
  if (blocking > 0) return `✗ ${count(blocking, 'finding')} against ${count(trials.length, 'new migration')}`;
  if (trials.length === 0) return '✓ no new migration';
  const open = findings.filter(({ level, ignored }) => level === 'warning' && ignored === undefined).length;
  return `✓ ${count(trials.length, 'new migration')}${open === 0 ? '' : `, ${count(open, 'warning')}`}`;
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

const MARKS = {
  passed: '✓',
  failed: '✗ failed',
  differs: '✗ gives another schema',
  'not run': '–',
  none: 'none',
} as const;

function trialTable({ trials, source }: Report): readonly string[] {
  if (trials.length === 0) return [];
  return [
    '| Migration | Upgrade | Downgrade and again |',
    '| --- | --- | --- |',
    ...trials
      .slice(0, MAX_ROWS)
      .map(
        ({ revision, upgrade, downgrade }) =>
          `| ${place(revision.file, revision.line, source, revision.id)} | ${MARKS[upgrade]} | ${MARKS[downgrade]} |`,
      ),
    ...more(trials.length, MAX_ROWS),
    '',
  ];
}

const LEVEL_WORDS = { error: '✗ **error**', warning: '⚠ warning', note: 'note' } as const;

function findingList({ findings, source }: Report): readonly string[] {
  const open = findings.filter(({ ignored, level }) => ignored === undefined && level !== 'note');
  const ignored = findings.filter((finding) => finding.ignored !== undefined);
  const notes = findings.filter(({ level, ignored: reason }) => level === 'note' && reason === undefined);
  return [
    ...table(open, source),
    ...(ignored.length === 0
      ? []
      : [
          `**Ignored by comments in the migrations** (${ignored.length})`,
          '',
          ...ignored
            .slice(0, MAX_FINDINGS)
            .map(
              (finding) =>
                `- ${markdownCode(finding.rule)} at ${at(finding, source)}: ${markdownText(finding.ignored ?? '')}`,
            ),
          ...more(ignored.length, MAX_FINDINGS),
          '',
        ]),
    ...(notes.length === 0
      ? []
      : [
          `<details><summary>${count(notes.length, 'note')}, squawk's opinion among them</summary>`,
          '',
          ...table(notes, source),
          '</details>',
          '',
        ]),
  ];
}

function table(findings: readonly Finding[], source: string | undefined): readonly string[] {
  if (findings.length === 0) return [];
  return [
    '| | Rule | What was found | Where |',
    '| --- | --- | --- | --- |',
    ...findings.slice(0, MAX_FINDINGS).map((finding) => {
      const evidence = finding.evidence === undefined ? '' : ` Allowed: ${markdownText(finding.evidence)}.`;
      return `| ${LEVEL_WORDS[finding.level]} | ${markdownCode(finding.rule)} | ${markdownText(finding.message.slice(0, 600))}${evidence} | ${at(finding, source)} |`;
    }),
    ...more(findings.length, MAX_FINDINGS),
    '',
  ];
}

const at = ({ file, line }: Finding, source: string | undefined): string =>
  place(file, line, source, `${file.split('/').at(-1) ?? file}:${line}`);

function place(file: string, line: number, source: string | undefined, text: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  const url = source === undefined ? undefined : markdownUrl(`${source}/${path}#L${line}`);
  return url === undefined ? markdownCode(text) : `[${markdownCode(text)}](${url})`;
}

function lockTable({ statements, source }: Report): readonly string[] {
  const shown = statements.filter(saysSomething);
  if (shown.length === 0) return [];
  return [
    '**What PostgreSQL was seen to do to tables that were there before**',
    '',
    '| Statement | Locks | Others meanwhile | Table | lock_timeout |',
    '| --- | --- | --- | --- | --- |',
    ...shown.slice(0, MAX_ROWS).map((statement) => lockRow(statement, source)),
    ...more(shown.length, MAX_ROWS),
    '',
  ];
}

/** Whether it locked anything of others. */
export const saysSomething = ({ bookkeeping, locks, rewritten }: SeenStatement): boolean =>
  !bookkeeping &&
  (rewritten.length > 0 || locks.some(({ mode }) => mode !== 'AccessShareLock' && mode !== 'RowShareLock'));

function lockRow(statement: SeenStatement, source: string | undefined): string {
  const { locks, rewritten, scanned, lockTimeout, file, line, sql } = statement;
  const one = singleLine(sql.trim()).replace(/ {2,}/g, ' ');
  const text = one.length > MAX_SQL ? `${one.slice(0, MAX_SQL)}…` : one;
  const done = [
    ...rewritten.map((table) => `${table} rewritten`),
    ...scanned.filter((table) => !rewritten.includes(table)).map((table) => `${table} read as a whole`),
  ];
  const modes = locks.map(({ table, mode }) => `${markdownText(table)} ${mode.replace(/Lock$/, '')}`);
  return `| ${markdownCode(text)} ${place(file, line, source, `:${line}`)} | ${modes.join('<br>')} | ${effect(locks)} | ${done.map((each) => markdownText(each)).join('<br>')} | ${timeout(lockTimeout)} |`;
}

function effect(locks: SeenStatement['locks']): string {
  if (locks.some(({ mode }) => blocksReads(mode))) return 'cannot read or write';
  return locks.some(blocksOthers) ? 'can read' : 'can read and write';
}

const timeout = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : milliseconds === 0 ? '**none**' : `${milliseconds} ms`;

const more = (all: number, shown: number): readonly string[] =>
  all > shown ? ['', `… and ${all - shown} more`] : [];
