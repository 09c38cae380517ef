import { formatValuePath, parseValuePath } from '@sealift/core/config/value-path';
import fc from 'fast-check';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { describe, expect, test, vi } from 'vitest';
import { Parser, parseAllDocuments } from 'yaml';
import { type DesiredImage, editFile, readDeployed } from '../../src/edits/edit-file.ts';
import { findPath } from '../../src/edits/find-path.ts';
import { parseJsonSource } from '../../src/edits/json-source.ts';
import { parseSource } from '../../src/edits/parse-source.ts';
import { splice } from '../../src/edits/splice.ts';
import { parseTomlSource } from '../../src/edits/toml-source.ts';
import { parseYamlSource } from '../../src/edits/yaml-source.ts';
import { NEW_DIGEST as digest } from './corpus.ts';

const wanted = (over: Partial<DesiredImage> = {}): DesiredImage => ({
  app: 'api',
  image: { registry: 'ghcr.io', repository: 'acme/api' },
  tag: 'v2',
  digest,
  find: { by: 'auto' },
  digestMode: 'none',
  ...over,
});
const edit = (text: string, over?: Partial<DesiredImage>, file = 'v.yaml') =>
  editFile(parse(text, file), [wanted(over)]);
const parse = (text: string, file: string) => {
  if (file.endsWith('.json')) return parseJsonSource(text, file);
  return file.endsWith('.toml') ? parseTomlSource(text, file) : parseYamlSource(text, file);
};

test.each([
  ['values.yaml', 'a: b\n'],
  ['apps/x.y/values.YML', 'a: b\n'],
  ['package.json', '{"a": "b"}'],
  ['fly.toml', 'a = "b"\n'],
])('the ending of %s says what it is', async (file, text) => {
  const source = await parseSource(text, file);
  expect(source).toMatchObject({ file, text, comments: file !== 'package.json' });
  expect(findPath(source, parseValuePath('a'))).toMatchObject({ kind: 'scalar', text: 'b' });
});
test.each(['values.yaml.tpl', 'yaml', 'a.yaml/b', 'a.jsonc', 'a.yaml\n'])(
  '%j is of no known format',
  async (file) => {
    await expect(parseSource('a: b\n', file)).rejects.toMatchObject({
      code: 'edits/unknown-format',
      location: { file },
    });
  },
);

describe('paths', () => {
  test.each([
    ['containers[name=api].image', ['containers', { key: 'name', value: 'api' }, 'image']],
    ['p[name=image.tag].value', ['p', { key: 'name', value: 'image.tag' }, 'value']],
    ['p[name="a]b"]', ['p', { key: 'name', value: 'a]b' }]],
  ])('%s', (text, segments) => {
    expect(parseValuePath(text)).toEqual({ segments });
    expect(parseValuePath(formatValuePath(segments))).toEqual({ segments });
  });
  test.each([
    ['Deployment/api:spec.x', { kind: 'Deployment', name: 'api' }],
    ['document[1]:spec.x', { position: 1 }],
  ])('%s names a document', (text, document) => {
    expect(parseValuePath(text)).toEqual({ document, segments: ['spec', 'x'] });
    expect(formatValuePath(parseValuePath(text))).toBe(text);
  });
  test.each(['Deployment/api:', 'document[1]:', 'a[=b]', 'a[b=]', 'a[b'])('%j is none', (text) => {
    expect(() => parseValuePath(text)).toThrow(/not a path to a value/);
  });

  const two = 'kind: A\nmetadata: {name: x}\ntag: v1\n---\nkind: A\nmetadata: {name: y}\ntag: v1\n';
  test('a document is chosen by object or position, never guessed', () => {
    const at = (path: string) => edit(two, { find: { by: 'path', path } }).edits[0]?.line;
    expect(at('A/x:tag')).toBe(3);
    expect(at('A/y:tag')).toBe(7);
    expect(at('document[1]:tag')).toBe(7);
    expect(() => at('tag')).toThrow(/more than one document/);
    expect(() => at('B/x:tag')).toThrow(/no such document/);
  });
  test('two elements of one name are refused', () => {
    expect(() =>
      edit('l: [{n: a, t: 1}, {n: a, t: 2}]\n', { find: { by: 'path', path: 'l[n=a].t' } }),
    ).toThrow(/two elements have the n "a"/);
  });
});

describe('digests', () => {
  const path = { by: 'path', path: 'image.tag' } as const;
  test.each([
    ['none beside a digest', 'image: {tag: a, digest: x}\n', 'none', path, /would win/],
    ['suffix beside a digest', 'image: {tag: a, digest: x}\n', 'suffix', path, /would win/],
    ['none over a suffix', `image: {tag: "a@${digest}"}\n`, 'none', path, /lost or stale/],
    ['field without a field', 'image: {tag: a}\n', 'field', path, /has no "digest"/],
    ['field for a reference', 'x: ghcr.io/acme/api:1\n', 'field', { by: 'image' }, /no digest key/],
    [
      'a digest-path with another mode',
      'image: {tag: a}\nd: x\n',
      'suffix',
      { ...path, digestPath: 'd' },
      /digest-mode is "suffix"/,
    ],
    ['a path to a digest', `image: {tag: "${digest}"}\n`, 'none', path, /is a digest and not a tag/],
    ['an empty image', 'image: ""\n', 'none', { by: 'path', path: 'image' }, /is empty/],
  ] as const)('%s is refused', (_name, text, digestMode, find, message) => {
    expect(() => edit(text, { digestMode, find })).toThrow(message);
  });
  test('field over a suffix leaves one digest', () => {
    const text = `image: {tag: "a@${digest}", digest: ""}\n`;
    expect(edit(text, { digestMode: 'field', find: path }).text).toBe(
      `image: {tag: "v2", digest: "${digest}"}\n`,
    );
  });
  test('digest-path, and a sha without its prefix', () => {
    const { text, edits } = edit('image: {tag: a}\npins: {api_sha: x}\n', {
      digestMode: 'field',
      find: { ...path, digestPath: 'pins.api_sha' },
    });
    expect(text).toBe(`image: {tag: v2}\npins: {api_sha: ${digest}}\n`);
    expect(edits.map(({ role }) => role)).toEqual(['tag', 'digest']);
    expect(
      edit(`image: {tag: a, sha: ${'1'.repeat(64)}}\n`, { digestMode: 'field', find: path }).text,
    ).toContain(`sha: ${'d'.repeat(64)}}`);
  });
});

describe('names', () => {
  test('every spelling of Docker Hub is one image', () => {
    const image = { registry: 'docker.io', repository: 'library/nginx' };
    for (const name of ['nginx', 'docker.io/nginx', 'index.docker.io/library/nginx', 'library/nginx'])
      expect(edit(`x: ${name}:1\n`, { image }).text).toBe(`x: ${name}:v2\n`);
    expect(() => edit('x: other/nginx:1\n', { image })).toThrow(/images in it: docker.io\/other\/nginx/);
  });
  test('write-name puts registry and repository where they belong', () => {
    const text = 'registry: old.io\nrepository: a/b\ntag: x\n';
    expect(edit(text, { writeName: true, find: { by: 'path', path: 'tag' } }).text).toBe(
      'registry: ghcr.io\nrepository: acme/api\ntag: v2\n',
    );
    expect(edit('i: old.io/a:1\n', { writeName: true, find: { by: 'path', path: 'i' } }).text).toBe(
      'i: ghcr.io/acme/api:v2\n',
    );
    expect(() => edit('tag: x\n', { writeName: true, find: { by: 'path', path: 'tag' } })).toThrow(
      /has no "repository"/,
    );
  });
  test('two apps never write one value; one app may name it twice', () => {
    const text = 'image: {repository: ghcr.io/acme/api, tag: a}\n';
    const twice = [wanted(), wanted({ find: { by: 'path', path: 'image.tag' } })];
    expect(editFile(parseYamlSource(text, 'v.yaml'), twice).edits).toHaveLength(1);
    expect(() => editFile(parseYamlSource(text, 'v.yaml'), [wanted(), wanted({ app: 'web' })])).toThrow(
      /"api" and for "web"/,
    );
    expect(() => editFile(parseYamlSource(text, 'v.yaml'), [wanted(), wanted({ tag: 'v3' })])).toThrow(
      /different values/,
    );
  });
  test('a template of the whole value', () => {
    const over = { value: '{tag}-{digest}', find: { by: 'path', path: 't' } } as const;
    expect(edit('t: x\n', over).text).toBe(`t: v2-${digest}\n`);
    expect(() => edit('t: x\n', { value: '{tag}' })).toThrow(/gives a value and no path/);
  });
});

test('what is deployed is read without an edit, also where an edit would be refused', () => {
  const text = `image:\n  repository: ghcr.io/acme/api\n  tag: v1\n  digest: ${digest}\n`;
  expect(readDeployed(parseYamlSource(text, 'v.yaml'), [wanted()]).get('api')).toEqual({ tag: 'v1', digest });
  expect(() => edit(text)).toThrow(/would win/);
});

test.each([
  ['args: [x, old]\n', 'args: [x, "a,b"]\n', 'args[1]'],
  ['args:\n- x\n- old\n', 'args:\n- x\n- a,b\n', 'args[1]'],
  ['args: {x: old}\n', 'args: {x: "a,b"}\n', 'args.x'],
  ['args:\n  x: old\n', 'args:\n  x: a,b\n', 'args.x'],
  ['args: [{x: [old]}]\n', 'args: [{x: ["a,b"]}]\n', 'args[0].x[0]'],
])('what separates in brackets is quoted there alone: %j', (text, after, path) => {
  const source = parseYamlSource(text, 'v.yaml');
  expect(splice(source, [{ scalar: findPath(source, parseValuePath(path)), value: 'a,b' }]).text).toBe(after);
});

test('a file without the image: those that it deploys are named, and no repository that nothing is deployed of', () => {
  const text = [
    'a: {image: ghcr.io/acme/web:v1}',
    'b: {image: {repository: ghcr.io/acme/tagged, tag: v1}}',
    `c: {image: {repository: ghcr.io/acme/pinned, digest: ${digest}}}`,
    'd: {image: {repository: ghcr.io/acme/neither}}',
    '',
  ].join('\n');
  expect(() => edit(text)).toThrow(
    'the images in it: ghcr.io/acme/web, ghcr.io/acme/tagged, ghcr.io/acme/pinned.',
  );
});

test.each([
  ['a parameter', 'image.tag, value: v1', '\n- {name: image.tag, value: v1}'],
  ['the value of a parameter', 'image.tag, value: v1, value: v1', ''],
])('%s that is there twice is refused', (_, tag, more) => {
  const text = `parameters:\n- {name: image.repository, value: ghcr.io/acme/api}\n- {name: ${tag}}${more}\n`;
  expect(() => edit(text)).toThrow(/twice/);
});

test('nothing to change is the same string', () => {
  const text = 'image: {repository: ghcr.io/acme/api, tag: "v2"}\r\n';
  expect(edit(text)).toMatchObject({ text, edits: [{ before: 'v2', after: 'v2', line: 1 }] });
});

test('a hundred apps in ten thousand lines: the file is parsed before and after, not once for each', () => {
  const parses = vi.spyOn(Parser.prototype, 'parse');
  const block = (n: number) =>
    `app${n}:\n  image:\n    repository: ghcr.io/acme/app${n}\n    tag: v1 # now\n${'  # filler\n'.repeat(48)}  env:\n${'  - {name: a, value: b}\n'.repeat(47)}`;
  const text = Array.from({ length: 100 }, (_, n) => block(n)).join('');
  const many = Array.from({ length: 100 }, (_, n) =>
    wanted({ app: `app${n}`, image: { registry: 'ghcr.io', repository: `acme/app${n}` } }),
  );
  const result = editFile(parseYamlSource(text, 'v.yaml'), many);
  expect(text.split('\n').length).toBe(10_001);
  expect(result.edits).toHaveLength(100);
  expect(result.text).toBe(text.replaceAll('tag: v1', 'tag: v2'));
  // Small documents are parsed to see how a value must be quoted.
  expect(parses.mock.calls.filter(([source]) => source.length > 1_000)).toHaveLength(2);
});

const VALUES = [
  ...['1.10', '0123456', '12e4567', 'yes', 'no', 'on', '~', 'null', 'true', '2001-01-01', '0x1F', '0o7', ''],
  ...[
    '.inf',
    '1_000',
    '190:20:30',
    `v1@${digest}`,
    'a"b',
    "it's",
    'a\\b',
    'a\tb',
    '#x',
    'a: b',
    '- a',
    '💥',
    '\u0007',
  ],
];
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const value = fc.oneof(fc.constantFrom(...VALUES), word);

/** Text in somebody's style, made without any printer, and where its values are. */
const yamlFile = fc
  .record({
    documents: fc.array(
      fc.array(
        fc.record({
          old: fc.oneof(
            word,
            fc.constantFrom('"a b"', "'it''s'", '1.5', 'yes', '~', '', '"\\u0041"', '2001-01-01'),
          ),
          flow: fc.boolean(),
          indent: fc.integer({ min: 1, max: 5 }),
          gap: fc.constantFrom(' ', '   ', '\t'),
          comment: fc.constantFrom('', ' # note', '\t# "x": {y}'),
          blank: fc.constantFrom('', '\n', '# {{ in a comment }}\n', '\n\n'),
          before: fc.constantFrom('', 'x: |\n  block: 1\n  # text\n', 'l:\n- 1.0\n- [a, "b"]\n'),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    eol: fc.constantFrom('\n', '\r\n'),
    bom: fc.boolean(),
    final: fc.boolean(),
  })
  .map(({ documents, eol, bom, final }) => {
    const paths: string[] = [];
    const text = documents
      .map((entries, d) =>
        entries
          .map(({ old, flow, indent, gap, comment, blank, before }, e) => {
            paths.push(`document[${d}]:k${e}.t`);
            const own = before.replace(/^[a-z]/, (letter) => `${letter}${e}`);
            return flow
              ? `${blank}${own}k${e}: {n: 1, t: ${old}}${comment}\n`
              : `${blank}${own}k${e}:\n${' '.repeat(indent)}t:${gap}${old}${comment}\n${' '.repeat(indent)}u: 1.0\n`;
          })
          .join(''),
      )
      .join('---\n');
    return {
      text: (bom ? '\ufeff' : '') + (final ? text : text.trimEnd()).replaceAll('\n', eol),
      paths,
    };
  });

test('property: any set of values of a YAML file at once, and not one byte besides', () => {
  fc.assert(
    fc.property(
      yamlFile,
      fc.infiniteStream(value),
      fc.infiniteStream(fc.boolean()),
      (file, values, picks) => {
        const source = parseYamlSource(file.text, 'v.yaml');
        const chosen = file.paths.filter((_, index) => index === 0 || picks.next().value);
        const changes = chosen.map((path) => ({
          ...{ path, scalar: findPath(source, parseValuePath(path)) },
          value: values.next().value ?? '',
        }));
        const { text } = splice(source, changes);
        for (const version of ['1.1', '1.2'] as const) {
          const read = (of: string) =>
            parseAllDocuments(of, { version }).map(
              (document) => document.toJS() as Record<string, { t: unknown }>,
            );
          const expected = read(file.text);
          for (const change of changes) {
            const [, d, k] = /^document\[(\d+)\]:(k\d+)/.exec(change.path) ?? [];
            const owner = expected[Number(d)]?.[String(k)];
            if (owner === undefined) throw new Error('the generator lost a place');
            owner.t = change.value;
          }
          expect(read(text)).toEqual(expected);
        }
        // What lies between the ranges is there, byte by byte and in order.
        let at = 0;
        let rest = 0;
        for (const { scalar } of changes.toSorted((a, b) => a.scalar.start - b.scalar.start)) {
          const kept = file.text.slice(rest, scalar.start);
          expect(text.slice(at).includes(kept)).toBe(true);
          at = text.indexOf(kept, at) + kept.length;
          rest = scalar.end;
        }
        expect(text.endsWith(file.text.slice(rest))).toBe(true);
        expect(
          text.startsWith(file.text.slice(0, Math.min(...changes.map(({ scalar }) => scalar.start)))),
        ).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('property: JSON', () => {
  fc.assert(
    fc.property(
      fc.dictionary(word, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
      fc
        .oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean())
        .filter((old) => !/\{\{|\{%|<%|\$/.test(String(old))),
      value,
      fc.constantFrom('', ' ', '\t', 4),
      fc.boolean(),
      (others, old, next, indent, bom) => {
        const data = { ...others, target: { 'a.b': [0, old] } };
        const text = (bom ? '\ufeff' : '') + JSON.stringify(data, undefined, indent);
        const source = parseJsonSource(text, 'v.json');
        const scalar = findPath(source, parseValuePath('target["a.b"][1]'));
        const after = splice(source, [{ scalar, value: next }]).text;
        // What the file said, not what it was made from: JSON.stringify writes -0 as 0.
        const said = JSON.parse(text.replace(/^\ufeff/, '')) as object;
        expect(JSON.parse(after.replace(/^\ufeff/, ''))).toEqual({ ...said, target: { 'a.b': [0, next] } });
        expect(after.startsWith(text.slice(0, scalar.start))).toBe(true);
        expect(after.endsWith(text.slice(scalar.end))).toBe(true);
        expect(after.length - text.length).toBe(
          after === text ? 0 : JSON.stringify(next).length - (scalar.end - scalar.start),
        );
      },
    ),
  );
});

test.each(['{"a": [-0], "tag": "1"}', '{"a": [-0, 0, -0.0e0], "tag": "1"}'])(
  'minus zero stays: %s',
  (text) => {
    const source = parseJsonSource(text, 'v.json');
    const scalar = findPath(source, parseValuePath('tag'));
    expect(splice(source, [{ scalar, value: '2' }]).text).toBe(text.replace('"1"', '"2"'));
    // Readers tell the two apart, so a change from one to the other is no edit of a tag.
    expect(source.disprove(text.replace('-0', '0').replace('"1"', '"2"'), new Map([[scalar, '2']]))).toBe(
      'something else in the file changes with it',
    );
  },
);

test('property: TOML in tables, dotted keys, inline tables and arrays of tables', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        ['[image]\nx = 1.0\ntag = @ # c\n', 'image.tag'],
        ['image.tag = @\nimage.x = 1\n', 'image.tag'],
        ['image = { x = 1979-05-27, tag = @ }\n', 'image.tag'],
        ['[[j]]\nx = 1\n[[j]]\nn = "b"\ntag = @', 'j[n=b].tag'],
        ['[a."b.c".d]\nl = [ 1, [ "x", @ ] ]\n', 'a["b.c"].d.l[1][1]'],
        ['[[j]]\n[[j.k]]\ntag = @\n[j.m]\nx = """\nmany\n"""\n', 'j[0].k[0].tag'],
      ),
      fc.constantFrom('"old"', "'old'", '1.5', '0x1F', 'true', '1979-05-27T07:32:00Z', '""'),
      value,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      ([form, path], old, next, eol, bom) => {
        const make = (scalar: string) =>
          (bom ? '\ufeff' : '') + form.replace('@', () => scalar).replaceAll('\n', eol);
        const source = parseTomlSource(make(old), 'v.toml');
        const scalar = findPath(source, parseValuePath(path));
        const { text } = splice(source, [{ scalar, value: next }]);
        const written = text.slice(scalar.start, scalar.end + text.length - source.text.length);
        expect(text).toBe(make(written));
        expect(getStaticTOMLValue(parseTOML(`k = ${written}`))).toEqual({ k: next });
      },
    ),
    { numRuns: 300 },
  );
});
