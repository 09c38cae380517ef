/** What files say in forms of many kinds, from the inputs of the action to the pull request. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COMMIT_A, type Ops, record, startOps } from './ops.ts';

const TAG = `sha-${COMMIT_A}`;

let ops: Ops;
let count = 0;
beforeAll(async () => {
  ops = await startOps({ 'apps/api.yaml': 'a: 1\n', 'apps/more.yaml': 'a: 1\n' });
});
afterAll(() => ops.stop());
beforeEach(() => {
  (ops.log as string[]).length = 0;
});

/** @returns the outputs, and the first file as the pull request has it */
async function bump(text: string, inputs: Readonly<Record<string, string>> = {}, more = 'a: 1\n') {
  await ops.commit('main', { 'apps/api.yaml': text, 'apps/more.yaml': more });
  count += 1;
  const outputs = await ops.bump([record('api')], {
    file: 'apps/api.yaml',
    find: 'image',
    branch: `bump-${count}`,
    supersede: 'false',
    ...inputs,
  });
  return { outputs, text: ops.git('show', `bump-${count}:apps/api.yaml`), pull: ops.pulls().at(-1) };
}
const warnings = () => ops.log.filter((line) => /^warning: (?!No signature)/.test(line));

test('a bare name with a tag beside it is one image, written once', async () => {
  const text = 'containers:\n- name: api\n  image: ghcr.io/acme/shop/api\n  imageTag: "1.27"\n';
  expect((await bump(text)).text).toBe(text.replace('1.27', TAG));
});

describe('a tag beside another image is never written', () => {
  const other = 'image:\n  repository: docker.io/library/nginx\n  tag: "1.27"\n';
  test.each<[string, string, Record<string, string>]>([
    ['the path of the default', other, { find: 'path', path: 'image.tag' }],
    ['auto with a path', other, { find: 'auto', path: 'image.tag' }],
    ['a marker', `${other.trimEnd()} # sealift: api:tag\n`, { find: 'marker' }],
    ['a suffix', other, { find: 'path', path: 'image.tag', 'digest-mode': 'suffix' }],
    [
      'kustomize',
      'kind: Kustomization\nimages:\n- name: nginx\n  newTag: v1\n',
      { find: 'path', path: 'images[0].newTag' },
    ],
    [
      'Helm parameters',
      'parameters:\n- {name: image.name, value: nginx}\n- {name: image.tag, value: v1}\n',
      { find: 'path', path: 'parameters[name=image.tag].value' },
    ],
  ])('%s', async (_name, text, inputs) => {
    const refs = ops.refs();
    await expect(bump(text, inputs)).rejects.toMatchObject({
      code: 'edits/other-image',
      message: expect.stringMatching(/docker\.io\/library\/nginx.*ghcr\.io\/acme\/shop\/api/),
      location: { file: 'apps/api.yaml', line: expect.any(Number) },
    });
    // Only the commit of the file itself.
    expect(ops.refs().split('\n')).toHaveLength(refs.split('\n').length);
  });

  test('unless the configuration says that it is a mirror', async () => {
    const mirrored = 'image:\n  repository: mirror.example.com/acme/shop/api\n  tag: v1\n';
    const inputs = { find: 'path', path: 'image.tag' };
    await expect(bump(mirrored, inputs)).rejects.toMatchObject({ code: 'edits/other-image' });
    expect((await bump(mirrored, { ...inputs, mirrors: 'mirror.example.com' })).text).toContain(TAG);
    const config = 'mirrors: [mirror.example.com]\napps: {api: [{file: apps/api.yaml, path: image.tag}]}\n';
    expect((await bump(mirrored, { config })).text).toContain(TAG);
  });
});

describe('a file that holds the image and cannot be edited', () => {
  const good = 'image: ghcr.io/acme/shop/api:v1\n';
  const bad = 'image: ghcr.io/acme/shop/api:${TAG}\n';
  const pattern = { file: 'apps/*.yaml' };
  test('stops everything', async () => {
    await expect(bump(good, pattern, bad)).rejects.toMatchObject({
      code: 'edits/not-editable',
      location: { file: 'apps/more.yaml', line: 1 },
    });
  });

  test('is left out with unreadable: skip, and named in log, text and output', async () => {
    const { outputs, text, pull } = await bump(good, { ...pattern, unreadable: 'skip' }, bad);
    expect(text).toContain(TAG);
    expect(ops.git('show', `${outputs.branch}:apps/more.yaml`)).toBe(bad);
    const reason = expect.stringContaining('apps/more.yaml is left as it is for "api"');
    expect(JSON.parse(outputs.skipped)).toEqual([
      { app: 'api', environment: '', file: 'apps/more.yaml', reason },
    ]);
    expect(warnings()).toEqual([expect.stringContaining('apps/more.yaml is left as it is')]);
    expect(pull?.body).toContain('apps/more.yaml');
    expect(ops.summary()).toContain('apps/more.yaml');
  });

  test('says so in a target of .sealift.yml as well', async () => {
    const config = 'apps: {api: [{file: "apps/*.yaml", find: image, unreadable: skip}]}\n';
    expect(JSON.parse((await bump(good, { config }, bad)).outputs.skipped)).toHaveLength(1);
  });

  test('is not left out when it is all that there is', async () => {
    await expect(bump(bad, { ...pattern, unreadable: 'skip' })).rejects.toMatchObject({
      code: 'targets/missing',
      message: expect.stringContaining('apps/api.yaml'),
    });
  });
});

describe('different tags of one image', () => {
  const two =
    'blue: {repository: ghcr.io/acme/shop/api, tag: v1.7.3}\ngreen: {repository: ghcr.io/acme/shop/api, tag: alltools-v1.7.3}\n';
  test('become one, which is said', async () => {
    const { text, pull } = await bump(two);
    expect(text).not.toContain('v1.7.3');
    expect(warnings()).toEqual([expect.stringContaining('v1.7.3 (line 1), alltools-v1.7.3 (line 2)')]);
    expect(pull?.body).toContain('had different tags');
  });

  test('or "only" chooses', async () => {
    const { text } = await bump(two, { only: '!alltools-*' });
    expect(text).toBe(two.replace(', tag: v1.7.3', `, tag: ${TAG}`));
    expect(warnings()).toEqual([]);
  });
});

test('what is missing is added with create: true, on a line of its own in the diff', async () => {
  const text = 'image:\n  repository: ghcr.io/acme/shop/api # ours\n  pullPolicy: Always\n';
  await expect(bump(text)).rejects.toMatchObject({ code: 'edits/not-found' });
  const made = await bump(text, { create: 'true' });
  expect(made.text).toBe(text.replace('# ours\n', `# ours\n  tag: ${TAG}\n`));
  expect(made.outputs.diff).toContain(`+  tag: ${TAG}`);
  expect(made.outputs.diff).not.toMatch(/^-(?!--)/m);
});

test('helm.values as text, and a pattern in a template', async () => {
  const values =
    'spec:\n  source:\n    helm:\n      values: |\n        image: ghcr.io/acme/shop/api:v1\n        x: 1\n';
  expect((await bump(values)).text).toBe(values.replace('api:v1', `api:${TAG}`));
  const template = '{{- if .on }}\ntag: v1\n{{- end }}\n';
  expect((await bump(template, { find: 'regex', regex: '^tag: (?<tag>\\S+)$' })).text).toBe(
    template.replace('v1', TAG),
  );
});
