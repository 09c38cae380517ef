import { expect, test } from 'vitest';
import { parseRetryAfter } from '../src/retry-after.ts';

const now = Date.parse('Sun, 01 Nov 2026 00:00:00 GMT');
const DAY = 86_400_000;

test.each<[string | null | undefined, number | undefined]>([
  ['0', 0],
  ['7', 7000],
  [' 120 ', 120_000],
  ['999999999', DAY],
  ['Sun, 01 Nov 2026 00:00:30 GMT', 30_000],
  ['Sunday, 01-Nov-26 00:00:30 GMT', 30_000],
  ['Sat, 31 Oct 2026 00:00:00 GMT', 0],
  ['Sun, 01 Nov 2027 00:00:00 GMT', DAY],
  [null, undefined],
  [undefined, undefined],
  ['', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['99999999999999999999', undefined],
  [`Sun, 01 Nov 2026 00:00:30 GMT${' '.repeat(10)}${'('.repeat(100)}`, undefined],
])('%j → %j', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
