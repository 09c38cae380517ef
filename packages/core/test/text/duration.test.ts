import { expect, test } from 'vitest';
import { formatDuration } from '../../src/text/duration.ts';

test.each([
  [0, '0.0 s'],
  [49, '0.0 s'],
  [1_400, '1.4 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_499, '59 s'],
  [59_500, '1 min 0 s'],
  [65_000, '1 min 5 s'],
  [3_725_000, '62 min 5 s'],
])('%d ms is %s', (time, text) => {
  expect(formatDuration(time)).toBe(text);
});
