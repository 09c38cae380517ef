import { Failure } from '@sealift/core/failure';
import { expect, test } from 'vitest';
import { type DesiredImage, editFile } from '../src/edits/edit-file.ts';
import { parseSource } from '../src/edits/parse-source.ts';
import { parseYamlSource } from '../src/edits/yaml-source.ts';
import { bumpBranch } from '../src/pull-request/branch-name.ts';
import { NEW_DIGEST as digest } from './edits/corpus.ts';

const IMAGE: DesiredImage = {
  app: 'api',
  image: { registry: 'ghcr.io', repository: 'acme/api' },
  tag: 'v2',
  digest,
  find: { by: 'auto' },
  digestMode: 'none',
};
const at = (path: string, digestPath?: string): Partial<DesiredImage> => ({
  find: { by: 'path', path, ...(digestPath === undefined ? {} : { digestPath }) },
});

const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (thrown) {
    return thrown instanceof Failure ? thrown.code : thrown;
  }
  return undefined;
};

test.each<[string, string, string, Partial<DesiredImage>?]>([
  ['edits/not-found', 'no such image', 'image: {repository: ghcr.io/acme/web, tag: "1"}\n'],
  ['edits/not-found', 'an image whose name is longer', 'image: ghcr.io/acme/api-gateway:1\n'],
  [
    'edits/not-found',
    'values as text, of an image whose name is longer',
    'helm:\n  values: |\n    image: ghcr.io/acme/api-gateway:1\n',
  ],
  ['edits/not-editable', 'a templated name', 'image: "{{ .registry }}/acme/api:1"\n'],
  ['edits/not-found', 'no such path', 'a: 1\n', at('b')],
  ['edits/not-found', 'an empty file', '', at('b')],
  ['edits/not-found', 'no tag beside the repository', 'image: {repository: ghcr.io/acme/api}\n'],
  ['edits/not-editable', 'inherited', 'b: &b {t: 1}\na: {<<: *b}\n', at('a.t')],
  ['edits/ambiguous', 'a key that stands twice', 'a: 1\na: 2\n', at('a')],
  ['edits/ambiguous', 'two documents', 'a: 1\n---\na: 2\n', at('a')],
  ['edits/ambiguous', 'two elements', 'a: [{name: x, t: 1}, {name: x, t: 2}]\n', at('a[name=x].t')],
  ['edits/not-editable', 'an alias', 'b: &b 1\na: *b\n', at('a')],
  ['edits/not-editable', 'a mapping', 'a: {b: 1}\n', at('a')],
  ['edits/not-editable', 'a template', 'a: "{{ .tag }}"\n', at('a')],
  ['edits/not-editable', 'shared', 'a: &a x\nb: *a\n', at('a')],
  ['edits/other-image', 'another name', 'a: ghcr.io/acme/web:1\n', at('a')],
  [
    'edits/other-image',
    'a marker of a whole reference',
    'a: ghcr.io/acme/web:1 # sealift: api:image\n',
    { find: { by: 'marker' } },
  ],
  ['edits/digest-mode', 'a digest that would be stale', `image: ghcr.io/acme/api:1@${digest}\n`],
  ['edits/bad-target', 'a digest and no path', 'a: 1\n', { find: { by: 'auto', digestPath: 'a' } }],
  ['edits/bad-marker', 'a marker without meaning', 'a: 1 # sealift: api:size\n', { find: { by: 'marker' } }],
  [
    'edits/not-editable',
    'a marker behind the last line of a long value',
    'a: "one\n  two" # sealift: api\n',
    { find: { by: 'marker' } },
  ],
  ['edits/bad-value', 'two lines as the new value', 'a: 1\n', { ...at('a'), value: 'a\nb' }],
  ['edits/unreadable', 'no YAML', 'a: [1\n', at('a')],
])('%s: %s', (code, _name, text, over) => {
  expect(codeOf(() => editFile(parseYamlSource(text, 'v.yaml'), [{ ...IMAGE, ...over }]))).toBe(code);
});

test('edits/unknown-format', async () => {
  await expect(parseSource('', 'v.ini')).rejects.toMatchObject({ code: 'edits/unknown-format' });
});

test('edits/claimed-twice', () => {
  const desired = { ...IMAGE, ...at('a') };
  expect(
    codeOf(() => editFile(parseYamlSource('a: 1\n', 'v.yaml'), [desired, { ...desired, app: 'web' }])),
  ).toBe('edits/claimed-twice');
});

test('pull-request/bad-branch', () => {
  expect(codeOf(() => bumpBranch('a..b', {}))).toBe('pull-request/bad-branch');
});
