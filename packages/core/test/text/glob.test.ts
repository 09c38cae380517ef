import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { createMatcher, literalsIn, MAX_PATTERN } from '../../src/text/glob.ts';

test.each([
  ['a/*.yaml', 'a/b.yaml', true],
  ['a/*.yaml', 'a/b/c.yaml', false],
  ['**/x.yaml', 'x.yaml', true],
  ['**/x.yaml', 'a/b/x.yaml', true],
  ['a/**/b/**', 'a/b', true],
  ['a/**/b/**', 'a/c/d/b/e', true],
  ['a/**/b', 'a/bb', false],
  ['v-*-*.yaml', 'v-a-b.yaml', true],
  ['v-*-*.yaml', 'v-.yaml', false],
  ['*a*', 'bab', true],
  ['a*a', 'a', false],
  ['a[b].yaml', 'a[b].yaml', true],
  ['a?.yaml', 'ab.yaml', false],
  [`${'*a'.repeat(50)}*b`, 'a'.repeat(5_000), false],
  [`${'**/'.repeat(60)}b`, 'a/'.repeat(500), false],
  ['a{b,c}', 'ab', false],
  ['a/**', 'a', true],
  ['.github/*', '.github/.x', true],
])('wildcards %#: %.40s on %.40s: %s', (pattern, path, expected) => {
  expect(createMatcher([pattern], 'wildcards')(path)).toBe(expected);
});

test.each([
  ['a/*.json', 'a/b.json', true],
  ['a/*.json', 'a/b/c.json', false],
  ['**/c.json', 'c.json', true],
  ['**/c.json', 'a/b/c.json', true],
  ['a/**', 'a/b/c', true],
  ['a/**/d', 'a/d', true],
  ['a/?.js', 'a/b.js', true],
  ['a/{b,c}/d', 'a/c/d', true],
  ['a/[bc].js', 'a/c.js', true],
  ['a/[!bc].js', 'a/c.js', false],
  ['[xa-c].js', 'x.js', true],
  ['[xa-c].js', 'b.js', true],
  ['[xa-c].js', 'd.js', false],
  // A range that runs backward makes all of it text.
  ['[xz-a].js', 'x.js', false],
  ['[xz-a].js', '[xz-a].js', true],
  ['a.b', 'axb', false],
  ['a[', 'a[', true],
  ['a(b)+', 'a(b)+', true],
  ['a/**', 'a', false],
  ['**', 'a/b', true],
  ['/a/./b', 'a/./b', true],
  ['./a', 'a', true],
  ['a/*', 'a/.b', true],
  ['a/**/*.md', 'a/.b/c.md', true],
  ['{a,b/c}/d', 'b/c/d', true],
  ['{a,b}{1,2}', 'b2', true],
  ['{a,b}{1,2}', 'b', false],
  ['{}a', 'a', true],
  ['a\\{b}', 'a{b}', true],
  ['a\\*', 'a*', true],
  ['a\\*', 'ab', false],
  ['usr/**.jar', 'usr/lib/x.jar', true],
  ['usr/x**', 'usr/xa/b', true],
  ['[a-c]1', 'b1', true],
  ['[a-c]1', 'd1', false],
  ['[^a-c]1', 'd1', true],
  ['[c-a]', '[c-a]', true],
  ['!a', 'b', false],
  ['!a', '!a', true],
  ['@(a|b)', 'a', false],
  ['+(a)', '+(a)', true],
  ['?', '\u{1f600}', true],
  [`${'*a'.repeat(50)}*b`, 'a'.repeat(4_000), false],
  [`${'**/'.repeat(60)}b`, 'a/'.repeat(500), false],
  [`${'{a,b}'.repeat(60)}`, 'a'.repeat(60), false],
  ['{'.repeat(900), 'a', false],
  ['['.repeat(900), '['.repeat(900), true],
  [`${'a**'.repeat(300)}b`, 'a'.repeat(4_000), false],
  ['*'.repeat(MAX_PATTERN + 1), 'a', false],
])('full %#: %.40s on %.40s: %s', (pattern, path, expected) => {
  const started = performance.now();
  expect(createMatcher([pattern], 'full')(path)).toBe(expected);
  // Whatever the pattern. A matcher that tries all ways needs hours for some of these.
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('one of several patterns is enough, none matches nothing', () => {
  expect(createMatcher(['b', 'a'], 'full')('a')).toBe(true);
  expect(createMatcher([], 'full')('a')).toBe(false);
});

test.each<[string, readonly string[]]>([
  ['**/service-7/**/*.ts', ['service-7']],
  ['{apps,libs}/**/web*', ['apps', 'libs']],
  ['*', ['']],
  ['**/[ab]c', ['']],
  ['./a/b?', ['a']],
  ['a'.repeat(MAX_PATTERN), ['a'.repeat(MAX_PATTERN)]],
  [`${'{a}'.repeat(400)}`, [`${'{a}'.repeat(400)}`]],
])('literals %#: in what %.40s is about there is one of %j', (pattern, expected) => {
  expect(literalsIn(pattern)).toEqual(expected);
});

/** Without what the two understand differently on purpose: `**` beside other characters. */
const name = fc.stringMatching(/^[ab.]{1,4}$/).filter((text) => text !== '.' && text !== '..');
const part = fc.oneof(
  fc.constant('**'),
  fc
    .array(fc.constantFrom('a', 'b', '.', '?', '*', '[ab]', '[^a]'), { minLength: 1, maxLength: 4 })
    .map((tokens) => tokens.join('').replace(/\*+/g, '*')),
);
test('property: as picomatch, wherever that takes no time', () => {
  fc.assert(
    fc.property(
      fc
        .array(part, { minLength: 1, maxLength: 4 })
        .filter((parts) => !parts.some((text) => text === '.' || text === '..')),
      fc.array(name, { minLength: 1, maxLength: 4 }),
      (parts, names) => {
        const [pattern, path] = [parts.join('/'), names.join('/')];
        const theirs = picomatch(pattern, {
          dot: true,
          strictSlashes: true,
          noextglob: true,
          nonegate: true,
        });
        expect(createMatcher([pattern], 'full')(path), `${pattern} on ${path}`).toBe(theirs(path));
      },
    ),
    { numRuns: 2_000 },
  );
});
