import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asClause } from '../../src/text/clause.ts';

test.each([
  ['It failed. ', 'It failed'],
  ['a.b. . .\n', 'a.b'],
  ['...', ''],
  ['', ''],
  ['no stop', 'no stop'],
])('%j', (text, expected) => {
  expect(asClause(text)).toBe(expected);
});

test('does what the pattern does', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('.', ' ', 'a', '\n', '\u00a0') }), (text) => {
      expect(asClause(text)).toBe(text.replace(/[.\s]+$/, ''));
    }),
  );
});

test('a million dots before a letter', () => {
  const text = `${'.'.repeat(1_000_000)}x`;
  expect(asClause(text)).toBe(text);
});
