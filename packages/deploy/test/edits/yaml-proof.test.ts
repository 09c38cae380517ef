import { expect, test } from 'vitest';
import { type Document, parseAllDocuments } from 'yaml';
import { difference } from '../../src/edits/yaml-proof.ts';

const parse = (text: string) =>
  parseAllDocuments(text, { keepSourceTokens: true, uniqueKeys: false }) as readonly Document.Parsed[];
const wanted = (text: string, value: string) => new Map([[text.indexOf('OLD'), value]]);

test('exactly the wanted value', () => {
  const text = 'a: OLD # c\nb: &x 1\nc: *x\n';
  expect(difference(parse(text), parse(text.replace('OLD', 'new')), wanted(text, 'new'))).toBeUndefined();
});

test.each([
  ['another spelling of the same number', 'a: OLD\nb: 1.0\n', 'a: new\nb: 1.00\n'],
  ['another tag', 'a: OLD\nb: !!str x\n', 'a: new\nb: x\n'],
  ['another anchor', 'a: OLD\nb: &x y\n', 'a: new\nb: y\n'],
  ['another style', 'a: OLD\nb: "y"\n', "a: new\nb: 'y'\n"],
  ['another value', 'a: OLD\nb: y\n', 'a: new\nb: z\n'],
  ['another alias', 'x: &x 1\ny: &y 1\na: OLD\nb: *x\n', 'x: &x 1\ny: &y 1\na: new\nb: *y\n'],
  ['another key', 'a: OLD\nb: y\n', 'a: new\nc: y\n'],
  ['one key more', 'a: OLD\n', 'a: new\nb: y\n'],
  ['one item more', 'a: [OLD]\n', 'a: [new, y]\n'],
  ['a flow mapping', 'a: OLD\nb:\n  c: d\n', 'a: new\nb: { c: d }\n'],
  ['a sequence with a tag', 'a: OLD\nb: !!seq [c]\n', 'a: new\nb: [c]\n'],
  ['a mapping with an anchor', 'a: OLD\nb: &x {c: d}\n', 'a: new\nb: {c: d}\n'],
  ['a mapping for a sequence', 'a: OLD\nb: []\n', 'a: new\nb: {}\n'],
  ['one document more', 'a: OLD\n', 'a: new\n---\nb: y\n'],
  ['another directive', '%YAML 1.1\n---\na: OLD\n', '%YAML 1.2\n---\na: new\n'],
  ['a value for none', 'a: OLD\nb:\n', 'a: new\nb: y\n'],
  ['the wanted value with its anchor gone', 'a: &x OLD\n', 'a: new\n'],
  ['the wanted value with another tag', 'a: OLD\n', 'a: !!str new\n'],
  ['the wanted value not written', 'a: OLD\n', 'a: old\n'],
  ['a sequence for the wanted value', 'a: OLD\n', 'a: [new]\n'],
])('%s is something else', (_name, before, after) => {
  expect(difference(parse(before), parse(after), wanted(before, 'new'))).toBe(
    'something else in the file changes with it',
  );
});

test('a value that is not where it was found', () => {
  expect(difference(parse('a: b\n'), parse('a: b\n'), new Map([[99, 'new']]))).toBe(
    'a value is not where it was found',
  );
});
