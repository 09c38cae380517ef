/** What people read: the summary of the job and the comment on the pull request. */
import { createHash } from 'node:crypto';
import { markdownCode, markdownText } from '../text/sanitize.ts';
import { atLeast, type JudgedChange, LEVELS, type Level, operationOf } from './change.ts';

export type ReportFacts = {
  readonly app: string;
  readonly snapshot: string;
  /** What was compared with, as a clause; undefined when there was nothing. */
  readonly comparedWith: string | undefined;
  readonly changes: readonly JudgedChange[];
  readonly failOn: Level | 'never';
  readonly reportFrom: Level;
  /** Clauses about the snapshot and the types that are out of date. */
  readonly stale: readonly string[];
};

export const blockingOf = (
  changes: readonly JudgedChange[],
  failOn: Level | 'never',
): readonly JudgedChange[] =>
  failOn === 'never'
    ? []
    : changes.filter(({ level, accepted }) => accepted === undefined && atLeast(level, failOn));

/**
 * Names exactly these breaks, in whatever order and on whatever lines: a label counts for those that its reader saw.
 * @returns 64 hex digits
 */
export const breaksDigest = (changes: readonly JudgedChange[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        changes
          .map((change) => [change.id, operationOf(change), change.text, change.level].join('\0'))
          .toSorted(),
      ),
    )
    .digest('hex');

/** Rows of a table; a change of a whole API has hundreds. */
const MAX_ROWS = 100;
const MAX_TEXT = 400;
const ICONS = { error: '🔴', warning: '🟠', info: '🔵' } as const satisfies Record<Level, string>;

export function renderReport(facts: ReportFacts): string {
  const { app, snapshot, comparedWith, changes, failOn, reportFrom, stale } = facts;
  const blocking = blockingOf(changes, failOn);
  const shown = changes
    .filter(({ level }) => atLeast(level, reportFrom))
    .toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  const lines = [`### API of ${markdownText(app)}`, ''];
  for (const clause of stale) lines.push(`❌ ${clause}.`, '');
  lines.push(
    comparedWith === undefined
      ? `${markdownCode(snapshot)} is new: there is nothing to compare it with.`
      : `${verdict(blocking, changes)}, compared with ${comparedWith}.`,
    '',
  );
  if (shown.length > 0) lines.push(...table(shown));
  return `${lines.join('\n').trimEnd()}\n`;
}

function verdict(blocking: readonly JudgedChange[], changes: readonly JudgedChange[]): string {
  const accepted = changes.filter((change) => change.accepted !== undefined).length;
  const also = accepted === 0 ? '' : ` (${accepted} accepted)`;
  if (blocking.length > 0)
    return `❌ **${blocking.length} ${blocking.length === 1 ? 'change breaks' : 'changes break'} clients**${also}`;
  return changes.length === 0 ? '✅ The API is the same' : `✅ Nothing breaks clients${also}`;
}

function table(shown: readonly JudgedChange[]): readonly string[] {
  const rows = shown.slice(0, MAX_ROWS).map((change) => {
    const { level, id, text, accepted } = change;
    const sentence = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
    const note =
      accepted === undefined
        ? ''
        : accepted.by === 'file'
          ? ` *(accepted: ${markdownText(accepted.reason.slice(0, MAX_TEXT))})*`
          : ` *(accepted by ${markdownText(accepted.login)})*`;
    return `| ${ICONS[level]} ${level} | ${markdownCode(operationOf(change).slice(0, MAX_TEXT))} | ${markdownText(sentence)}${note} | ${markdownCode(id)} |`;
  });
  const more = shown.length - rows.length;
  return [
    '| | Operation | Change | Rule |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(more > 0 ? ['', `${more} more are in the log and the file of all changes.`] : []),
    '',
  ];
}
