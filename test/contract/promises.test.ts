/**
 * Work that is started and waited for later: when something between the two throws, its own failure is one that nobody
 * waits for, and ends the process. Such a promise is named, so that it can be found here: what a name stands for is
 * awaited, caught or settled right where it was made.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const sources = ['packages', 'actions'].flatMap((parent) =>
  readdirSync(path.join(root, parent), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[^/]+\/src\/.*\.ts$/.test(file))
    .map((file) => path.join(parent, file)),
);

/** Characters in which it is taken care of. */
const NEAR = 400;

/** Names that are awaited and were given a promise that nothing held at once. */
function loose(text: string): readonly string[] {
  const awaited = new Set(
    [...text.matchAll(/\bawait ([A-Za-z_$][\w$]*)\s*[;,)\]]/g)].map(([, name = '']) => name),
  );
  return [...awaited].filter((name) => {
    // `new Promise((resolve) =>` has no way to fail; a `let` is filled in later, and caught where that is.
    const made = new RegExp(
      `\\bconst ${name}\\b[^=;]*=(?!\\s*(?:\\[|await\\b|new Promise<void>\\(\\(resolve\\) =>))`,
    ).exec(text);
    if (made === null)
      return new RegExp(`\\blet ${name}: Promise<void>`).test(text) && !text.includes(`${name}.catch(`);
    const near = text.slice(made.index, made.index + NEAR);
    return !new RegExp(
      `await ${name}\\b|\\b${name}\\.catch\\(|Promise\\.all(?:Settled)?\\(\\[[^\\]]*\\b${name}\\b`,
    ).test(near);
  });
}

it.each([
  ['const a = work();\nawait b();\nawait a;', ['a']],
  ['const a = work();\nawait a;', []],
  ['const a = work();\na.catch(() => {});\nawait b();\nawait a;', []],
  ['const a = work();\nawait Promise.allSettled([a, b()]);\nawait a;', []],
  ['const a = await work();\nawait b();', []],
])('%j', (text, names) => {
  expect(loose(text.replaceAll('await b();', `await b(); //${'-'.repeat(NEAR)}\n`))).toEqual(names);
});

it('no source makes one', () => {
  const found = sources.flatMap((file) =>
    loose(readFileSync(path.join(root, file), 'utf8')).map((name) => `${file}: ${name}`),
  );
  expect(sources.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});
