/** The recorded corpus as the table of docs/migrations.md. */
import { markdownCode } from '@sealift/core/text/sanitize';
import type { Measured } from './measure.ts';

const LONGEST = 150;
/** What nearly every row would have. */
const EVERYWHERE = ['no-lock-timeout', 'require-lock-timeout', 'require-statement-timeout'];

const short = (sql: string): string => {
  const line = sql.replace(/\s+/g, ' ').trim();
  return markdownCode(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line);
};

const lines = (items: readonly string[]): string => items.join('<br>');

function seen({ locks, rewritten, scanned, error }: Measured['statements'][number]): string {
  if (error !== undefined) return `fails: ${error}`;
  const strong = locks.filter((lock) => !/ (?:AccessShare|RowShare)$/.test(lock));
  const done = [
    ...rewritten.map((table) => `${table} is rewritten`),
    ...scanned.filter((table) => !rewritten.includes(table)).map((table) => `${table} is read as a whole`),
  ];
  return [
    ...(strong.length === 0 ? ['no lock that counts'] : strong.map((lock) => `**${lock}**`)),
    ...done,
  ].join(', ');
}

const rules = (names: readonly string[]): string =>
  lines(
    names
      .filter((name) => !EVERYWHERE.includes(name.replace(/ .*$/, '')))
      .map((name) => {
        const [rule = '', level] = name.split(' ');
        return level === undefined || level === 'error'
          ? markdownCode(rule)
          : `${markdownCode(rule)} (${level})`;
      }),
  );

export const renderTable = (cases: Readonly<Record<string, Measured>>): string =>
  [
    '| Migration | What PostgreSQL was seen to do | The gate | squawk |',
    '| --- | --- | --- | --- |',
    ...Object.entries(cases).map(
      ([name, { statements, gate, squawk }]) =>
        `| ${name}<br>${lines(statements.map(({ sql }) => short(sql)))} | ${lines(statements.map(seen))} | ${rules(gate)} | ${rules(squawk)} |`,
    ),
  ].join('\n');
