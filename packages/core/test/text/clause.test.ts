import fc from 'fast-check';
import { expect, test } from 'vitest';
import { configurationFailure } from '../../src/failure.ts';
import { asClause, withoutDoubledStops } from '../../src/text/clause.ts';

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

const DOUBLED: readonly (readonly [string, string])[] = [
  // A quoted sentence in brackets, at the end and within.
  ['Refused (403 DENIED: grant access.).', 'Refused (403 DENIED: grant access).'],
  ['Refused (grant access.): ask.', 'Refused (grant access): ask.'],
  ['Refused (see "a".).', 'Refused (see "a").'],
  ['Neither (first.) nor (second.).', 'Neither (first) nor (second).'],
  // At the end of a sentence, and of a member of a list.
  ['It failed: not found..', 'It failed: not found.'],
  ['It failed: (not found)..', 'It failed: (not found).'],
  ['docker.io: timed out.; ghcr.io: 500.', 'docker.io: timed out; ghcr.io: 500.'],
  // What is no doubled stop.
  ['It failed.', 'It failed.'],
  ['Two sentences (one. two). Three.', 'Two sentences (one. two). Three.'],
  ['It goes on...', 'It goes on...'],
  ['It goes on (…).', 'It goes on (…).'],
  ['The path is "..".', 'The path is "..".'],
  ['The folder is ".".', 'The folder is ".".'],
  ['The tag is "v1.".', 'The tag is "v1.".'],
  ['The range (1..5).', 'The range (1..5).'],
  ['It leads to (..).', 'It leads to (..).'],
  ['', ''],
];

test.each(DOUBLED)('%j keeps one stop', (text, expected) => {
  expect(withoutDoubledStops(text)).toBe(expected);
  expect(withoutDoubledStops(expected)).toBe(expected);
  const failure = configurationFailure({ code: 'text/example', cause: text, remedy: 'Do it.' });
  expect(failure.message).toBe(expected);
});

test('nothing but full stops goes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('.', ')', '(', ' ', 'a', '"', ';') }), (text) => {
      const less = withoutDoubledStops(text);
      expect(less.replaceAll('.', '')).toBe(text.replaceAll('.', ''));
      expect(less.length).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('a million stops and brackets', () => {
  expect(withoutDoubledStops('a.)'.repeat(500_000)).length).toBeLessThanOrEqual(1_500_000);
});
