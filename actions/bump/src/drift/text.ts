/** What a report of drift says, as Markdown for the job summary and for the issue. */
import { markdownCode, markdownText, markdownUrl } from '@sealift/core/text/sanitize';
import type { Finding, FindingKind } from './finding.ts';

const WORDS: Readonly<Record<FindingKind, string>> = {
  'digest-differs': 'digest differs from its tag',
  'tag-moved': 'tag moved',
  'tag-gone': 'tag is gone',
  unverified: 'no release verifies',
  'not-allowed': 'not allowed by `trust:`',
  unreadable: 'cannot be told',
  unknown: 'not looked up',
};

/** Rows, and characters of a cell: an issue takes 65,536. */
const MAX_ROWS = 100;
const MAX_CELL = 300;

export type DriftReport = {
  readonly findings: readonly Finding[];
  /** Places that were looked at. */
  readonly places: number;
  readonly runUrl: string | undefined;
};

export const titleOf = (drift: number): string =>
  drift === 1
    ? 'Drift: 1 deployment is not what was released'
    : `Drift: ${drift} deployments are not what was released`;

export function renderDrift({ findings, places, runUrl }: DriftReport): string {
  const url = runUrl === undefined ? undefined : markdownUrl(runUrl);
  const by = `${places} ${places === 1 ? 'place was' : 'places were'} looked at${url === undefined ? '' : ` by [this run](${url})`}.`;
  if (findings.length === 0) return `Everything that is deployed is a release that verifies. ${by}`;
  const rows = findings.slice(0, MAX_ROWS).map(rowOf);
  const more = findings.length - rows.length;
  return [
    by,
    '',
    '| App | Environment | File | Deployed | What is wrong |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...(more > 0 ? ['', `And ${more} more: see the output \`drift\` of the run.`] : []),
  ].join('\n');
}

const shortened = (text: string): string => (text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}…` : text);

function rowOf({ kind, app, environment = '', file, deployed: { tag, digest }, detail }: Finding): string {
  const label = [tag, digest?.slice(0, 19)].filter((each) => each !== undefined).join('@');
  const cells = [
    `**${markdownText(app)}**`,
    markdownText(environment),
    markdownCode(shortened(file)),
    label === '' ? '' : markdownCode(shortened(label)),
    `${WORDS[kind]}: ${markdownText(shortened(detail))}`,
  ];
  return `| ${cells.join(' | ')} |`;
}
