/** What the doctor says of repositories that are ready, and of those that are not. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookAtApp } from '../../scripts/doctor/app-side.ts';
import { type Finding, render } from '../../scripts/doctor/finding.ts';
import { type Access, askGitHub } from '../../scripts/doctor/github-side.ts';
import { inCheckout, lookAtOps } from '../../scripts/doctor/ops-side.ts';
import { slugOf } from '../../scripts/doctor/slug.ts';

const root = path.resolve(import.meta.dirname, '../..');
const SLUG = 'acme/shop';
/** Without a token nothing is asked: what is called here fails. */
const NOBODY: Access = {
  token: undefined,
  apiUrl: 'https://api.github.com',
  fetch: () => Promise.reject(new Error('It asked.')),
  clock: fakeClock(),
  log: memoryLog(),
};
let repo: string;
let ops: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sealift-doctor-'));
  repo = path.join(folder, 'repo');
  ops = path.join(folder, 'ops');
  cpSync(path.join(root, 'action-templates/ops/deploy'), path.join(ops, 'deploy'), { recursive: true });
  cpSync(path.join(root, 'action-templates/ops/.sealift.yml'), path.join(ops, '.sealift.yml'));
  write('apps/api/Dockerfile', 'FROM scratch\n');
  write(
    '.github/workflows/release.yml',
    readFileSync(path.join(root, 'action-templates/workflows/release.yml'), 'utf8'),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string, to = repo): void {
  mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
  writeFileSync(path.join(to, name), text);
}
const change = (name: string, from: string | RegExp, to: string, at = repo) =>
  write(name, readFileSync(path.join(at, name), 'utf8').replace(from, to), at);

async function findings(): Promise<readonly Finding[]> {
  const app = await lookAtApp(repo, SLUG);
  return [
    ...app.findings,
    ...(await lookAtOps(inCheckout(ops), SLUG, app)),
    ...(await askGitHub(SLUG, app, NOBODY)),
  ];
}
const lacking = async () =>
  (await findings())
    .filter(({ state }) => state === 'missing')
    .map(({ what, detail }) => `${what}: ${detail}`);

it('finds what is there, and says of the rest how GitHub is asked', async () => {
  const all = await findings();
  const stateOf = (what: string) => all.find((finding) => finding.what === what)?.state;
  const ready = ['apps', 'workflow', 'permissions', 'pull requests', 'ops repository'];
  expect(ready.map(stateOf)).toEqual(ready.map(() => 'ok'));
  expect(['ops file of api in prod', 'trust of api in prod'].map(stateOf)).toEqual(['ok', 'ok']);
  const asked = [
    'secret OPS_APP_PRIVATE_KEY',
    'variable OPS_APP_ID',
    'App',
    'code scanning',
    'package ghcr.io/acme/shop/api',
    'rules of acme/shop',
    'rules of acme/ops',
  ];
  expect(asked.map(stateOf)).toEqual(asked.map(() => 'unknown'));
  for (const { state, remedy } of all) if (state !== 'ok') expect(remedy).toMatch(/\w{3}/);
});

const WORKFLOW = '.github/workflows/release.yml';

describe('is missing', () => {
  it.each<[string, () => void, RegExp]>([
    ['an app', () => rmSync(path.join(repo, 'apps'), { recursive: true }), /^apps: /],
    [
      'a Dockerfile',
      () => write('.github/sealift.yml', 'apps: { api: { file: x/Dockerfile } }\n'),
      /^Dockerfile of api: x\/Dockerfile/,
    ],
    ['a configuration that can be read', () => write('.github/sealift.yml', 'apps: [\n'), /^apps: /],
    ['the workflow', () => rmSync(path.join(repo, WORKFLOW)), /^workflow: No workflow/],
    [
      'a permission',
      () => change(WORKFLOW, /^ +id-token: write.*\n/m, ''),
      /^permissions: .* id-token: write$/,
    ],
    ['a gate before the merge', () => change(WORKFLOW, 'pull_request: {}, ', ''), /^pull requests: /],
    ['the ops repository', () => change(WORKFLOW, /^ +ops-repository: .*\n/m, ''), /^ops repository: /],
    ['a token', () => change(WORKFLOW, /^ +secrets:\n.*\n/m, ''), /^ops token: /],
    [
      'a file of the ops repository',
      () => rmSync(path.join(ops, 'deploy/helm/api/values-prod.yaml')),
      /^ops file of api in prod: .* is not there$/,
    ],
    [
      'the place in it',
      () => change('deploy/helm/api/values-prod.yaml', /^image:/m, 'picture:', ops),
      /^ops file of api in prod: /,
    ],
    ['trust', () => write('.sealift.yml', 'deploy: {}\n', ops), /^trust: /],
    [
      'the right source',
      () => change('.sealift.yml', 'acme/shop', 'acme/other', ops),
      /^trust of api in prod: acme\/other is trusted/,
    ],
    [
      'the signer, when the pin is a commit',
      () => change(WORKFLOW, /@v1 .*$/m, `@${'a'.repeat(40)} # v1.0.0`),
      new RegExp(`^trust of api in prod: .*@${'a'.repeat(40)}, which is not trusted$`),
    ],
  ])('%s', async (_, spoil, expected) => {
    spoil();
    expect(await lacking()).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
  });
});

it('neutralises what files say', () => {
  const text = render([{ what: 'x', state: 'missing', detail: '::error::a\n##[error]b', remedy: 'c' }]);
  expect(text).not.toMatch(/^::/m);
  expect(text).not.toContain('##[');
});

it('knows the name of a clone', () => {
  expect(slugOf(folder)).toBe('owner/name');
});
