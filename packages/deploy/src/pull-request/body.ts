/** The text of a bump's pull request: what a reviewer needs in five seconds at the top, everything else folded. */
import { markdownUrl } from '@sealift/core/text/sanitize';
import { EXTENTS, type Extent } from './extents.ts';
import { type Block, fit } from './fit.ts';
import { link } from './format.ts';
import { frameOf } from './frame.ts';
import {
  blockText,
  type KeptText,
  keptText,
  type Section,
  sectionOf,
  type Tier,
  withKept,
} from './sections.ts';
import { type SharedBlock, sharedBlocks } from './shared.ts';
import type { AppChange, PullRequestText } from './text.ts';

/** UTF-16 units. GitHub's limit is 65,536 characters. */
export const MAX_BODY = 65_000;
const MARK = '<!-- sealift:bump -->';

/** True for a text that this module wrote; a text without the mark is a person's. */
export const isBumpBody = (body: string): boolean => body.includes(MARK);

export function renderPullRequestBody(text: PullRequestText): string {
  const changes = realChanges(text.changes);
  const kept =
    text.previous === undefined || !isBumpBody(text.previous) ? undefined : keptText(text.previous);
  const shared = sharedBlocks(changes);
  const sections = changes
    .map((change) => {
      const section = sectionOf(change, text.kind, shared.of(change));
      return kept === undefined ? section : withKept(section, change, kept);
    })
    .toSorted(byRisk);
  const frame = frameOf(text, changes);
  return fit(
    sections,
    [...ownBlocks(shared.blocks, sections), ...keptBlocks(kept, shared.blocks, sections)],
    {
      ...frame,
      head: [`${text.marker}\n${MARK}`, ...frame.head],
      elsewhere: `in ${link('the job summary of the run', runOf(text))}`,
      limit: MAX_BODY,
      measure: (body) => body.length,
    },
  );
}

/** What stands in the file already is no change: nothing is said of it. */
export const realChanges = (changes: readonly AppChange[]): readonly AppChange[] =>
  changes.filter(({ edits }) => edits.some(({ before, after }) => before !== after));

/** Apps with warnings first; they keep their details longest. */
export function byRisk(a: Section, b: Section): number {
  return risk(b) - risk(a) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

const TIERS = { risk: 2, news: 1, quiet: 0 } as const satisfies Record<Tier, number>;

const risk = ({ alerts, tier }: Section): number =>
  TIERS[tier] + (alerts.some(({ level }) => level === 'CAUTION') ? 1 : 0);

/** As long as one of those that refer to it, and never as short as one with nothing to note. */
export const ownBlocks = (
  blocks: readonly SharedBlock[],
  sections: readonly Section[],
  extents: readonly Extent[] = EXTENTS,
): readonly Block[] =>
  blocks.map((block) => ({
    tier: tierOf(usersOf(block.id, sections)),
    details: (extent) => {
      const which = extents[extent];
      return which === undefined ? '' : blockText(block, which);
    },
  }));

const usersOf = (id: string, sections: readonly Section[]): readonly Section[] =>
  sections.filter(({ details }) => details(0).includes(`<!-- sealift:uses:${id} -->`));

const tierOf = (users: readonly Section[]): Tier =>
  users.some(({ tier }) => tier === 'risk') ? 'risk' : 'news';

/** What the kept sections refer to, and this run does not say. */
function keptBlocks(
  kept: KeptText | undefined,
  own: readonly SharedBlock[],
  sections: readonly Section[],
): readonly Block[] {
  return [...(kept?.blocks ?? [])].flatMap(([id, block]) => {
    const users = usersOf(id, sections);
    if (users.length === 0 || own.some((each) => each.id === id)) return [];
    return [{ tier: tierOf(users), details: () => block }];
  });
}

/** The run that writes this: what verifies, says so. */
function runOf({ changes }: PullRequestText): string | undefined {
  const urls = changes.flatMap(({ verification }) =>
    verification.kind === 'verified' ? [verification.by] : [],
  );
  return urls.find((url) => markdownUrl(url) !== undefined);
}
