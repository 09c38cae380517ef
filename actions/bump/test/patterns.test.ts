/** A file of a pattern that holds the image and cannot be edited is never left out without a word. */
import type { ReleaseRecord } from '@sealift/core/release/record';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { POLICY } from './images.ts';
import { COMMIT_A, type Ops, record, startOps } from './ops.ts';

const SIGNER = POLICY.identities
  .map((identity) => (identity.kind === 'exact' ? identity.identity : ''))
  .join();
const GOOD = 'image: ghcr.io/acme/shop/api:v1\n';

let ops: Ops;
let count = 0;
beforeAll(async () => {
  ops = await startOps({ 'apps/good.yaml': GOOD, 'apps/bad.yaml': 'a: 1\n' });
});
afterAll(() => ops.stop());
beforeEach(() => {
  (ops.log as string[]).length = 0;
});

const bump = (
  releases: readonly ReleaseRecord[] = [record('api')],
  inputs: Readonly<Record<string, string>> = {},
) => {
  count += 1;
  return ops.bump(releases, {
    file: 'apps/*.yaml',
    find: 'image',
    branch: `bump-${count}`,
    supersede: 'false',
    ...inputs,
  });
};
const warnings = () => ops.log.filter((line) => /^warning: (?!No signature)/.test(line));

test.each([
  [
    'folded helm.values of an Argo CD Application',
    'helm:\n  values: >\n    a: 1\n\n    image: ghcr.io/acme/shop/api:v1\n',
  ],
  ['a template', '{{- if .Values.on }}\nimage: ghcr.io/acme/shop/api:v1\n{{- end }}\n'],
  ['a templated name', 'image: "{{ .Values.registry }}/acme/shop/api:v1"\n'],
  ['a quote that stays open', 'image: "ghcr.io/acme/shop/api:v1\n'],
  ['a tab', 'spec:\n\timage: ghcr.io/acme/shop/api:v1\n'],
])('%s: nothing is deployed, and file and line are named', async (_name, text) => {
  await ops.commit('main', { 'apps/bad.yaml': text });
  const refs = ops.refs();
  await expect(bump()).rejects.toMatchObject({
    category: 'configuration',
    code: expect.stringMatching(/^edits\/(?:not-editable|unreadable)$/),
    message: expect.stringMatching(/"apps\/\*\.yaml".*"api".*apps\/bad\.yaml, line \d/),
    location: { file: 'apps/bad.yaml' },
  });
  expect(ops.refs()).toBe(refs);
  expect(ops.pulls()).toEqual([]);
});

test('a broken file that does not name the image is spoken of, and the others are deployed', async () => {
  await ops.commit('main', { 'apps/bad.yaml': 'a: "\n' });
  const outputs = await bump();
  expect(outputs.changed).toBe('true');
  expect(ops.git('show', `${outputs.branch}:apps/good.yaml`)).toContain(COMMIT_A);
  expect(warnings()).toEqual([expect.stringContaining('"apps/*.yaml" also matches apps/bad.yaml for "api"')]);
  expect(ops.pulls().at(-1)?.body).toContain('also matches');
});

test('a file without the image is left out without a word', async () => {
  await ops.commit('main', { 'apps/bad.yaml': 'image: ghcr.io/acme/shop/web:v1\n' });
  expect((await bump()).changed).toBe('true');
  expect(warnings()).toEqual([]);
});

test('nor is anything taken back while such a file cannot be edited', async () => {
  await ops.commit('main', { 'apps/good.yaml': GOOD.replace('v1', 'v2'), 'apps/bad.yaml': 'a: 1\n' });
  await ops.commit('main', {
    'apps/bad.yaml': '{{- if .on }}\nimage: ghcr.io/acme/shop/api:v2\n{{- end }}\n',
  });
  const refs = ops.refs();
  const back = { operation: 'rollback', images: 'api=ghcr.io/acme/shop/api' };
  await expect(bump([], back)).rejects.toMatchObject({
    code: expect.stringMatching(/^edits\/(?:not-editable|unreadable)$/),
    location: { file: 'apps/bad.yaml' },
  });
  expect(ops.refs()).toBe(refs);
});

test('with "unreadable: skip" the others go back, and the file is named wherever the rollback is spoken of', async () => {
  await ops.commit('main', { 'apps/good.yaml': GOOD.replace('v1', 'v2'), 'apps/bad.yaml': 'a: 1\n' });
  await ops.commit('main', {
    'apps/bad.yaml': '{{- if .on }}\nimage: ghcr.io/acme/shop/api:v2\n{{- end }}\n',
  });
  const old = record('api', { deployTag: 'v1' });
  const outputs = await ops.bump(
    [],
    {
      ...{ file: 'apps/*.yaml', find: 'image', unreadable: 'skip', branch: 'back', supersede: 'false' },
      ...{ operation: 'rollback', images: 'api=ghcr.io/acme/shop/api', verify: 'required' },
      'certificate-identity': SIGNER,
    },
    globalThis.fetch,
    { records: [old], tags: { 'ghcr.io/acme/shop/api:v1': old.digest } },
  );
  expect(ops.git('show', 'back:apps/good.yaml')).toContain(':v1');
  const left = /apps\/bad\.yaml is left as it is for "api"/;
  expect(ops.pulls().at(-1)?.body).toMatch(/apps\/bad\.yaml.{0,20} is left as it is/);
  expect(ops.summary()).toMatch(/apps\/bad\.yaml.{0,20} is left as it is/);
  expect(outputs.skipped).toContain('apps/bad.yaml');
  expect(ops.log.filter((line) => left.test(line))).toHaveLength(1);
});
