/** The text of a bump's pull request: what a reviewer needs in five seconds at the top, everything else folded. */
import { markdownUrl } from '@sealift/core/text/sanitize';
import { fit } from './fit.ts';
import { text as escaped, link, plural } from './format.ts';
import { OFF } from './row.ts';
import { keptSections, type Section, sectionOf } from './sections.ts';
import type { PullRequestText } from './text.ts';

/** UTF-16 units. GitHub's limit is 65,536 characters. */
export const MAX_BODY = 65_000;
const MARK = '<!-- sealift:bump -->';

/** True for a text that this module wrote; a text without the mark is a person's. */
export const isBumpBody = (body: string): boolean => body.includes(MARK);

export function renderPullRequestBody(text: PullRequestText): string {
  const own = text.changes.map((change) => sectionOf(change, text.kind));
  const mine = new Set(own.map(({ key }) => key));
  const kept =
    text.previous === undefined || !isBumpBody(text.previous)
      ? []
      : keptSections(text.previous).filter(({ key }) => !mine.has(key));
  // What this run is about comes first: where there is no room for all, older rows go.
  const sections = [...own.toSorted(byRisk), ...kept.toSorted(byRisk)];
  return fit(sections, {
    head: [`${text.marker}\n${MARK}`, ...headOf(text, sections)],
    elsewhere: `in ${link('the job summary of the run', runOf(text))}`,
    limit: MAX_BODY,
    measure: (body) => body.length,
  });
}

/**
 * What cannot be shortened later has to fit from the start: 20 warnings of 400 UTF-16 units, each of which five
 * characters may stand for once it is escaped (`&amp;`).
 */
const MAX_WARNINGS = 20;
const MAX_WARNING = 400;

const NOBODY_SAID =
  'Nobody on the ops side has said who may deploy here: `.sealift.yml` has no `trust:`, so the run that made this chose what it was verified against.';

/** Heading, one sentence, and the warnings that are about no single app. */
export function headOf(text: PullRequestText, sections: readonly Section[]): readonly string[] {
  const apps = plural(sections.length, 'app');
  const off = sections.filter(({ row }) => row.includes(OFF)).length;
  return [
    titleOf(text, apps),
    off === sections.length
      ? 'What is said here is not verified.'
      : off > 0
        ? 'What is said of the verified images comes from their signed release records, verdicts and SBOMs.'
        : 'Every image was verified before this was written. What is said here comes from signed release records, scan verdicts and SBOMs.',
    ...(text.hasTrust ? [] : [NOBODY_SAID]),
    ...text.warnings
      .slice(0, MAX_WARNINGS)
      .map((warning) => `> [!WARNING]\n> ⚠️ ${escaped(warning, MAX_WARNING)}`),
    ...(text.warnings.length > MAX_WARNINGS
      ? [
          `> [!WARNING]\n> ⚠️ There are ${plural(text.warnings.length - MAX_WARNINGS, 'more warning')}: see the annotations of the run.`,
        ]
      : []),
  ];
}

function titleOf({ kind, from = '' }: PullRequestText, apps: string): string {
  switch (kind) {
    case 'deploy':
      return `### 🚢 Deploys ${apps}`;
    case 'promote':
      return `### ⏫ Promotes ${apps} from ${escaped(from)}`;
    case 'rollback':
      return `### ⏪ Rolls back ${apps}`;
  }
}

/** Apps with warnings first; they keep their details longest. */
export function byRisk(a: Section, b: Section): number {
  const risk = ({ alerts }: Section) =>
    alerts.some(({ level }) => level === 'CAUTION') ? 2 : alerts.length > 0 ? 1 : 0;
  return risk(b) - risk(a) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/** The run that writes this: what verifies, says so. */
function runOf({ changes }: PullRequestText): string | undefined {
  const urls = changes.flatMap(({ verification }) =>
    verification.kind === 'verified' ? [verification.by] : [],
  );
  return urls.find((url) => markdownUrl(url) !== undefined);
}
