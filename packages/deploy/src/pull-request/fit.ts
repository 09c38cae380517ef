/**
 * Makes a text that is no longer than what takes it. What repeats and what is quiet goes first; what a reviewer has to
 * weigh goes last.
 */

import { plural, table } from './format.ts';
import { LEVELS, type Level, STEPS, type Step } from './levels.ts';
import { HEAD } from './row.ts';
import type { Section, Tier } from './sections.ts';

/** What several apps share, as a part of the text. */
export type Block = { readonly tier: Tier; readonly details: (extent: number) => string };

export type Frame = {
  /** What stands above the warnings. */
  readonly head: readonly string[];
  /** Warnings that are about no single app: items of a list, Markdown. */
  readonly warnings: readonly string[];
  /** Between the warnings and the table. */
  readonly intro: readonly string[];
  /** Below the table. */
  readonly below: readonly string[];
  /** At the end. */
  readonly foot: readonly string[];
  /** Where the whole can be read, as the end of a sentence: `in the job summary of …`. */
  readonly elsewhere: string;
  readonly limit: number;
  /** In the unit of the limit. */
  readonly measure: (text: string) => number;
};

/** Levels of the three tiers. */
type State = Readonly<Record<Tier, number>>;

/**
 * Takes the steps one after the other until the text fits. The last one is taken for as few apps as possible, from the
 * least risky on.
 * @param sections the riskiest first
 */
export function fit(sections: readonly Section[], blocks: readonly Block[], frame: Frame): string {
  const fits = (text: string) => frame.measure(text) <= frame.limit;
  const render = (state: State, step?: Step, kept = 0) =>
    assemble(sections, blocks, frame, { state, step, kept });
  let state: State = { risk: 0, news: 0, quiet: 0 };
  const whole = render(state);
  if (fits(whole)) return whole;
  for (const step of STEPS) {
    const next: State = { ...state, [step.tier]: step.level };
    if (fits(render(next))) {
      if (step.tier === 'quiet') return render(next);
      const members = sections.filter(({ tier }) => tier === step.tier).length;
      return render(
        next,
        step,
        largest(members, (kept) => fits(render(next, step, kept))),
      );
    }
    state = next;
  }
  return render(state);
}

/** The largest count that fits; a higher count is always a longer text. */
function largest(limit: number, fits: (count: number) => boolean): number {
  let [good, bad] = [0, limit + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

type Choice = {
  readonly state: State;
  /** The first `kept` of its tier are at the level before. */
  readonly step: Step | undefined;
  readonly kept: number;
};

type Shown = { readonly section: Section; readonly level: Level };

/** Which level each section has. */
function levelled(sections: readonly Section[], { state, step, kept }: Choice): readonly Shown[] {
  const seen: Record<Tier, number> = { risk: 0, news: 0, quiet: 0 };
  return sections.map((section) => {
    const { tier } = section;
    seen[tier] += 1;
    const better = step?.tier === tier && seen[tier] <= kept ? 1 : 0;
    return { section, level: levelAt(tier, state[tier] - better) };
  });
}

function levelAt(tier: Tier, index: number): Level {
  const level = LEVELS[tier][index];
  if (level === undefined) throw new Error(`There is no level ${index} of ${tier}.`);
  return level;
}

function assemble(
  sections: readonly Section[],
  blocks: readonly Block[],
  frame: Frame,
  choice: Choice,
): string {
  const shown = levelled(sections, choice);
  const details = shown.map(({ section, level }) =>
    typeof level.details === 'number' ? section.details(level.details) : '',
  );
  const shared = blocks.map((block) => {
    const level = levelAt(
      block.tier,
      choice.state[block.tier] - (choice.step?.tier === block.tier && choice.kept > 0 ? 1 : 0),
    );
    return typeof level.details === 'number' ? block.details(level.details) : '';
  });
  return [
    ...frame.head,
    ...alertBoxes(shown, frame.warnings),
    ...frame.intro,
    ...tableLines(shown, frame),
    ...frame.below,
    ...[...shared, ...details].filter((text) => text !== ''),
    ...factsTable(shown),
    ...shortened(shown, details, frame),
    ...frame.foot,
  ].join('\n\n');
}

function alertBoxes(shown: readonly Shown[], warnings: readonly string[]): readonly string[] {
  const all = shown.flatMap(({ section, level }) => (level.alerts ? section.alerts : []));
  const hidden = shown.filter(({ section, level }) => !level.alerts && section.alerts.length > 0).length;
  return (['CAUTION', 'WARNING'] as const).flatMap((level) => {
    const lines = [
      ...(level === 'WARNING' ? warnings.map((warning) => `> - ${warning}`) : []),
      ...all.filter((alert) => alert.level === level).map(({ line }) => line),
      ...(level === 'WARNING' && hidden > 0
        ? [
            `> - **There are warnings about ${plural(hidden, 'more app')}** than are named here: see the table.`,
          ]
        : []),
    ];
    return lines.length === 0 ? [] : [[`> [!${level}]`, ...lines].join('\n')];
  });
}

function tableLines(shown: readonly Shown[], { elsewhere }: Frame): readonly string[] {
  const rows = shown.flatMap(({ section, level }) =>
    level.row === 'whole' ? [section.row] : level.row === 'short' ? [section.shortRow] : [],
  );
  const names = shown.flatMap(({ section, level }) => (level.row === 'name' ? [section.name] : []));
  const none = shown.filter(({ level }) => level.row === 'none').length;
  return [
    ...(rows.length === 0 ? [] : [[...table(HEAD, [HEAD]).slice(0, 2), ...rows].join('\n')]),
    ...(names.length === 0 ? [] : [`${rows.length === 0 ? 'Apps' : 'And'}: ${names.join(', ')}.`]),
    ...(none === 0 ? [] : [`… and ${plural(none, 'more app')}: see the files changed, and ${elsewhere}.`]),
  ];
}

/** The least that is said of those whose details are left out because nothing is to be noted. */
function factsTable(shown: readonly Shown[]): readonly string[] {
  const rows = shown.flatMap(({ section, level }) => (level.details === 'facts' ? [section.facts] : []));
  if (rows.length === 0) return [];
  return [
    [
      '<details>',
      `<summary><b>${plural(rows.length, 'app')}</b> with nothing to note: digests and places</summary>`,
      '',
      ...table(['App', 'Digest', 'Changed'], rows),
      '',
      '</details>',
    ].join('\n'),
  ];
}

function shortened(
  shown: readonly Shown[],
  details: readonly string[],
  { elsewhere }: Frame,
): readonly string[] {
  const without = details.filter((text) => text === '').length;
  const cut = shown.filter(
    ({ section, level }, index) =>
      details[index] !== '' &&
      (level.details !== 0 || details[index] !== section.details(0) || details[index]?.includes('\n… and ')),
  ).length;
  if (without + cut === 0) return [];
  return [
    `<sub>${[
      ...(cut > 0 ? [`The lists of ${plural(cut, 'app')} are shortened`] : []),
      ...(without > 0 ? [`The details of ${plural(without, 'app')} are left out`] : []),
    ].join('; ')}, because GitHub limits the length of this text: the whole is ${elsewhere}.</sub>`,
  ];
}
