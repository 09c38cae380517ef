/** The job summary of a bump: the same as its pull requests say, with longer lists. */
import { byRisk, ownBlocks, realChanges } from './body.ts';
import { EXTENTS, type Extent } from './extents.ts';
import { fit } from './fit.ts';
import { frameOf } from './frame.ts';
import { sectionOf } from './sections.ts';
import { sharedBlocks } from './shared.ts';
import type { PullRequestText } from './text.ts';

/** Bytes. GitHub takes 1 MiB of one step. */
export const MAX_SUMMARY = 1_000_000;

const LONGEST: Extent = { vulnerabilities: 500, packages: 500, commits: 250, edits: 100, statements: true };

/** From the longest on, as many as a text of a pull request has. */
const LONG: readonly Extent[] = [LONGEST, ...EXTENTS.slice(1)];

export type BumpSummary = {
  /** One a pull request. */
  readonly text: readonly PullRequestText[];
};

/** Each pull request gets its share of the room; the hidden comments are for pull requests only. */
export function renderBumpSummary({ text }: BumpSummary): string {
  // Long lists of many apps would not fit anyway.
  const few = text.reduce((sum, { changes }) => sum + changes.length, 0) <= 20;
  const limit = Math.floor(MAX_SUMMARY / Math.max(1, text.length)) - 10;
  const extents = few ? LONG : EXTENTS;
  return text.map((one) => renderOne(one, extents, limit)).join('\n\n');
}

function renderOne(text: PullRequestText, extents: readonly Extent[], limit: number): string {
  const changes = realChanges(text.changes);
  const shared = sharedBlocks(changes);
  const marked = changes
    .map((change) => sectionOf(change, text.kind, shared.of(change), extents))
    .toSorted(byRisk);
  const blocks = ownBlocks(shared.blocks, marked, extents).map(({ tier, details }) => ({
    tier,
    details: (extent: number) => withoutComments(details(extent)),
  }));
  const sections = marked.map((section) => ({
    ...section,
    row: withoutComments(section.row),
    shortRow: withoutComments(section.shortRow),
    alerts: section.alerts.map((alert) => ({ ...alert, line: withoutComments(alert.line) })),
    details: (extent: number) => withoutComments(section.details(extent)),
  }));
  return fit(sections, blocks, {
    ...frameOf(text, changes),
    elsewhere: 'in the attestations of the images',
    limit,
    measure: (body) => Buffer.byteLength(body),
  });
}

const withoutComments = (text: string): string =>
  text.replace(/ ?<!-- sealift:[^\n]*? -->\n?/g, '').trimEnd();
