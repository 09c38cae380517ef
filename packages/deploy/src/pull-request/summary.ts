/** The job summary of a bump: the same as its pull requests say, with longer lists. */

import { byRisk, headOf } from './body.ts';
import { EXTENTS, type Extent } from './details.ts';
import { fit } from './fit.ts';
import { link } from './format.ts';
import { sectionOf } from './sections.ts';
import type { PullRequestText } from './text.ts';

/** Bytes. GitHub takes 1 MiB of one step. */
export const MAX_SUMMARY = 1_000_000;

const LONGEST: Extent = { vulnerabilities: 500, packages: 500, commits: 250, edits: 100, statements: true };

export type BumpSummary = {
  /** One a pull request, with its address when there is one. */
  readonly text: readonly (PullRequestText & { readonly url?: string })[];
};

/** Each pull request gets its share of the room; the hidden comments are for pull requests only. */
export function renderBumpSummary({ text }: BumpSummary): string {
  // Long lists of many apps would not fit anyway.
  const few = text.reduce((sum, { changes }) => sum + changes.length, 0) <= 20;
  const limit = Math.floor(MAX_SUMMARY / Math.max(1, text.length)) - 10;
  return text
    .map((one) => {
      const sections = one.changes
        .map((change) => sectionOf(change, one.kind, few ? [LONGEST, ...EXTENTS] : EXTENTS))
        .toSorted(byRisk)
        .map((section) => ({
          ...section,
          row: withoutComments(section.row),
          alerts: section.alerts.map((alert) => ({ ...alert, line: withoutComments(alert.line) })),
          details: section.details.map(withoutComments),
        }));
      const [heading = '', ...rest] = headOf(one, sections);
      return fit(sections, {
        head: [heading, ...(one.url === undefined ? [] : [link('Pull request', one.url)]), ...rest],
        elsewhere: 'in the attestations of the images',
        limit,
        measure: (body) => Buffer.byteLength(body),
      });
    })
    .join('\n\n');
}

const withoutComments = (text: string): string =>
  text.replace(/ ?<!-- sealift:[^\n]*? -->\n?/g, '').trimEnd();
