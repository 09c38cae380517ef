/** From numbers to places in a drawing. */

export type Scale = {
  /** Share of the length, in percent, with two digits: enough for a screen of any width. */
  readonly percent: (value: number) => number;
  readonly to: number;
};

/** From zero to `to`; what lies outside is put on the edge. */
export function scaleTo(to: number): Scale {
  const most = to > 0 && Number.isFinite(to) ? to : 1;
  return {
    to: most,
    percent: (value) => Math.round(Math.min(1, Math.max(0, value / most)) * 10_000) / 100,
  };
}

/** The next number that is 1, 2, 2.5, 5 or 10 times a power of ten: what an axis may end with. */
export function roundedUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 2.5, 5].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(6));
}

/** Milliseconds that people count in. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600].map((seconds) => seconds * 1_000);

/** Zero and round times after it, at most so many. */
export function ticks(to: number, most: number): readonly number[] {
  const longest = STEPS.at(-1) ?? 1;
  const step = STEPS.find((one) => to / one <= most) ?? Math.ceil(to / most / longest) * longest;
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, index) => index * step);
}

/** `1:05`, `1:02:05`. @param time milliseconds */
export function clockTime(time: number): string {
  const seconds = Math.round(time / 1_000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}
