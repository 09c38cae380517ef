/** The page of failures: what its generator reads, and that no code is left without a word. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { failureMessages } from '../../scripts/failure-messages.ts';
import { troubleshootingPage } from '../../scripts/troubleshooting.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('messages are read from a module', () => {
  test.each<[string, string, readonly (readonly [string, string, string])[]]>([
    [
      'as they stand',
      "throw failure({ code: 'a/b', cause: 'It is.', remedy: 'Do.', error });",
      [['a/b', 'It is.', 'Do.']],
    ],
    [
      'with what is filled in, and both of two',
      'const e = f({ code: "a/b", cause: `No "${name}": ` + why, remedy: x ? "One." : `Two ${y}.` });',
      [['a/b', 'No "…": …', 'One. Or: Two ….']],
    ],
    [
      'of a function that takes them',
      "const wrong = (cause: string, remedy: string) => failure({ code: 'a/b', cause, remedy });\nthrow wrong('It is.', 'Do.');",
      [['a/b', 'It is.', 'Do.']],
    ],
    [
      'of a function that takes the code too',
      "function no(code: Code, cause: string, remedy: string): never { throw failure({ code, cause, remedy }); }\nno('a/c', 'It is.', 'Do.');",
      [['a/c', 'It is.', 'Do.']],
    ],
    ['and nothing else', "call({ code: 'a/b' }); call({ code, cause: 'x', remedy: 'y' });", []],
  ])('%s', (_, source, messages) => {
    expect(failureMessages(source).map(({ code, cause, remedy }) => [code, cause, remedy])).toEqual(messages);
  });
});

it('is the page in docs/, and says something of every code', () => {
  const page = troubleshootingPage(root);
  expect(readFileSync(path.join(root, 'docs/troubleshooting.md'), 'utf8')).toBe(page);
  const entries = page.split('<a id="').slice(1);
  expect(entries.length).toBeGreaterThan(350);
  expect(entries.filter((entry) => /^[^"]+"><\/a>`[^`]+`\s*$/.test(entry.split('\n##')[0] ?? ''))).toEqual(
    [],
  );
  const anchors = entries.map((entry) => entry.slice(0, entry.indexOf('"')));
  expect(new Set(anchors).size).toBe(anchors.length);
});

it('has an entry for every code that a user can meet', async () => {
  const rooms = globSync('{packages,actions}/*/src/failure-codes.ts', { cwd: root }).filter(
    (file) => !/packages\/(?:testing|fake-github)\//.test(file),
  );
  const lists = await Promise.all(
    rooms.map(
      async (file) => (await import(path.join(root, file))) as { readonly FAILURE_CODES: readonly string[] },
    ),
  );
  const codes = lists.flatMap(({ FAILURE_CODES }) => FAILURE_CODES);
  expect(codes.length).toBeGreaterThan(350);
  const page = troubleshootingPage(root);
  expect(codes.filter((code) => !page.includes(`<a id="${code.replace('/', '-')}"></a>`))).toEqual([]);
});
