import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_BITS, matcherOf, matchesWithin } from '../../src/dockerfile/pattern-matcher.ts';
import { tokensOf } from '../../src/dockerfile/pattern-tokens.ts';

const part = fc.constantFrom(
  'a',
  'b',
  '.',
  '/',
  '*',
  '**',
  '**/',
  '/**',
  '?',
  '[ab]',
  '[^a/]',
  '[b-z]',
  '\\*',
  '𝒳',
);
const pattern = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''));
const path = fc
  .array(fc.constantFrom('a', 'b', 'c', '.', '/', '*', '𝒳', 'ab/', '/b'), { maxLength: 16 })
  .map((parts) => parts.join(''));

it('by bits and by sets of positions, a pattern is about the same paths', () => {
  let [about, notAbout] = [0, 0];
  fc.assert(
    fc.property(pattern, fc.array(path, { minLength: 1, maxLength: 6 }), (text, paths) => {
      const tokens = tokensOf(text);
      if (tokens === undefined || tokens.length > MAX_BITS) return;
      const byBits = matcherOf(tokens);
      for (const each of paths) {
        const expected = matchesWithin(tokens, each);
        // Twice: what a character may be is remembered.
        expect([text, each, byBits(each), byBits(each)]).toEqual([text, each, expected, expected]);
        if (expected) about += 1;
        else notAbout += 1;
      }
    }),
    { numRuns: 3000 },
  );
  expect(about).toBeGreaterThan(300);
  expect(notAbout).toBeGreaterThan(300);
});

it('as many positions as a number has bits, and one more', () => {
  for (const length of [MAX_BITS - 1, MAX_BITS, MAX_BITS + 1]) {
    const tokens = tokensOf(`${'*a'.repeat(length)}`.slice(0, length)) ?? [];
    expect(tokens).toHaveLength(length);
    const matches = matcherOf(tokens);
    for (const text of [
      'a'.repeat(length),
      `b${'a'.repeat(length)}`,
      'a'.repeat(3),
      `${'ba'.repeat(length)}/c`,
    ])
      expect([length, text, matches(text)]).toEqual([length, text, matchesWithin(tokens, text)]);
  }
});
