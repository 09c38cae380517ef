import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { memoryLog } from '@sealift/testing/log';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadInputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';

const TRUST = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v*"]
    images: ["ghcr.io/acme/shop/{app}"]
  environments: {prod: {triggers: [push]}}
  apps: {api: {}, web: {}}
`;

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'sealift-policies-'));
  await writeFile(path.join(workspace, '.sealift.yml'), TRUST);
  await writeFile(path.join(workspace, 'root.json'), '{}');
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

const declared = parse(await readFile(path.resolve(import.meta.dirname, '../action.yml'), 'utf8')) as {
  inputs: Record<string, { default?: string }>;
};

async function render(given: Readonly<Record<string, string>> = {}) {
  const values: Readonly<Record<string, string>> = { namespaces: 'shop, jobs', ...given };
  const log = memoryLog();
  let summary = '';
  const outputs = await run(
    loadInputs(createInputReader((name) => values[name] ?? declared.inputs[name]?.default ?? '')),
    {
      env: { GITHUB_WORKSPACE: workspace },
      log,
      summary: async (markdown) => {
        summary += markdown;
      },
    },
  );
  return { outputs, log, summary, text: await readFile(outputs.file, 'utf8') };
}

test('the policies of Kyverno, with namespaces in order', async () => {
  const { outputs, text, summary } = await render();
  expect(outputs).toEqual({ file: path.join(workspace, 'sealift-policies.yaml'), unchecked: '[]' });
  expect(text.match(/^kind: .*/gm)).toEqual([
    'kind: ImageValidatingPolicy',
    'kind: ImageValidatingPolicy',
    'kind: ValidatingAdmissionPolicy',
    'kind: ValidatingAdmissionPolicyBinding',
  ]);
  expect(text).toMatch(/values:\n +- jobs\n +- shop\n/);
  expect(summary).toContain('`kyverno`');
  expect((await render()).text).toBe(text);
});

test('those of policy-controller, which says what it cannot read', async () => {
  const { text, log } = await render({ engine: 'policy-controller', output: 'cluster/prod/policies.yaml' });
  expect(text).toContain('kind: ClusterImagePolicy');
  expect(log.lines.join('\n')).toMatch(/cannot read signatures whose log entry is in Rekor v2/);
});

test('what no admission policy can look at is an output and a warning', async () => {
  const { outputs, log } = await render({ environment: 'prod' });
  expect(JSON.parse(outputs.unchecked)).toEqual([
    { app: 'api', keys: ['triggers'] },
    { app: 'web', keys: ['triggers'] },
  ]);
  expect(log.lines.join('\n')).toMatch(/No admission policy can look at triggers of "api"/);
});

test('a Sigstore instance of one’s own', async () => {
  const { text } = await render({ 'tuf-mirror': 'https://tuf.example', 'tuf-root': 'root.json' });
  expect(text).toContain('data: e30=');
});

describe('refused', () => {
  const ELSEWHERE = { 'tuf-mirror': 'https://tuf.example', 'tuf-root': 'root.json' };
  test.each([
    ['no namespaces', { namespaces: ' , ' }, 'policies/bad-input'],
    ['a pattern of namespaces', { namespaces: '*' }, 'policies/bad-input'],
    ['an environment that is no name', { environment: '../prod' }, 'policies/bad-input'],
    ['a mirror alone', { 'tuf-mirror': 'https://tuf.example' }, 'policies/bad-input'],
    ['a root alone', { 'tuf-root': 'root.json' }, 'policies/bad-input'],
    ['a root that is not there', { ...ELSEWHERE, 'tuf-root': 'gone.json' }, 'policies/bad-input'],
    ['a mirror for policy-controller', { ...ELSEWHERE, engine: 'policy-controller' }, 'policies/bad-input'],
    ['a file that is not there', { trust: 'gone.yml' }, 'policies/no-trust'],
    ['a file that says nothing of it', { trust: 'root.json' }, 'policies/no-trust'],
  ])('%s', async (_name, inputs, code) => {
    await expect(render(inputs)).rejects.toMatchObject({ code });
  });
  test('a file to write that is a link out of the checkout', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'sealift-outside-'));
    const target = path.join(outside, 'bashrc');
    await writeFile(target, 'mine');
    await symlink(target, path.join(workspace, 'sealift-policies.yaml'));
    await expect(render()).rejects.toMatchObject({ code: 'action/link-outside' });
    expect(await readFile(target, 'utf8')).toBe('mine');
    await rm(outside, { recursive: true });
  });
});
