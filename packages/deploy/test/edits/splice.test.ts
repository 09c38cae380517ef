import { Failure } from '@sealift/core/failure';
import { decodeText } from '@sealift/core/text/decode';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, parse, parseDocument, stringify, visit } from 'yaml';
import { findPath } from '../../src/edits/find-path.ts';
import { splice as spliceAll } from '../../src/edits/splice.ts';
import { parseYamlSource } from '../../src/edits/yaml-source.ts';

type Path = readonly (string | number)[];

/** One value of a YAML file, by the parts that every edit is made of. */
function replaceScalar(source: string, path: Path, value: string, file: string) {
  const parsed = parseYamlSource(source, file);
  const scalar = findPath(parsed, { segments: path });
  const { text, lines } = spliceAll(parsed, [{ scalar, value }]);
  const [changed = { line: 1, lineBefore: '', lineAfter: '' }] = lines;
  return { text, before: scalar.text, after: value, ...changed };
}

const splice = (text: string, path: Path, value: string) =>
  replaceScalar(text, path, value, 'values.yaml').text;

const failure = (work: () => unknown): Failure => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
};

/** Values that one reader or another takes for a number, a boolean, null or a date, or that need escapes. */
const ADVERSARIAL = [
  '1.10',
  '0123456',
  '12e4567',
  '1e3',
  '.5',
  '5.',
  '0x1F',
  '0X1F',
  '0b11',
  '0B11',
  '0o17',
  '0O17',
  '1_000',
  '+1',
  '08',
  '190:20:30',
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  'n',
  'true',
  'False',
  '~',
  'null',
  'NULL',
  '',
  ' ',
  ' a',
  'a ',
  '.inf',
  '-.INF',
  '.nan',
  '2001-01-01',
  '2001-1-1',
  '2001-12-14t21:59:43.10-05:00',
  '=',
  '<<',
  '-',
  '- a',
  '? a',
  ': a',
  'a: b',
  'a #b',
  '#b',
  'a,b',
  '[a',
  '{a',
  '}',
  ']',
  '*a',
  '&a',
  '!a',
  '!!str a',
  '|',
  '>',
  '@a',
  '`a',
  '%a',
  '"',
  "'",
  '"a"',
  "'a'",
  "it's",
  'a"b',
  'a\\b',
  '\\n',
  'a\tb',
  '---',
  '...',
  'é',
  '日本',
  '💥',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\u0085',
  '\u0007',
  '::error::x',
  '0'.repeat(40),
  '7'.repeat(40),
  `1234e567${'0'.repeat(32)}`,
  `v1@sha256:${'a'.repeat(64)}`,
  'sha-0123456',
  '1.2.3',
  'v1.2.3-rc.1+5',
  'latest',
];

describe('replaceScalar keeps everything else', () => {
  const path = ['image', 'tag'];
  test.each([
    [
      'double quotes and a comment',
      'image:\n  tag: "a"   # deployed\n',
      'b',
      'image:\n  tag: "b"   # deployed\n',
    ],
    ['single quotes', "image:\n  tag: 'a'\n", "it's", "image:\n  tag: 'it''s'\n"],
    ['plain', 'image:\n  tag: sha-a\n', 'sha-b', 'image:\n  tag: sha-b\n'],
    ['mixed line endings', 'image:\r\n  tag: a\r\nx: 1\n', 'b', 'image:\r\n  tag: b\r\nx: 1\n'],
    ['a byte order mark', '\ufeffimage:\n  tag: a\n', 'b', '\ufeffimage:\n  tag: b\n'],
    ['no final newline', 'image:\n  tag: a', 'b', 'image:\n  tag: b'],
    [
      'blank lines and odd indent',
      '\n\nimage:\n\n     tag:    a\n\n\n',
      'b',
      '\n\nimage:\n\n     tag:    b\n\n\n',
    ],
    ['trailing blanks', 'image: \n  tag: a  \n', 'b', 'image: \n  tag: b  \n'],
    ['flow mapping', 'image: {repository: x, tag: a} # c\n', 'b', 'image: {repository: x, tag: b} # c\n'],
    ['JSON', '{"image":{"tag":"a","n":1}}', 'b', '{"image":{"tag":"b","n":1}}'],
    ['quoted keys', '"image":\n  \'tag\': a\n', 'b', '"image":\n  \'tag\': b\n'],
    ['an empty value', 'image:\n  tag:\n  x: 1\n', 'b', 'image:\n  tag: b\n  x: 1\n'],
    ['an empty value before a comment', 'image:\n  tag: # none\n', 'b', 'image:\n  tag: b # none\n'],
    ['an empty value in a flow mapping', 'image: {tag: , x: 1}\n', 'b', 'image: {tag: b, x: 1}\n'],
    ['null', 'image:\n  tag: ~\n', 'b', 'image:\n  tag: b\n'],
    ['a float that becomes a string', 'image:\n  tag: 1.10\n', '1.10', 'image:\n  tag: "1.10"\n'],
    ['a boolean of YAML 1.1', 'image:\n  tag: on\n', 'off', 'image:\n  tag: "off"\n'],
    ['a str tag', 'image:\n  tag: !!str 5\n', 'b', 'image:\n  tag: !!str b\n'],
    ['an anchor nobody refers to', 'image:\n  tag: &t a\n', 'b', 'image:\n  tag: &t b\n'],
    [
      'aliases elsewhere',
      'a: &x [1]\nb: *x\nimage:\n  tag: a\n',
      'b',
      'a: &x [1]\nb: *x\nimage:\n  tag: b\n',
    ],
    [
      'a merge with an own value',
      'a: &x {n: 1}\nimage:\n  <<: *x\n  tag: a\n',
      'b',
      'a: &x {n: 1}\nimage:\n  <<: *x\n  tag: b\n',
    ],
    ['a duplicate key elsewhere', 'x: 1\nx: 2\nimage: {tag: a}\n', 'b', 'x: 1\nx: 2\nimage: {tag: b}\n'],
    ['second document', 'x: 1\n---\nimage: {tag: a}\n...\n', 'b', 'x: 1\n---\nimage: {tag: b}\n...\n'],
    ['directive', '%YAML 1.1\n---\nimage: {tag: yes}\n', 'no', '%YAML 1.1\n---\nimage: {tag: "no"}\n'],
    [
      'impossible date of YAML 1.1',
      'd: 2001-13-45\nimage: {tag: a}\n',
      'b',
      'd: 2001-13-45\nimage: {tag: b}\n',
    ],
    ['the same string: not one byte', 'image:\n  tag:   "a"\n', 'a', 'image:\n  tag:   "a"\n'],
  ])('%s', (_name, text, value, expected) => {
    expect(splice(text, path, value)).toBe(expected);
  });

  test('sequences by position, keys with dots, numeric keys', () => {
    const text = 'list:\n- {a.b: x}\n- tag: 1 # one\n8080:\n  tag: x\n';
    expect(splice(text, ['list', 1, 'tag'], 'z')).toBe(text.replace('1 # one', 'z # one'));
    expect(splice(text, ['list', '0', 'a.b'], 'z')).toBe(text.replace('a.b: x', 'a.b: z'));
    expect(splice(text, ['8080', 'tag'], 'z')).toBe(text.replace('tag: x', 'tag: z'));
  });

  test('reports the line and both values', () => {
    expect(replaceScalar('a: 1\r\nimage:\r\n  tag: "x" # c\r\n', path, 'y', 'f')).toEqual({
      text: 'a: 1\r\nimage:\r\n  tag: "y" # c\r\n',
      line: 3,
      before: 'x',
      after: 'y',
      lineBefore: '  tag: "x" # c',
      lineAfter: '  tag: "y" # c',
    });
  });
});

describe('replaceScalar refuses', () => {
  test.each([
    ['an alias', 'a: &x 1\nt: *x\n', ['t'], 2, /alias "\*x"/],
    ['a path through an alias', 'a: &x {t: 1}\nb: *x\n', ['b', 't'], 2, /alias/],
    ['an inherited value', 'a: &x {t: 1}\nb:\n  <<: *x\n', ['b', 't'], 3, /inherited/],
    ['a value that others refer to', 'a: &x 1\nt: *x\n', ['a'], 2, /shared/],
    ['a value inside a mapping that others inherit', 'a: &x {t: 1}\nb: {<<: *x}\n', ['a', 't'], 2, /shared/],
    ['a literal block', 'x: 1\nt: |\n  a\n  b\n', ['t'], 2, /block of lines/],
    ['a folded block', 't: >-\n  a\n  b\n', ['t'], 1, /block of lines/],
    ['an empty block', 't: |\n\n', ['t'], 1, /block of lines/],
    ['a plain scalar over lines', 't: a\n  b\n', ['t'], 1, /more than one line/],
    ['a quoted scalar over lines', 't: "a\n  b"\n', ['t'], 1, /more than one line/],
    ['a duplicate key', 't: 1\nx: 2\nt: 3\n', ['t'], 3, /twice/],
    ['a duplicate key above', 'i: {t: 1}\ni: {t: 2}\n', ['i', 't'], 2, /twice/],
    ['a duplicate key in other quotes', 't: 1\n"t": 2\n', ['t'], 2, /twice/],
    ['a mapping', 't: {a: 1}\n', ['t'], 1, /a mapping/],
    ['a sequence', 'x:\nt: [1]\n', ['t'], 2, /a sequence/],
    ['a key without a value', 't: {a}\n', ['t', 'a'], 1, /without a value/],
    [
      'a missing key, and says what there is',
      'x: 1\ni:\n  a: 1\n  b: 2\n',
      ['i', 't'],
      3,
      /has no key "t" \(it has a, b\)/,
    ],
    ['a path below a value', 'i: 1\n', ['i', 't'], 1, /single value/],
    ['a position that is not there', 'i: [1]\n', ['i', 1], 1, /without the position/],
    ['an empty file', '', ['t'], 1, /empty/],
    ['two documents with the path', 't: 1\n---\nt: 2\n', ['t'], 3, /more than one document/],
    ['another type tag', 't: !!int 1\n', ['t'], 1, /type tag/],
    ['a template expression', 'a: 1\nt: "{{ .Values.x }}"\n', ['t'], 2, /template/],
    ['a templated file', 'a: 1\n{{- if .Values.x }}\nt: 1\n{{- end }}\n', ['t'], 2, /template/],
    ['a syntax error', 'a: 1\n\tt: 1\n', ['t'], 2, /not YAML/],
    ['endless brackets', '['.repeat(50_000), ['t'], undefined, /YAML/],
  ] as const)('%s', (_name, text, path, line, message) => {
    const thrown = failure(() => splice(text, path, 'new'));
    expect(thrown.category).toBe('configuration');
    expect(thrown.message).toMatch(message);
    expect(thrown.location?.file).toBe('values.yaml');
    if (line !== undefined) expect(thrown.location?.line).toBe(line);
    expect(thrown.remedy).not.toBe('');
  });

  test.each(['a\nb', 'a\r', '\ud800', '{{ .Values.x }}', 'a<%= 1 %>'])(
    'a value that is not one line of plain text: %j',
    (value) => {
      expect(failure(() => splice('t: 1\n', ['t'], value)).category).toBe('configuration');
    },
  );

  test('bytes that are not UTF-8', () => {
    expect(failure(() => decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0), 'f')).message).toBe(
      'f is not UTF-8 text.',
    );
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), 'f')).toBe('\ufeffa');
  });
});

const FORMS = [
  't: old',
  't: "old"',
  "t: 'old'",
  '{t: old}',
  '{"t":"old"}',
  '- [old, 1]',
  't:',
  '? t\n: old',
] as const;

describe.each(FORMS)('adversarial values in %j', (form) => {
  const path = form.startsWith('-') ? [0, 0] : ['t'];
  test.each(ADVERSARIAL)('%j', (value) => {
    const text = splice(`# head\n${form} # tail\n`, path, value);
    expect(text.split('\n')).toHaveLength(form.split('\n').length + 2);
    expect(text.endsWith(' # tail\n')).toBe(true);
    for (const version of ['1.1', '1.2'] as const)
      expect(parseDocument(text, { version }).getIn(path)).toBe(value);
  });
});

const word = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z0-9._-]{0,8}$/),
  fc.constantFrom(...ADVERSARIAL.filter((value) => value !== '<<' && value !== '')),
);
/** Keys are found as they are written, so numbers as keys are a case of their own above. */
const key = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z0-9._-]{0,8}$/),
  fc.constantFrom('a b', "it's", 'a.b', '日本', '💥', 'a: b', '#x', '', 'on'),
);
const leaf = fc.oneof(
  word,
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
  fc.constant('a\nb\n'),
);
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    leaf,
    tie('map'),
    fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
  ),
  map: fc.dictionary(key, tie('node'), { minKeys: 1, maxKeys: 5 }),
})).map;

/** The same data in many hands' styles: indent, quoting, flow, comments, blank lines, line endings, BOM. */
const file = fc
  .record({
    data: tree,
    indent: fc.integer({ min: 2, max: 5 }),
    quote: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE') as fc.Arbitrary<
      'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE'
    >,
    flow: fc.infiniteStream(fc.nat(9)),
    comments: fc.infiniteStream(fc.constantFrom(undefined, undefined, ' note: "x" # y', ' {{ t }}')),
    eol: fc.constantFrom('\n', '\r\n'),
    bom: fc.boolean(),
    final: fc.boolean(),
  })
  .map(({ data, indent, quote, flow, comments, eol, bom, final }) => {
    const document = parseDocument(
      stringify(data, { defaultStringType: quote, lineWidth: 0, version: '1.1' }),
      { version: '1.1' },
    );
    visit(document, {
      Collection(_key, node) {
        if (flow.next().value === 0) node.flow = true;
      },
      Pair(_key, pair) {
        const comment = comments.next().value;
        if (
          comment !== undefined &&
          pair.key !== null &&
          typeof pair.key === 'object' &&
          'commentBefore' in pair.key
        )
          pair.key.commentBefore = comment;
      },
    });
    const text = document.toString({ indent, lineWidth: 0 });
    return `${bom ? '\ufeff' : ''}${(final ? text : text.trimEnd()).replaceAll('\n', eol)}`;
  });

/** Every path that leads to a scalar, by an independent walk over the plain data. */
function leaves(data: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(data)) return data.flatMap((item, index) => leaves(item, [...path, index]));
  if (data !== null && typeof data === 'object' && !(data instanceof Date) && !(data instanceof Uint8Array))
    return Object.entries(data).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [[...path]];
}

function withValue(data: unknown, [head, ...rest]: readonly (string | number)[], value: string): unknown {
  if (head === undefined) return value;
  if (Array.isArray(data))
    return data.map((item, index) => (index === head ? withValue(item, rest, value) : item));
  return Object.fromEntries(
    Object.entries(data as object).map(([key, item]) => [
      key,
      key === head ? withValue(item, rest, value) : item,
    ]),
  );
}

test('property: exactly the named scalar changes, in every style of file', () => {
  let edits = 0;
  fc.assert(
    fc.property(
      file,
      fc.nat(),
      fc.oneof(
        word,
        fc
          .string({ unit: 'grapheme' })
          .filter((text) => !/[\r\n]/.test(text) && text.isWellFormed() && !/\{\{|\{%|<%|\$/.test(text)),
      ),
      (text, pick, value) => {
        const data: unknown = parse(text, { uniqueKeys: false });
        const paths = leaves(data);
        fc.pre(paths.length > 0);
        const path = paths[pick % paths.length] ?? [];
        let after: string;
        try {
          after = splice(text, path, value);
        } catch (thrown) {
          // Blocks, templates and merge keys are refused; nothing may be called a bug of ours.
          expect(thrown).toBeInstanceOf(Failure);
          expect((thrown as Failure).category).toBe('configuration');
          expect((thrown as Failure).message).toMatch(/block of lines|more than one line|template|inherited/);
          return;
        }
        edits += 1;
        expect(parse(after, { uniqueKeys: false })).toEqual(withValue(data, path, value));
        const legacy = parseDocument(after, { version: '1.1', uniqueKeys: false });
        expect(isMap(legacy.contents)).toBe(true);
        expect(after.split('\n').length).toBe(text.split('\n').length);
        const lines = text.split('\n').map((line, index) => line === after.split('\n')[index]);
        expect(lines.filter((same) => !same).length).toBeLessThanOrEqual(1);
        expect(splice(after, path, value)).toBe(after);
      },
    ),
    { numRuns: 400 },
  );
  expect(edits).toBeGreaterThan(250);
});
