/** Longer than any limit that a service announces: what is beyond is an error of the header. */
const LONGEST = 24 * 60 * 60_000;

/**
 * Milliseconds to wait, from a `Retry-After` of seconds or of a date; undefined without one that can be read.
 * At most a day; 0 for a date that has passed. How long a caller is ready to wait is its own to say.
 * RFC 9110 section 10.2.3
 * @param now milliseconds since 1970
 */
export function parseRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^[0-9]{1,9}$/.test(text)) return Math.min(Number(text) * 1000, LONGEST);
  // A date has a weekday or month name; Date.parse alone would read "-5" as a year.
  const date = text.length < 64 && /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), LONGEST);
}
