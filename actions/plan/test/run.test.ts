import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type MemoryLog, memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';

// Real git: what it prints for a missing commit or an odd file name is what counts.
const git = async (cwd: string, ...args: readonly string[]) =>
  (
    await promisify(execFile)('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
      cwd,
    })
  ).stdout.trim();

let workspace: string;
let base: string;
const written: string[] = [];
let log: MemoryLog;

beforeEach(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'plan-'));
  await git(workspace, 'init', '--quiet', '--initial-branch=main');
  base = await commit({
    'apps/api/Dockerfile': 'FROM scratch',
    'apps/web/Dockerfile': 'FROM scratch',
    'apps/none/x': '',
  });
  written.length = 0;
  log = memoryLog();
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

async function commit(files: Record<string, string>): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
    await writeFile(path.join(workspace, name), text);
  }
  await git(workspace, 'add', '--all');
  await git(workspace, 'commit', '--quiet', '--message', 'change');
  return git(workspace, 'rev-parse', 'HEAD');
}

const inputs: Inputs = {
  config: '.github/sealift.yml',
  apps: [],
  platforms: ['linux/amd64'],
  imagePrefix: 'ghcr.io/Acme/shop',
  mode: 'auto',
};

async function plan(
  event: { name?: string; payload?: unknown; ref?: string },
  changes: Partial<Inputs> = {},
) {
  const eventFile = path.join(workspace, '.git', 'event.json');
  await writeFile(eventFile, JSON.stringify(event.payload ?? {}));
  return run(
    { ...inputs, ...changes },
    {
      env: {
        PATH: process.env['PATH'],
        HOME: workspace,
        GITHUB_WORKSPACE: workspace,
        GITHUB_EVENT_NAME: event.name ?? 'push',
        GITHUB_EVENT_PATH: eventFile,
        GITHUB_REF: event.ref ?? 'refs/heads/main',
        GITHUB_SHA: await git(workspace, 'rev-parse', 'HEAD'),
      },
      log,
      summary: async (markdown) => {
        written.push(markdown);
      },
      exec: createExec(log),
    },
  );
}

const apps = (outputs: { 'sign-matrix': string }) =>
  (JSON.parse(outputs['sign-matrix']) as { include: { app: string }[] }).include.map(({ app }) => app);

describe('a push', () => {
  it('builds the apps whose files changed since the commit before', async () => {
    await commit({ 'apps/api/größe "x".py': '1' });
    const outputs = await plan({ payload: { before: base } });
    expect(apps(outputs)).toEqual(['api']);
    expect(outputs.mode).toBe('publish');
    expect(outputs['release-tag']).toMatch(/^sha-[0-9a-f]{40}$/);
    expect(written.join()).toContain('publish 1 app');
  });

  it('builds all when the commit before is not in the checkout, and says why', async () => {
    expect(apps(await plan({ payload: { before: 'f'.repeat(40) } }))).toEqual(['api', 'web']);
    expect(log.lines.join('\n')).toContain('fetch-depth: 0');
  });

  it.each([{ before: '0'.repeat(40) }, {}, { before: '--output=x' }])(
    'builds all for %j',
    async (payload) => {
      expect(apps(await plan({ payload }))).toEqual(['api', 'web']);
    },
  );

  it('of a tag builds all', async () => {
    expect(apps(await plan({ ref: 'refs/tags/v1.0.0', payload: { before: base } }))).toEqual(['api', 'web']);
  });

  it('of documents builds nothing', async () => {
    await commit({ 'README.md': 'x' });
    const outputs = await plan({ payload: { before: base } });
    expect(outputs).toMatchObject({ mode: 'none', count: '0', 'build-matrix': '{"include":[]}' });
  });
});

it('a pull request is checked against its base', async () => {
  await git(workspace, 'checkout', '--quiet', '-b', 'feature');
  await commit({ 'apps/web/page.jsx': '1' });
  await git(workspace, 'checkout', '--quiet', 'main');
  await commit({ 'apps/api/x.py': '1' });
  await git(workspace, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'feature');
  const outputs = await plan({ name: 'pull_request', ref: 'refs/pull/1/merge' });
  expect(apps(outputs)).toEqual(['web']);
  expect(outputs).toMatchObject({ mode: 'check', tags: '', 'release-tag': '' });
});

it('refuses pull_request_target', async () => {
  await expect(plan({ name: 'pull_request_target' })).rejects.toThrow('pull_request_target');
});

it('reads the configuration, and names its file and line when it is wrong', async () => {
  await commit({ '.github/sealift.yml': 'apps:\n  worker: {file: apps/none/Containerfile}\n' });
  expect(apps(await plan({ name: 'workflow_dispatch' }))).toEqual(['worker']);
  await commit({ '.github/sealift.yml': 'apps: [x]\n' });
  await expect(plan({ name: 'workflow_dispatch' })).rejects.toMatchObject({
    category: 'configuration',
    location: { file: '.github/sealift.yml', line: 1 },
  });
});

it('refuses a configuration outside the repository', async () => {
  await expect(plan({}, { config: '../x.yml' })).rejects.toThrow('outside the repository');
});

it('leaves the repository as it was', async () => {
  const before = await readFile(path.join(workspace, '.git', 'config'), 'utf8');
  await plan({ payload: { before: base } });
  expect(await git(workspace, 'status', '--porcelain')).toBe('');
  expect(await readFile(path.join(workspace, '.git', 'config'), 'utf8')).toBe(before);
});
