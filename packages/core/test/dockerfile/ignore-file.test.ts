import { describe, expect, it } from 'vitest';
import { createIgnore, ignorePatterns } from '../../src/dockerfile/ignore-file.ts';

const ignored = (text: string, path: string) => createIgnore(ignorePatterns(text))(path, 0);

describe('one pattern', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['node_modules', ['node_modules', 'node_modules/a/b'], ['a/node_modules', 'node_modules2']],
    ['**/node_modules', ['node_modules/a', 'a/node_modules/b', 'a/b/node_modules'], ['node_modules2/a']],
    ['/dist/', ['dist', 'dist/a'], ['a/dist']],
    ['./dist', ['dist/a'], ['a/dist']],
    ['*.md', ['a.md', 'a.md/b'], ['a/b.md']],
    ['**/*.md', ['a.md', 'a/b/c.md'], ['a.mdx']],
    ['**.md', ['a.md', 'a/b.md'], ['a.mdx']],
    ['docs/**', ['docs/a', 'docs/a/b'], ['docs', 'docs2/a']],
    ['*/temp*', ['a/temp', 'a/temporary.txt', 'a/tempdir/x'], ['temp', 'a/b/temp']],
    ['temp?', ['tempa', 'tempb/c'], ['temp', 'temp/a', 'tempab']],
    ['[a-c].txt', ['a.txt', 'c.txt'], ['d.txt', 'aa.txt']],
    ['[^a].txt', ['b.txt'], ['a.txt']],
    ['a\\*b', ['a*b'], ['axb']],
    ['a/**/b', ['a/b', 'a/x/y/b', 'a/b/c'], ['a/xb', 'xa/b']],
    ['**', ['a', 'a/b', '.env'], []],
    ['*', ['a', 'a/b', '.env'], []],
    ['.*', ['.git/x', '.env'], ['a/.env']],
    ['a+(b)|c$', ['a+(b)|c$'], ['aab', 'c']],
    ['..', [], ['a']],
    ['.', [], ['a']],
    ['/', [], ['a']],
    ['[a', [], ['[a', 'a']],
    ['[c-a]', [], ['a', 'b']],
    ['!', [], ['a']],
    ['# a', [], ['# a', 'a']],
    [' a ', ['a'], []],
  ])('%s', (pattern, yes, no) => {
    for (const path of yes) expect([path, ignored(pattern, path)]).toEqual([path, true]);
    for (const path of no) expect([path, ignored(pattern, path)]).toEqual([path, false]);
  });
});

it.each<[string, string, boolean]>([
  ['*\n!README.md', 'README.md', false],
  ['*\n!README.md', 'a/README.md', true],
  ['*.md\n!README*.md\nREADME-secret.md', 'README-secret.md', true],
  ['*.md\nREADME-secret.md\n!README*.md', 'README-secret.md', false],
  ['*\n!src', 'src/a/b.ts', false],
  ['*\n!src\nsrc/**/*.test.ts', 'src/a/b.test.ts', true],
  ['*\n!apps/api\n!packages/**/*.ts', 'packages/x/y.ts', false],
  ['*\n!apps/api\n!packages/**/*.ts', 'packages/x/y.md', true],
  ['a\r\n!a/b\r\n', 'a/b', false],
  ['\ufeffa', 'a', true],
])('%j: %s is left out: %s', (text, path, expected) => {
  expect(ignored(text, path)).toBe(expected);
});

it('is done in time, whatever the pattern', () => {
  const path = `${'a/'.repeat(500)}b`;
  const started = performance.now();
  expect(ignored(`${'**/a*'.repeat(100)}c`, path)).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});
