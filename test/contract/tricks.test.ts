/** The table of tricks in the threat model is complete, and its tests are there and start bundles. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

type Row = { readonly id: string; readonly tests: readonly (readonly [file: string, name: string])[] };

const rows: readonly Row[] = read('docs/threat-model.md')
  .split('\n')
  .flatMap((line) => {
    const [, id, , tests] = /^\| ([AST]\d+) \| (.+?) \| (.+) \|$/.exec(line) ?? [];
    return id === undefined || tests === undefined ? [] : [{ id, tests: testsIn(tests) }];
  });

/** `file`: name · name; `file`: name */
function testsIn(text: string): Row['tests'] {
  return text.split(/; (?=`)/).flatMap((part) => {
    const [, file, names] = /^`([^`]+)`: (.+)$/.exec(part) ?? [];
    if (file === undefined || names === undefined) throw new Error(`no file and tests: ${part}`);
    return names.split(' · ').map((name): readonly [string, string] => [file, name]);
  });
}

const upTo = (kind: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${kind}${from + at}`);

it('every trick is in the table', () => {
  expect(rows.map(({ id }) => id)).toEqual([
    ...['A0', 'A2', ...upTo('T', 1, 11), 'T17', 'T18'],
    ...upTo('S', 1, 6),
  ]);
});

/** What starts bundles. The cache of a release is decided by the workflow file alone. */
const THROUGH_BUNDLES = /\b(?:runBundle|startBundledOps|byBundle)\(/;
const WORKFLOW_ALONE = 'T11';

describe.each(rows)('$id', ({ id, tests }) => {
  it.each(tests)('%s: %s', (file, name) => {
    expect(existsSync(path.join(root, file)), file).toBe(true);
    const text = read(file).replaceAll("\\'", "'");
    expect(text.includes(name), name).toBe(true);
    if (id !== WORKFLOW_ALONE) expect(text).toMatch(THROUGH_BUNDLES);
  });
});
