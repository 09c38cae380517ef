import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { toAscii } from '../../scripts/ascii.ts';

it.each([
  "'a → b'",
  '"é\u2028ü"',
  '`→ ${1 + 1} …`',
  "'😀'",
  '/[→…]/.test("…")',
  '/^[😀]$/u.test("😀")',
  '/\\p{L}→/u.source.length > 0',
  '(() => { /* → */ const ñ = 1; return ñ; })()',
])('means the same: %s', (code) => {
  const ascii = toAscii(code);
  expect(ascii).toMatch(/^[\0-\x7f]*$/);
  expect(runInNewContext(ascii)).toEqual(runInNewContext(code));
});

it('refuses what would read the escape itself', () => {
  expect(() => toAscii('String.raw`→`')).toThrow('String.raw');
});
