/** How a text that is too long gets shorter: what is said of an app at each level, and the order of the steps. */
import type { Tier } from './sections.ts';

export type Level = {
  readonly row: 'whole' | 'short' | 'name' | 'none';
  readonly alerts: boolean;
  /** Index of an extent, a row in a table of its own, or nothing. */
  readonly details: number | 'facts' | 'none';
};

const level = (row: Level['row'], details: Level['details'], alerts = true): Level => ({
  row,
  details,
  alerts,
});

/** From everything on. */
export const LEVELS = {
  quiet: [
    level('whole', 0),
    level('whole', 'facts'),
    level('short', 'facts'),
    level('short', 'none'),
    level('name', 'none'),
    level('none', 'none'),
  ],
  news: [
    level('whole', 0),
    level('whole', 1),
    level('whole', 2),
    level('whole', 3),
    level('whole', 4),
    level('whole', 'none'),
    level('short', 'none'),
    level('name', 'none'),
    level('none', 'none'),
  ],
  risk: [
    level('whole', 0),
    level('whole', 1),
    level('whole', 2),
    level('whole', 3),
    level('whole', 4),
    level('whole', 'none'),
    level('whole', 'none', false),
    level('short', 'none', false),
    level('none', 'none', false),
  ],
} as const satisfies Readonly<Record<Tier, readonly Level[]>>;

/** One tier goes to a level; the one before it is always the level before. */
export type Step = { readonly tier: Tier; readonly level: number };

const steps = (tier: Tier, ...levels: readonly number[]): readonly Step[] =>
  levels.map((number) => ({ tier, level: number }));

/**
 * Of an app at risk nothing is cut as long as more than the name is left of another one. Names go late: all that changes
 * is to be named.
 */
export const STEPS: readonly Step[] = [
  ...steps('quiet', 1, 2, 3),
  ...steps('news', 1, 2, 3, 4, 5, 6),
  ...steps('quiet', 4),
  ...steps('news', 7),
  ...steps('risk', 1, 2, 3, 4),
  ...steps('quiet', 5),
  ...steps('news', 8),
  ...steps('risk', 5, 6, 7, 8),
];
