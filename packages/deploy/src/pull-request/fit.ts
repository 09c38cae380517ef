/** Makes a text of sections that is no longer than what takes it. */
import { plural, table } from './format.ts';
import { HEAD } from './row.ts';
import type { Section } from './sections.ts';

export type Frame = {
  /** What stands above the table. */
  readonly head: readonly string[];
  /** Where the whole can be read, as the end of a sentence: `in the job summary of …`. */
  readonly elsewhere: string;
  readonly limit: number;
  /** In the unit of the limit. */
  readonly measure: (text: string) => number;
};

/**
 * Shortens all details step by step, then leaves details out from the last app on, then alerts and rows. What is left
 * out is said.
 */
export function fit(sections: readonly Section[], frame: Frame): string {
  const steps = Math.max(0, ...sections.map(({ details }) => details.length));
  const fits = (text: string) => frame.measure(text) <= frame.limit;
  /** At the step before, for as many sections as fit; the others at `step`. */
  const render = (step: number, better: number) =>
    assemble(sections, frame, (index) => (index < better ? step - 1 : step));
  for (let step = 0; step <= steps; step += 1) {
    if (!fits(render(step, 0))) continue;
    if (step === 0) return render(0, 0);
    return render(
      step,
      largest(sections.length, (count) => fits(render(step, count))),
    );
  }
  const bare = (rows: number, alerted: number) => assemble(sections, frame, () => steps, rows, alerted);
  // Rows show the risk as well: they go last.
  const rows = largest(sections.length, (count) => fits(bare(count, 0)));
  return bare(
    rows,
    largest(rows, (count) => fits(bare(rows, count))),
  );
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

function assemble(
  sections: readonly Section[],
  { head, elsewhere }: Frame,
  stepOf: (index: number) => number,
  rows = sections.length,
  alerted = rows,
): string {
  const shown = sections.slice(0, rows);
  const details = sections.map(({ details: texts }, index) => texts[stepOf(index)] ?? '');
  const without = details.filter((text) => text === '').length;
  const shortened = sections.filter(
    ({ details: [whole] }, index) =>
      details[index] !== '' && (details[index] !== whole || whole?.includes('\n… and ')),
  ).length;
  return [
    ...head,
    ...alertBoxes(shown.slice(0, alerted)),
    ...(shown.slice(alerted).some(({ alerts }) => alerts.length > 0)
      ? ['**There are warnings about more apps than are named here**: see the table.']
      : []),
    [...table(HEAD, [HEAD]).slice(0, 2), ...shown.map(({ row }) => row)].join('\n'),
    ...(rows < sections.length
      ? [`… and ${plural(sections.length - rows, 'more app')}: see the files changed, and ${elsewhere}.`]
      : []),
    ...details.filter((text) => text !== ''),
    ...(without > 0 || shortened > 0
      ? [
          `<sub>${[
            ...(shortened > 0 ? [`The lists of ${plural(shortened, 'app')} are shortened`] : []),
            ...(without > 0 ? [`The details of ${plural(without, 'app')} are left out`] : []),
          ].join('; ')}, because GitHub limits the length of this text: the whole is ${elsewhere}.</sub>`,
        ]
      : []),
  ].join('\n\n');
}

function alertBoxes(sections: readonly Section[]): readonly string[] {
  const all = sections.flatMap(({ alerts }) => alerts);
  return (['CAUTION', 'WARNING'] as const).flatMap((level) => {
    const lines = all.filter((alert) => alert.level === level).map(({ line }) => line);
    return lines.length === 0 ? [] : [[`> [!${level}]`, ...lines].join('\n')];
  });
}
