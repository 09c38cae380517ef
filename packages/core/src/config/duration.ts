/** Ages in configuration: a whole number of hours or days. */
const DURATION = /^([1-9][0-9]{0,4})(h|d)$/;
const HOUR = 3_600_000;

/** Milliseconds of `36h` or `7d`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === 'd' ? 24 * HOUR : HOUR);
}
