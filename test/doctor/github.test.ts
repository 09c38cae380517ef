/** What the doctor learns from GitHub: asked of the stand-in, which answers as GitHub describes its API. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { createFetch } from '@sealift/net/fetch';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSide, lookAtApp } from '../../scripts/doctor/app-side.ts';
import { type Finding, render } from '../../scripts/doctor/finding.ts';
import { type Access, askGitHub, inRepository } from '../../scripts/doctor/github-side.ts';
import { lookAtOps } from '../../scripts/doctor/ops-side.ts';

const root = path.resolve(import.meta.dirname, '../..');
const SLUG = 'acme/shop';
const OPS = 'acme/ops';
const EVERYTHING = {
  actions: 'read',
  contents: 'read',
  packages: 'read',
  secrets: 'read',
  'security-events': 'read',
  variables: 'read',
} as const;
const READY = {
  protectedBranches: { main: { requiresPullRequest: true, requiredChecks: ['CI', 'Images'] } },
  codeScanning: true,
  secrets: { OPS_APP_PRIVATE_KEY: 'x' },
  variables: { OPS_APP_ID: '1' },
};

let standIn: StandIn;
let folder: string;
let app: AppSide;

function write(name: string, text: string): string {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

beforeAll(async () => {
  standIn = await startStandIn();
  folder = mkdtempSync(path.join(tmpdir(), 'sealift-doctor-'));
  write('shop/apps/api/Dockerfile', 'FROM scratch\n');
  const workflow = '.github/workflows/release.yml';
  mkdirSync(path.join(folder, 'shop/.github/workflows'), { recursive: true });
  cpSync(path.join(root, 'action-templates/workflows/release.yml'), path.join(folder, 'shop', workflow));
  for (const file of ['deploy/helm/api/values-prod.yaml', '.sealift.yml'])
    cpSync(path.join(root, 'action-templates/ops', file), path.join(folder, 'ops', file));
  for (const name of ['shop', 'ops'])
    await standIn.github.createRepository({
      ...{ owner: 'acme', name, private: true },
      from: path.join(folder, name),
    });
  app = await lookAtApp(path.join(folder, 'shop'), SLUG);
});
afterAll(async () => {
  await standIn.stop();
  rmSync(folder, { recursive: true });
});

const access = (
  permissions: Readonly<Record<string, 'read' | 'write'>>,
  more: Partial<Access> = {},
): Access => ({
  token: standIn.github.createUserToken({ login: 'alice', repositories: [SLUG, OPS], permissions }),
  apiUrl: standIn.urls.api,
  fetch: createFetch({}),
  clock: fakeClock(Date.now()),
  log: memoryLog(),
  ...more,
});
const states = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ what, state }) => [what, state]));
const of = (findings: readonly Finding[], what: string) => findings.find((each) => each.what === what);

function ready(): void {
  standIn.github.configureRepository(SLUG, READY);
  standIn.github.configureRepository(OPS, READY);
  standIn.github.packages.publish('acme/shop/api', { digest: `sha256:${'1'.repeat(64)}`, tags: ['main'] });
  standIn.github.packages.link('acme/shop/api', SLUG);
}

it('finds all that is there, and asks nothing that GitHub does not know', async () => {
  ready();
  const { id, privateKeyPem: privateKey } = standIn.github.createApp({
    slug: 'acme-sealift',
    permissions: { contents: 'write', pull_requests: 'write' },
    repositories: [OPS],
  });
  const findings = await askGitHub(SLUG, app, access(EVERYTHING, { app: { id: String(id), privateKey } }));
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(states(findings)).toMatchObject({
    'secret OPS_APP_PRIVATE_KEY': 'ok',
    'variable OPS_APP_ID': 'ok',
    'package ghcr.io/acme/shop/api': 'ok',
    'code scanning': 'ok',
    'rules of acme/shop': 'ok',
    'rules of acme/ops': 'ok',
    App: 'ok',
  });
});

it('reads the files of the ops repository without a checkout', async () => {
  const read = inRepository(OPS, access(EVERYTHING));
  expect(states(await lookAtOps(read ?? (async () => ''), SLUG, app))).toMatchObject({
    'ops file of api in prod': 'ok',
    'trust of api in prod': 'ok',
  });
});

describe('is missing', () => {
  it.each<[what: string, spoil: () => void, says: RegExp, remedy: RegExp]>([
    [
      'secret OPS_APP_PRIVATE_KEY',
      () => standIn.github.configureRepository(SLUG, { secrets: { OTHER: 'x' } }),
      /does not have it/,
      /^gh secret set OPS_APP_PRIVATE_KEY --repo acme\/shop/,
    ],
    [
      'variable OPS_APP_ID',
      () => standIn.github.configureRepository(SLUG, { variables: {} }),
      /does not have it/,
      /^gh variable set OPS_APP_ID/,
    ],
    [
      'package ghcr.io/acme/shop/api',
      () => standIn.github.packages.link('acme/shop/api', OPS),
      /linked to acme\/ops, not acme\/shop/,
      /Manage Actions access/,
    ],
    [
      'code scanning',
      () => standIn.github.configureRepository(SLUG, { codeScanning: false }),
      /not enabled/,
      /Advanced Security/,
    ],
    [
      'rules of acme/shop',
      () =>
        standIn.github.configureRepository(SLUG, {
          protectedBranches: { main: { requiresPullRequest: true, requiredChecks: ['CI'] } },
        }),
      /^main does not ask for the check Images$/,
      /settings/,
    ],
    [
      'rules of acme/ops',
      () => standIn.github.configureRepository(OPS, { protectedBranches: {} }),
      /^main does not ask for a pull request$/,
      /settings/,
    ],
  ])('%s', async (what, spoil, says, remedy) => {
    ready();
    spoil();
    const found = of(await askGitHub(SLUG, app, access(EVERYTHING)), what);
    expect(found?.state).toBe('missing');
    expect(found?.detail).toMatch(says);
    expect(found?.remedy).toMatch(remedy);
  });

  it('an environment that the workflow names, and then its secret', async () => {
    ready();
    const caller = app.caller && { ...app.caller, inputs: { ...app.caller.inputs, environment: 'ops' } };
    const ask = async () => states(await askGitHub(SLUG, { ...app, caller }, access(EVERYTHING)));
    standIn.github.configureRepository(SLUG, { secrets: {} });
    expect(await ask()).toMatchObject({
      'environment ops': 'missing',
      'secret OPS_APP_PRIVATE_KEY': 'missing',
    });
    const environments = { ops: { secrets: { OPS_APP_PRIVATE_KEY: 'x' } } };
    standIn.github.configureRepository(SLUG, { environments });
    expect(await ask()).toMatchObject({ 'environment ops': 'ok', 'secret OPS_APP_PRIVATE_KEY': 'ok' });
  });

  it('a permission of the App', async () => {
    ready();
    const { id, privateKeyPem: privateKey } = standIn.github.createApp({
      slug: 'reader',
      permissions: { contents: 'read' },
      repositories: [OPS],
    });
    const found = of(await askGitHub(SLUG, app, access({}, { app: { id: String(id), privateKey } })), 'App');
    expect(found).toMatchObject({
      state: 'missing',
      detail: expect.stringContaining('pull-requests: write'),
    });
  });
});

it('says what it could not ask, with the permission that is missing, and takes it for no answer', async () => {
  ready();
  const findings = await askGitHub(SLUG, app, access({}));
  const unasked = {
    'secret OPS_APP_PRIVATE_KEY': 'secrets: read',
    'variable OPS_APP_ID': 'variables: read',
    'package ghcr.io/acme/shop/api': 'packages: read',
    'code scanning': 'security-events: read',
    'rules of acme/ops': 'contents: read',
  };
  for (const [what, permission] of Object.entries(unasked)) {
    expect(of(findings, what)).toMatchObject({ state: 'unknown' });
    expect(of(findings, what)?.remedy).toContain(permission);
  }
  expect(findings.filter(({ state }) => state === 'missing')).toEqual([]);
});

it('a package that is not there yet is nothing that is missing', async () => {
  const images = new Map([['web', 'ghcr.io/acme/shop/web']]);
  const found = of(
    await askGitHub(SLUG, { ...app, images }, access(EVERYTHING)),
    'package ghcr.io/acme/shop/web',
  );
  expect(found?.state).toBe('unknown');
  expect(found?.detail).toMatch(/none yet/);
});

it('a token that nobody has is said at each check, and shown nowhere', async () => {
  const token = 'github_pat_secret';
  const text = render(await askGitHub(SLUG, app, access({}, { token })));
  expect(text).toMatch(/not checked {2}code scanning: .*does not accept the token/);
  expect(text).not.toContain(token);
  expect(text).not.toMatch(/^(?:ok|missing)/m);
});

describe('the command', () => {
  /** Not in a way that waits: the stand-in is served by this process. */
  const doctor = (env: Readonly<Record<string, string>>) =>
    new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>((resolve) => {
      const script = path.join(root, 'scripts/doctor.ts');
      const args = ['--conditions=source', '--no-warnings', script, '--repo', path.join(folder, 'shop')];
      const child = execFile(
        process.execPath,
        [...args, '--name', SLUG],
        { env: { PATH: process.env['PATH'], GITHUB_API_URL: standIn.urls.api, ...env } },
        (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });

  it('says without a token which checks it did not make', async () => {
    const { code, stdout, stderr } = await doctor({});
    expect(stderr).toBe('');
    expect(stdout).toContain('not checked  ops files and trust');
    expect(stdout).toMatch(/^\d+ not checked: there is no token in GITHUB_TOKEN or GH_TOKEN\.$/m);
    // The template is pinned by a tag.
    expect(code).toBe(1);
  });

  it('asks with the token of the environment, also for the files of the ops repository', async () => {
    ready();
    const { token = '' } = access(EVERYTHING);
    const { stdout, stderr } = await doctor({ GH_TOKEN: token });
    expect(stderr).toBe('');
    for (const what of ['secret OPS_APP_PRIVATE_KEY', 'rules of acme/ops', 'trust of api in prod'])
      expect(stdout).toMatch(new RegExp(`^ok +${what}`, 'm'));
    expect(stdout).toMatch(/^1 not checked\.$/m);
    expect(stdout).not.toContain(token);
  });
});
