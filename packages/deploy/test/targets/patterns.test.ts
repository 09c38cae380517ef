import { Failure } from '@sealift/core/failure';
import { describe, expect, test } from 'vitest';
import { expandPatterns, keepMatchingFiles } from '../../src/targets/patterns.ts';
import type { Target } from '../../src/targets/target.ts';
import { target } from './sample.ts';

const PATTERN = 'apps/*.yaml';
const GOOD = 'image: ghcr.io/acme/shop/api:v1\n';

const keep = (files: Readonly<Record<string, string>>, change: Partial<Target> = { find: { by: 'image' } }) =>
  keepMatchingFiles(
    Object.keys(files).map((file) => target('api', { pattern: PATTERN, ...change, file })),
    (file) => files[file],
  );
const thrown = async (work: () => unknown): Promise<Failure> => {
  try {
    await work();
  } catch (failure) {
    if (failure instanceof Failure) return failure;
    throw failure;
  }
  throw new Error('Nothing was thrown.');
};

test('a pattern never stands for files that decide who may change the repository', async () => {
  const paths = ['a.yaml', '.github/workflows/ci.yaml', 'x/.GitHub/y.yaml', 'x/CODEOWNERS', '.sealift.yml'];
  const pattern = '**';
  expect(expandPatterns([target('api', { file: pattern, pattern })], paths).map(({ file }) => file)).toEqual([
    'a.yaml',
  ]);
  const hidden = target('api', { file: '.g*/**', pattern: '.g*/**' });
  expect((await thrown(() => expandPatterns([hidden], paths))).code).toBe('targets/missing');
});

test('a pattern becomes its files; a file that is named outright stays', async () => {
  const paths = ['apps/a.yaml', 'apps/b.yaml', 'apps/deep/c.yaml', 'x.yaml'];
  const targets = [target('api', { file: PATTERN, pattern: PATTERN }), target('web', { file: 'gone.yaml' })];
  expect(expandPatterns(targets, paths).map(({ app, file }) => [app, file])).toEqual([
    ['api', 'apps/a.yaml'],
    ['api', 'apps/b.yaml'],
    ['web', 'gone.yaml'],
  ]);
  expect(await thrown(() => expandPatterns(targets, ['x.yaml']))).toMatchObject({
    code: 'targets/missing',
    message: expect.stringContaining('No file of the ops repository matches "apps/*.yaml"'),
  });
});

describe('of the files of a pattern', () => {
  test('those without the image are left out without a word', async () => {
    const { targets, warnings } = await keep({
      'apps/a.yaml': GOOD,
      'apps/b.yaml': 'image: ghcr.io/acme/shop/web:v1\n',
      'apps/c.yaml': 'image: ghcr.io/acme/shop/api-gateway:v1\n',
      'apps/d.yaml': '',
      'apps/README.md': '# Apps\n',
    });
    expect(targets.map(({ file }) => file)).toEqual(['apps/a.yaml']);
    expect(warnings).toEqual([]);
  });

  test('those that are gone meanwhile are left out', async () => {
    const [gone, there] = ['apps/a.yaml', 'apps/b.yaml'].map((file) =>
      target('api', { file, pattern: PATTERN, find: { by: 'image' } }),
    ) as [Target, Target];
    expect(
      (await keepMatchingFiles([gone, there], (file) => (file === there.file ? GOOD : undefined))).targets,
    ).toEqual([there]);
  });

  test('those whose path names another image are left out', async () => {
    const files = { 'apps/a.yaml': GOOD, 'apps/b.yaml': 'image: ghcr.io/acme/shop/web:v1\n' };
    expect((await keep(files, { find: { by: 'path', path: 'image' } })).targets).toHaveLength(1);
  });

  test.each<[string, string, Partial<Target>?]>([
    [
      'folded helm.values of Argo CD',
      'helm:\n  values: >\n    a: 1\n\n    image: ghcr.io/acme/shop/api:v1\n',
    ],
    ['a templated name', 'image: "{{ .Values.registry }}/acme/shop/api:v1"\n'],
    ['a template that is no YAML', '{{- if .x }}\nimage: ghcr.io/acme/shop/api:v1\n{{- end }}\n'],
    ['a quote that stays open', 'image: "ghcr.io/acme/shop/api:v1\n'],
    ['a tab', 'spec:\n\timage: ghcr.io/acme/shop/api:v1\n'],
    ['a marked value in a file that is no YAML', 'tag: "v1 # sealift: api\n', { find: { by: 'marker' } }],
    ['a marker without meaning', 'tag: v1 # sealift: api:size\n', { find: { by: 'marker' } }],
    ['a path in a file that is no YAML', 'image: {tag: v1\n', { find: { by: 'path', path: 'image.tag' } }],
    ['an alias', 'x: &x v1\nimage: {tag: *x}\n', { find: { by: 'path', path: 'image.tag' } }],
    ['an inherited value', 'x: &x {tag: v1}\nimage: {<<: *x}\n', { find: { by: 'auto', path: 'image.tag' } }],
    ['a mapping', 'image: {tag: {v: 1}}\n', { find: { by: 'path', path: 'image.tag' } }],
  ])('one that holds it and cannot be edited stops the deployment: %s', async (_name, text, change) => {
    const good = change === undefined ? GOOD : 'image: {tag: v1} # x\ntag: v1 # sealift: api\n';
    const failure = await thrown(() => keep({ 'apps/good.yaml': good, 'apps/bad.yaml': text }, change));
    expect(failure.code).toMatch(/^edits\//);
    expect(failure.message).toContain('A file that "apps/*.yaml" matches for "api" cannot be edited: ');
    expect(failure.message).toContain('apps/bad.yaml');
    expect(failure.remedy).toMatch(/, or let the pattern leave the file out\.$/);
    expect(failure.location).toMatchObject({ file: 'apps/bad.yaml' });
  });

  test.each<[string, Record<string, string>, Partial<Target>?]>([
    ['one that is no YAML and does not name it', { 'apps/bad.yaml': '{{- include "x" . }}\na: "\n' }],
    ['one of another format that names it', { 'apps/NOTES.md': 'We run ghcr.io/acme/shop/api:v1.\n' }],
    [
      'one of another format, which has no paths',
      { 'apps/env.ini': 'tag = "v1"\n' },
      { find: { by: 'path', path: 'image.tag' } },
    ],
  ])('is spoken of and stops nothing: %s', async (_name, files, change) => {
    const good = { 'apps/good.yaml': change === undefined ? GOOD : 'image: {tag: v1}\n' };
    const { targets, warnings } = await keep({ ...good, ...files }, change);
    expect(targets.map(({ file }) => file)).toEqual(['apps/good.yaml']);
    expect(warnings).toEqual([expect.stringContaining(Object.keys(files)[0] ?? '')]);
    expect(warnings[0]).toContain('"apps/*.yaml" also matches');
  });

  test('many are one sentence', async () => {
    const bad = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`apps/${index}.yaml`, 'a: "\n']));
    const { warnings } = await keep({ 'apps/good.yaml': GOOD, ...bad });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('apps/4.yaml and 4 more for "api"');
  });

  test('none: it is said how many could not be read', async () => {
    expect(await thrown(() => keep({ 'apps/a.yaml': 'a: 1\n' }))).toMatchObject({
      code: 'targets/missing',
      message: expect.stringMatching(/holds a place for ghcr\.io\/acme\/shop\/api\.$/),
    });
    expect((await thrown(() => keep({ 'apps/a.yaml': 'a: "\n' }))).message).toMatch(
      /as far as they can be read \(1 cannot\)\.$/,
    );
  });
});

test('a file that was named outright is kept whatever it holds', async () => {
  const named = target('api', { file: 'a.yaml' });
  expect(await keepMatchingFiles([named], () => 'a: "')).toEqual({
    targets: [named],
    warnings: [],
    skipped: [],
  });
});
