/** What is folded away under an app's name. */
import type { Extent } from './extents.ts';
import { code, html, plural, shortTag, text } from './format.ts';
import { commitLines, editLines, packageLines, sizeLines, vulnerabilityLines } from './lists.ts';
import type { SharedBlock, SharedOf } from './shared.ts';
import { sourceRows, statementLines, tagRows, verificationLine } from './statements.ts';
import type { AppChange, CommitRange } from './text.ts';

/** @param shared what is said elsewhere, for several apps */
export function detailsOf(change: AppChange, extent: Extent, shared: SharedOf = {}): string {
  const { app, environment, before, after, comparison, commits, chart } = change;
  const old = before.tag === undefined ? '' : `<code>${html(shortTag(before.tag), 60)}</code> → `;
  return [
    '<details>',
    `<summary><b>${html(app, 100)}</b>${environment === undefined ? '' : ` (${html(environment, 60)})`}: ${old}<code>${html(shortTag(after.tag), 60)}</code></summary>`,
    ...paragraphs(
      imageLines(change, shared),
      verificationLines(change, extent, shared),
      comparison?.vulnerabilities === undefined
        ? [notCompared(change, 'Vulnerabilities')]
        : vulnerabilityLines(comparison.vulnerabilities, extent.vulnerabilities),
      comparison === undefined ? [] : packageLines(comparison.packages, extent.packages),
      comparison === undefined ? [] : sizeLines(comparison.sizes),
      commits === undefined
        ? []
        : shared.commits === undefined
          ? commitLines(commits, extent.commits)
          : [sharedCommitLine(commits, shared.commits)],
      editLines(change.edits, extent.edits),
      chartLines(chart),
    ),
    '',
    '</details>',
  ].join('\n');
}

const paragraphs = (...parts: readonly (readonly string[])[]): readonly string[] =>
  parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);

function imageLines(
  { image, before, after, digest, record }: AppChange,
  shared: SharedOf,
): readonly string[] {
  return [
    '| | |',
    '| --- | --- |',
    `| Image | ${code(image, 260)} |`,
    `| Digest | ${code(digest)} |`,
    `| Tag | ${code(after.tag)} |`,
    ...(before.tag === undefined && before.digest === undefined
      ? []
      : [
          `| Deployed now | ${[before.tag, before.digest].flatMap((value) => (value === undefined ? [] : [code(value)])).join(' ')} |`,
        ]),
    ...(record === undefined
      ? []
      : [...(shared.release === undefined ? sourceRows(record) : []), ...tagRows(record)]),
  ];
}

function verificationLines(change: AppChange, { statements }: Extent, shared: SharedOf): readonly string[] {
  const rows = statements ? statementLines(change) : [];
  return [
    shared.release === undefined
      ? verificationLine(change)
      : `**Verified**; by whom it was built and signed is said in “${text(shared.release.title)}” above.`,
    ...(rows.length === 0 ? [] : ['', ...rows]),
  ];
}

const sharedCommitLine = (commits: CommitRange, { title }: SharedBlock): string =>
  `${commitLines(commits, 0)[0] ?? ''}: see “${text(title)}” above`;

const notCompared = ({ notCompared: reason, record }: AppChange, what: string): string =>
  `**${what}** are not compared with the deployed image${
    reason === undefined
      ? record === undefined
        ? ': there is no release record'
        : ': its verdict names no findings'
      : `: ${text(reason, 400)}`
  }.`;

function chartLines(chart: AppChange['chart']): readonly string[] {
  if (chart === undefined) return [];
  const items = [
    ...chart.problems.map((problem) => ['❌', problem] as const),
    ...chart.notes.map((note) => ['ℹ️', note] as const),
  ];
  return [
    '**Chart**',
    '',
    ...(items.length === 0 ? ['- ✅ no problem found'] : []),
    ...items.slice(0, MAX_CHART_LINES).map(([mark, line]) => `- ${mark} ${text(line, 500)}`),
    ...(items.length > MAX_CHART_LINES
      ? ['', `… and ${plural(items.length - MAX_CHART_LINES, 'more line')}.`]
      : []),
  ];
}

const MAX_CHART_LINES = 12;
