import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { digestOf } from '@sealift/core/image/digest';
import { exactly } from '@sealift/core/verification/identity';
import { fakeClock } from '@sealift/testing/clock';
import { type MemoryLog, memoryLog } from '@sealift/testing/log';
import { createRelease, signRelease } from '@sealift/testing/signed-release';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { createExec } from '@sealift/tools/exec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inputs } from '../src/inputs.ts';
import { type Dependencies, run } from '../src/run.ts';

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
    'apps/api/Dockerfile': 'FROM scratch\nCOPY apps/api libs/ /x/',
    'apps/web/Dockerfile': 'FROM scratch\nCOPY apps/web libs/ /x/',
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
  await git(workspace, 'commit', '--quiet', '--allow-empty', '--message', 'change');
  return git(workspace, 'rev-parse', 'HEAD');
}

const inputs: Inputs = {
  config: '.github/sealift.yml',
  apps: [],
  platforms: ['linux/amd64'],
  imagePrefix: 'ghcr.io/Acme/shop',
  copyTo: [],
  ignoreFiles: [],
  token: undefined,
  prepared: false,
  releases: undefined,
  mode: 'auto',
  rebuild: false,
};

/** GitHub, when it is asked what the repository is. */
const answer: typeof globalThis.fetch = async (input) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.pathname !== '/repos/acme/shop') throw new Error(`nobody asks for ${url.href}`);
  const repository = { default_branch: 'main', description: 'A shop', license: { spdx_id: 'MIT' } };
  return new Response(JSON.stringify(repository), { headers: { 'content-type': 'application/json' } });
};

async function plan(
  event: { name?: string; payload?: unknown; ref?: string },
  changes: Partial<Inputs> = {},
  env: Readonly<Record<string, string | undefined>> = {},
  dependencies: Partial<Dependencies> = {},
) {
  const eventFile = path.join(workspace, '.git', 'event.json');
  await writeFile(eventFile, JSON.stringify(event.payload ?? {}));
  return run(
    { ...inputs, ...changes },
    {
      env: {
        PATH: process.env['PATH'],
        HOME: workspace,
        GITHUB_REPOSITORY: 'Acme/shop',
        GITHUB_WORKSPACE: workspace,
        GITHUB_EVENT_NAME: event.name ?? 'push',
        GITHUB_EVENT_PATH: eventFile,
        GITHUB_RUN_ID: '77',
        GITHUB_REF: event.ref ?? 'refs/heads/main',
        GITHUB_SHA: await git(workspace, 'rev-parse', 'HEAD'),
        ...env,
      },
      log,
      clock: fakeClock(Date.parse('2026-11-26T12:00:00Z')),
      summary: async (markdown) => {
        written.push(markdown);
      },
      exec: createExec(log),
      fetch: answer,
      signal: new AbortController().signal,
      resolveTool: () => Promise.reject(new Error('no tool is needed')),
      ...dependencies,
    },
  );
}

const apps = (outputs: { 'sign-matrix': string }) =>
  (JSON.parse(outputs['sign-matrix']) as { include: { app: string }[] }).include.map(({ app }) => app);

/** Of the first app. */
const firstRelease = (outputs: { 'release-matrix': string }) =>
  (JSON.parse(outputs['release-matrix']) as { include: Record<'tags' | 'release-tag', string>[] }).include[0];
const tagsOf = (outputs: { 'release-matrix': string }) => firstRelease(outputs)?.tags.split('\n');
const releaseTag = (outputs: { 'release-matrix': string }) => firstRelease(outputs)?.['release-tag'];

describe('a push', () => {
  it('builds the apps whose files changed since the commit before', async () => {
    await commit({ 'apps/api/größe "x".py': '1' });
    const outputs = await plan({ payload: { before: base } });
    expect(apps(outputs)).toEqual(['api']);
    expect(outputs.mode).toBe('publish');
    expect(releaseTag(outputs)).toMatch(/^sha-[0-9a-f]{40}$/);
    expect(written.join()).toContain('publish 1 app');
  });

  it('gives each app the matrix of its platforms alone', async () => {
    const outputs = await plan({ name: 'workflow_dispatch' }, { platforms: ['linux/amd64', 'linux/arm64'] });
    const { include } = JSON.parse(outputs['release-matrix']) as {
      include: {
        app: string;
        image: string;
        build: { include: { app: string; slot: number; platform: string }[] };
      }[];
    };
    expect(include.map(({ app, image }) => [app, image])).toEqual([
      ['api', 'ghcr.io/acme/shop/api'],
      ['web', 'ghcr.io/acme/shop/web'],
    ]);
    for (const { app, build } of include)
      expect(build.include.map((leg) => [leg.app, leg.slot, leg.platform])).toEqual([
        [app, 0, 'linux/amd64'],
        [app, 1, 'linux/arm64'],
      ]);
  });

  it('names where each app is copied to', async () => {
    const copyTo = ['europe-docker.pkg.dev/acme/images', 'docker.io/Acme'];
    const outputs = await plan({ name: 'workflow_dispatch' }, { copyTo });
    const { include } = JSON.parse(outputs['release-matrix']) as { include: Record<string, string>[] };
    expect(include.map((entry) => entry['copy-to']?.split('\n'))).toEqual([
      ['europe-docker.pkg.dev/acme/images/api', 'docker.io/acme/api'],
      ['europe-docker.pkg.dev/acme/images/web', 'docker.io/acme/web'],
    ]);
    await expect(plan({ name: 'workflow_dispatch' }, { copyTo: ['ghcr.io/acme/shop'] })).rejects.toThrow(
      'would be copied to ghcr.io/acme/shop/api, which is its own image',
    );
  });

  it('carries what its release is called and says of itself', async () => {
    await commit({ '.github/sealift.yml': 'tags: [stable]\nlabels: { team: shop }\n' });
    const payload = {
      before: base,
      repository: { default_branch: 'main', description: 'A shop', license: { spdx_id: 'MIT' } },
    };
    const env = { GITHUB_REPOSITORY: 'acme/shop' };
    const outputs = await plan({ payload }, {}, env);
    const { include } = JSON.parse(outputs['release-matrix']) as {
      include: Record<string, string>[] & { build: { include: Record<string, string>[] } }[];
    };
    expect(include[0]?.['tags']).toBe(`${releaseTag(outputs)}\nstable`);
    const seconds = Number(await git(workspace, 'log', '-1', '--format=%ct'));
    expect(include[0]?.build.include[0]?.['labels']?.split('\n')).toEqual([
      `org.opencontainers.image.created=${new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')}`,
      'org.opencontainers.image.description=A shop',
      'org.opencontainers.image.licenses=MIT',
      `org.opencontainers.image.revision=${await git(workspace, 'rev-parse', 'HEAD')}`,
      'org.opencontainers.image.source=https://github.com/acme/shop',
      'org.opencontainers.image.title=shop',
      'org.opencontainers.image.url=https://github.com/acme/shop',
      'org.opencontainers.image.version=stable',
      'team=shop',
    ]);
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

  it.each(['sha-0123456789abcdef0123456789abcdef01234567', 'v1.2.3', 'latest'])(
    'of a branch called %s does not take the tag of a release, and says so',
    async (name) => {
      const outputs = await plan({ ref: `refs/heads/${name}` });
      expect(tagsOf(outputs)).toEqual([releaseTag(outputs), `branch-${name}`]);
      expect(log.lines.filter((line) => line.startsWith('notice'))).toEqual([
        expect.stringContaining(`refs/heads/${name} looks like a tag`),
      ]);
    },
  );

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
  expect(outputs.mode).toBe('check');
  expect(tagsOf(outputs)).toEqual(['']);
});

describe('ignore files', () => {
  it('are bound by the digests of their bytes, in their order, with the time of the plan', async () => {
    await commit({ '.trivyignore': 'CVE-2024-0001\r\n', 'sub/more.yaml': 'vulnerabilities: []\n' });
    const outputs = await plan(
      { name: 'workflow_dispatch' },
      { ignoreFiles: ['sub/more.yaml', '.trivyignore'] },
    );
    expect(outputs['ignore-files']).toBe(
      `${digestOf('vulnerabilities: []\n')},${digestOf('CVE-2024-0001\r\n')}`,
    );
    expect(outputs['planned-at']).toBe('2026-11-26T12:00:00.000Z');
    expect((await plan({ name: 'workflow_dispatch' }))['ignore-files']).toBe('');
  });

  it.each<[string, string, RegExp, string]>([
    ['missing', 'none', /does not exist/, 'plan/no-ignore-file'],
    ['outside', '../x', /outside/, 'plan/no-ignore-file'],
    ['absolute', '/etc/hostname', /outside/, 'plan/no-ignore-file'],
    ['a folder', 'apps', /it is no file/, 'action/bad-file'],
    ['a link that leads elsewhere', 'link', /leads out of the repository/, 'action/link-outside'],
    ['a link into the git folder', 'config', /or into its git folder/, 'action/link-outside'],
    ['too large', 'large', /more than 1048576 bytes/, 'action/bad-file'],
  ])('%s: refused before anything is built', async (_, file, message, code) => {
    await commit({ large: ' '.repeat(1024 * 1024 + 1) });
    await symlink('/etc/hostname', path.join(workspace, 'link'));
    await symlink('.git/config', path.join(workspace, 'config'));
    await expect(plan({ name: 'workflow_dispatch' }, { ignoreFiles: [file] })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

it('refuses pull_request_target', async () => {
  await expect(plan({ name: 'pull_request_target' })).rejects.toThrow('pull_request_target');
});

it('reads the configuration, and names its file and line when it is wrong', async () => {
  await commit({
    '.github/sealift.yml': 'apps:\n  worker: {file: apps/none/Containerfile}\n',
    'apps/none/Containerfile': 'FROM scratch',
  });
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

const legs = (outputs: { 'build-matrix': string }) =>
  (JSON.parse(outputs['build-matrix']) as { include: Record<string, string>[] }).include;
const warned = () => log.lines.filter((line) => line.startsWith('warning'));

describe('what changed', () => {
  it('a first push has no commit before: all apps, and no warning', async () => {
    expect(apps(await plan({ payload: { before: '0'.repeat(40), created: true } }))).toEqual(['api', 'web']);
    expect(warned()).toEqual([]);
  });

  it('a force push is compared with what it replaced, though that is no ancestor', async () => {
    await git(workspace, 'checkout', '--quiet', '-b', 'replaced');
    const replaced = await commit({ 'apps/web/page.jsx': '1' });
    await git(workspace, 'checkout', '--quiet', 'main');
    await commit({ 'apps/api/x.py': '1' });
    // The page went away and the program came: both apps are others than those of the branch before.
    expect(apps(await plan({ payload: { before: replaced, forced: true } }))).toEqual(['api', 'web']);
    await git(workspace, 'checkout', '--quiet', 'replaced');
    await commit({ 'apps/web/page.jsx': '2' });
    expect(apps(await plan({ payload: { before: replaced, forced: true } }))).toEqual(['web']);
  });

  it('a force push over a commit that is gone builds all, and says why', async () => {
    await commit({ 'apps/api/x.py': '1' });
    expect(apps(await plan({ payload: { before: 'dead'.padEnd(40, '0'), forced: true } }))).toEqual([
      'api',
      'web',
    ]);
    expect(warned()).toEqual([
      expect.stringMatching(/was replaced by a force push and is gone, so every app is built\.$/),
    ]);
  });

  it('a merge group is checked against the commit that it is to be put on', async () => {
    await commit({ 'apps/web/page.jsx': '1' });
    const second = await commit({ 'apps/api/x.py': '1' });
    const group = (sha: unknown) =>
      plan({
        name: 'merge_group',
        ref: 'refs/heads/gh-readonly-queue/main/pr-1',
        payload: { merge_group: { base_sha: sha } },
      });
    expect(apps(await group(base))).toEqual(['api', 'web']);
    expect(apps(await group(await git(workspace, 'rev-parse', `${second}^`)))).toEqual(['api']);
    const checked = await group(base);
    expect(checked.mode).toBe('check');
    expect(tagsOf(checked)).toEqual(['']);
    for (const malformed of [undefined, 7, 'main', '0'.repeat(40)])
      expect(apps(await group(malformed))).toEqual(['api', 'web']);
  });

  it('a deleted file changes its app', async () => {
    const before = await commit({ 'apps/api/old.py': '1' });
    await rm(path.join(workspace, 'apps/api/old.py'));
    await commit({});
    expect(apps(await plan({ payload: { before } }))).toEqual(['api']);
  });

  it('a deleted app builds no other', async () => {
    await rm(path.join(workspace, 'apps/web'), { recursive: true });
    await commit({});
    expect(apps(await plan({ payload: { before: base } }))).toEqual([]);
  });

  it('a renamed app is another app, and builds no other', async () => {
    await git(workspace, 'mv', 'apps/web', 'apps/shop');
    await commit({});
    expect(apps(await plan({ payload: { before: base } }))).toEqual(['shop']);
  });

  it('a deleted app builds those that copied it', async () => {
    const before = await commit({ 'apps/all/Dockerfile': 'FROM scratch\nCOPY . .' });
    await rm(path.join(workspace, 'apps/web'), { recursive: true });
    await commit({});
    expect(apps(await plan({ payload: { before } }))).toEqual(['all']);
  });

  it('apps with contexts of their own have nothing to do with one that is gone', async () => {
    const own = 'apps:\n  api: {context: apps/api}\n';
    const before = await commit({ '.github/sealift.yml': own });
    await rm(path.join(workspace, 'apps/web'), { recursive: true });
    await commit({});
    expect(await plan({ payload: { before } })).toMatchObject({ mode: 'none', count: '0' });
    expect(log.lines).toContain('notice No app is affected by this change: nothing is built.');
    expect(written).toEqual(['### Plan: nothing to build\n\nNo app is affected by this change.\n']);
  });

  it('a file that moves from one app to the other changes both', async () => {
    const before = await commit({
      'apps/api/shared.txt': 'the same in both, so that git could call it renamed\n',
    });
    await git(workspace, 'mv', 'apps/api/shared.txt', 'apps/web/shared.txt');
    await commit({});
    expect(apps(await plan({ payload: { before } }))).toEqual(['api', 'web']);
  });

  it('a change outside of all apps changes those that copy it', async () => {
    await commit({ 'package.json': '{}' });
    expect(apps(await plan({ payload: { before: base } }))).toEqual([]);
    await commit({ 'libs/x.py': '1' });
    expect(apps(await plan({ payload: { before: base } }))).toEqual(['api', 'web']);
  });

  it('a changed configuration changes the apps of which it says something else', async () => {
    const since = async (before: string, config: string) => {
      const commitOf = await commit({ '.github/sealift.yml': config });
      return [apps(await plan({ payload: { before } })), commitOf] as const;
    };
    const [same, first] = await since(base, 'apps:\n  api: {}\n  web: {}\n');
    expect(same).toEqual([]);
    const [one, second] = await since(first, 'apps:\n  api: {}\n  web: { build-args: { V: 3.10 } }\n');
    expect(one).toEqual(['web']);
    const [when, third] = await since(
      second,
      'apps:\n  api: { paths: [x/**] }\n  web: { build-args: { V: "3.10" }, file: ./apps/web/Dockerfile }\nrunners: { linux/amd64: big }\n',
    );
    expect(when).toEqual([]);
    const [all, fourth] = await since(third, 'platforms: [linux/arm64]\n');
    expect(all).toEqual(['api', 'web']);
    await commit({ '.github/sealift.yml': 'apps: [' });
    const broken = await git(workspace, 'rev-parse', 'HEAD');
    const [mended] = await since(broken, 'platforms: [linux/arm64]\n');
    expect(mended).toEqual(['api', 'web']);
    const [labelled] = await since(fourth, 'platforms: [linux/arm64]\nlabels: { a: b }\n');
    expect(labelled).toEqual(['api', 'web']);
  });

  it('the other name of the configuration is the same file', async () => {
    const before = await commit({ '.github/sealift.yml': 'apps:\n  api: {}\n' });
    await git(workspace, 'mv', '.github/sealift.yml', '.github/sealift.yaml');
    await commit({});
    expect(apps(await plan({ payload: { before } }))).toEqual([]);
    await commit({ '.github/sealift.yml': 'apps:\n  api: {}\n' });
    await expect(plan({ payload: { before } })).rejects.toMatchObject({ code: 'plan/two-configs' });
  });

  it('names like options, with spaces and line breaks, are files like others', async () => {
    await commit({ 'apps/web/--output=x': '1', 'apps/web/a\nb': '1', 'apps/web/ space ': '1' });
    expect(apps(await plan({ payload: { before: base } }))).toEqual(['web']);
  });

  it('apps that are named are built whatever changed', async () => {
    await commit({ 'README.md': 'x' });
    const outputs = await plan({ payload: { before: base } }, { apps: ['web'] });
    expect(apps(outputs)).toEqual(['web']);
  });

  it('an unknown app is refused with the names that there are', async () => {
    await expect(plan({}, { apps: ['shop'] })).rejects.toMatchObject({
      code: 'plan/unknown-app',
      remedy: expect.stringContaining('api, web'),
    });
  });
});

describe('a rebuild', () => {
  it.each([
    ['schedule', false],
    ['push', true],
    ['workflow_dispatch', true],
  ])('of %s builds all apps, whatever changed, under a tag of its own', async (name, rebuild) => {
    await commit({ 'apps/api/x': '1' });
    const outputs = await plan({ name, payload: { before: base } }, { rebuild });
    expect(outputs.rebuild).toBe('true');
    expect(apps(outputs)).toEqual(['api', 'web']);
    expect(releaseTag(outputs)).toMatch(/^sha-[0-9a-f]{40}-r77$/);
    const { include } = JSON.parse(outputs['release-matrix']) as { include: Record<string, string>[] };
    expect(include.map((entry) => entry['floating-tags'])).toEqual(['main', 'main']);
  });

  it('of a schedule, whose event says nothing of the repository, has the labels of a push', async () => {
    const repository = { default_branch: 'main', description: 'A shop', license: { spdx_id: 'MIT' } };
    const env = { GITHUB_REPOSITORY: 'acme/shop' };
    const labels = (outputs: { 'build-matrix': string }) =>
      (JSON.parse(outputs['build-matrix']) as { include: Record<string, string>[] }).include.map(
        (leg) => leg['labels'],
      );
    const scheduled = await plan({ name: 'schedule' }, { token: 'ghs_x' }, env);
    const pushed = await plan({ payload: { repository } }, { apps: ['api', 'web'] }, env);
    expect(labels(scheduled)).toEqual(labels(pushed));
    expect(labels(scheduled)[0]).toContain('licenses=MIT');
  });

  it('is described by the commit that its content is from, whatever else was committed since', async () => {
    const changed = await commit({
      'apps/api/x': '1',
      'apps/api/Dockerfile': 'FROM scratch\nCOPY apps/api/x /\n',
    });
    await commit({ 'README.md': 'x', 'apps/web/Dockerfile': 'FROM scratch\nCMD ["x"]\n' });
    const head = await commit({ 'docs/a.md': '1' });
    const outputs = await plan({ name: 'schedule' });
    const { include } = JSON.parse(outputs['build-matrix']) as { include: Record<string, string>[] };
    const [api, web] = include;
    expect(api?.['labels']).toContain(`revision=${changed}`);
    expect(api?.['source-date-epoch']).toBe(await git(workspace, 'log', '-1', '--format=%ct', changed));
    expect(web?.['labels']).toContain(`revision=${await git(workspace, 'rev-parse', `${head}^`)}`);
    expect(releaseTag(outputs)).toBe(`sha-${head}-r77`);
    const push = await plan({ name: 'workflow_dispatch' });
    const legs = JSON.parse(push['build-matrix']) as { include: Record<string, string>[] };
    expect(legs.include.map((leg) => leg['source-date-epoch'])).toEqual(['', '']);
  });

  it.each([
    ['pull_request', 'refs/pull/7/merge', 'preview'],
    ['pull_request', 'refs/pull/7/merge', 'auto'],
    ['push', 'refs/heads/main', 'check'],
    ['schedule', 'refs/heads/main', 'check'],
  ] as const)('is none of %s of %s with mode %s', async (name, ref, mode) => {
    expect((await plan({ name, ref }, { rebuild: true, mode })).rebuild).toBe('false');
  });
});

describe('which events release', () => {
  it.each(['push', 'workflow_dispatch', 'repository_dispatch', 'schedule', 'release'])('%s', async (name) => {
    const outputs = await plan({ name });
    expect(outputs.mode).toBe('publish');
    expect(tagsOf(outputs)?.[0]).toBe(releaseTag(outputs));
  });

  it.each(['pull_request_target', 'workflow_run', 'issue_comment'])('not %s', async (name) => {
    await expect(plan({ name })).rejects.toMatchObject({
      code: 'plan/event-not-allowed',
      message: expect.stringContaining(name),
    });
  });

  it('the mode that is set outright counts, on any event', async () => {
    const checked = await plan({ name: 'workflow_run' }, { mode: 'check' });
    expect(checked.mode).toBe('check');
    expect(tagsOf(checked)).toEqual(['']);
    const pull = { name: 'pull_request', ref: 'refs/pull/1/merge' };
    await commit({ 'apps/api/x.py': '1' });
    expect((await plan(pull, { mode: 'publish' })).mode).toBe('publish');
  });
});

describe('the matrices', () => {
  it('have a leg for each platform of each app, with what the build job needs', async () => {
    const outputs = await plan(
      { name: 'workflow_dispatch' },
      { platforms: ['linux/amd64', 'linux/arm64'], apps: ['api'] },
    );
    expect(legs(outputs)).toMatchObject([
      {
        app: 'api',
        image: 'ghcr.io/acme/shop/api',
        file: 'apps/api/Dockerfile',
        context: '.',
        platform: 'linux/amd64',
        slug: 'linux-amd64',
      },
      { platform: 'linux/arm64', slug: 'linux-arm64' },
    ]);
    expect(outputs.count).toBe('2');
    expect(JSON.parse(outputs['sign-matrix'])).toEqual({
      include: [
        {
          ...{ app: 'api', image: 'ghcr.io/acme/shop/api', platforms: 'linux/amd64,linux/arm64' },
          'release-tag': releaseTag(outputs),
        },
      ],
    });
    expect(log.lines).toContain(
      'info api on linux/arm64: ghcr.io/acme/shop/api, from apps/api/Dockerfile; asked for',
    );
    expect(written.join()).toContain(
      '| `api` | linux/amd64 | `ghcr.io/acme/shop/api` | `apps/api/Dockerfile` | asked for |',
    );
  });

  it('carry where it is deployed to the job that has no checkout', async () => {
    expect((await plan({ name: 'workflow_dispatch' })).deploy).toBe('');
    await commit({ '.github/sealift.yml': DEPLOY });
    const { deploy } = await plan({ name: 'workflow_dispatch' });
    expect(JSON.parse(deploy)).toEqual({ apps: { '*': [{ file: 'values/{app}.yaml', path: 'image.tag' }] } });
  });

  it('say in the summary what is released, under which tags, and what is not affected', async () => {
    await commit({ 'apps/api/x.py': '1' });
    const outputs = await plan({ payload: { before: base } });
    expect(written.join()).toContain('### Plan: publish 1 app\n');
    expect(written.join()).toContain(`Tags, moved last: \`${releaseTag(outputs)}\``);
    expect(written.join()).toContain('Not affected: `web`');
    await plan({ name: 'workflow_dispatch' });
    expect(written.at(-1)).toContain('### Plan: publish 2 apps\n');
    expect(written.at(-1)).not.toContain('Not affected');
  });
});

const DEPLOY = "deploy:\n  apps:\n    '*':\n      - {file: 'values/{app}.yaml', path: image.tag}\n";

describe('the checkout', () => {
  it('an app is a folder in apps/ with a file Dockerfile', async () => {
    await commit({
      'apps/Dockerfile': '',
      'apps/deep/er/Dockerfile': '',
      'apps/odd/Dockerfile/x': '',
      'apps/file': '',
    });
    expect(apps(await plan({ name: 'workflow_dispatch' }))).toEqual(['api', 'web']);
  });

  it.each(['no folder', 'a file'])('%s in place of apps/: there is no app', async (what) => {
    await rm(path.join(workspace, 'apps'), { recursive: true });
    if (what === 'a file') await writeFile(path.join(workspace, 'apps'), '');
    await commit({});
    await expect(plan({ name: 'workflow_dispatch' })).rejects.toMatchObject({ code: 'plan/no-app' });
  });

  it('a folder that cannot be an app is named', async () => {
    await commit({ 'apps/No App/Dockerfile': '' });
    await expect(plan({ name: 'workflow_dispatch' })).rejects.toMatchObject({
      code: 'plan/bad-app-name',
      message: expect.stringContaining('No App'),
    });
  });

  it.each([
    ['GITHUB_WORKSPACE', 'plan/no-workspace'],
    ['GITHUB_EVENT_NAME', 'action/context'],
    ['GITHUB_REF', 'action/context'],
    ['GITHUB_SHA', 'action/context'],
  ])('without %s there is no run', async (name, code) => {
    await expect(plan({}, {}, { [name]: undefined })).rejects.toMatchObject({
      code,
      message: `${name} is not set.`,
    });
  });
});

describe('the configuration', () => {
  it.each<readonly [string, string, number]>([
    ['an unknown key', 'apps:\n  api:\n    dockerfile: x\n', 3],
    ['no YAML', 'apps:\n  api: [\n', 3],
    ['another type', 'apps: 7\n', 1],
  ])('%s is refused with its line', async (_name, text, line) => {
    await commit({ '.github/sealift.yml': text });
    await expect(plan({ name: 'workflow_dispatch' })).rejects.toMatchObject({
      code: 'config/malformed',
      location: { file: '.github/sealift.yml', line },
    });
  });

  it('a folder in its place cannot be read', async () => {
    await commit({ '.github/sealift.yml/x': '' });
    await expect(plan({ name: 'workflow_dispatch' })).rejects.toMatchObject({
      code: 'action/bad-file',
      message: expect.stringContaining('it is no file'),
    });
  });

  it.each(['../x.yml', '/etc/hostname', 'a/../../x.yml', '.'])(
    '%j is not in the repository',
    async (config) => {
      await expect(plan({}, { config })).rejects.toMatchObject({ code: 'plan/config-outside' });
    },
  );

  it('may stand elsewhere in the repository, and a change to it there counts', async () => {
    await commit({ 'ci/release.yml': 'apps:\n  api: {}\n  web: {target: "0"}\n' });
    expect(apps(await plan({ payload: { before: base } }, { config: './ci/../ci/release.yml' }))).toEqual([
      'web',
    ]);
  });
});

describe('what is validated before a minute of building', () => {
  it.each<[string, Record<string, string>, string, RegExp]>([
    [
      'a Dockerfile that is not there',
      { c: 'apps: { x: { file: x/Dockerfile } }' },
      'plan/no-dockerfile',
      /"x" has no Dockerfile: x\/Dockerfile does not exist/,
    ],
    [
      'a context that is not there',
      { c: 'apps: { api: { context: nope } }' },
      'plan/no-context',
      /nope, does not exist/,
    ],
    [
      'a context that is a file',
      { c: 'apps: { api: { context: apps/api/Dockerfile } }' },
      'plan/no-context',
      /is no folder/,
    ],
    [
      'a named context outside',
      { c: 'apps: { api: { build-contexts: { libs: ../libs } } }' },
      'plan/no-context',
      /lies outside the repository/,
    ],
    [
      'a discovered context outside',
      { c: 'discover: { file: apps/*/Dockerfile, context: "{folder}/../../.." }' },
      'plan/no-context',
      /lies outside/,
    ],
    [
      'a stage that is not there',
      { c: 'apps: { api: { target: prod } }' },
      'plan/no-target',
      /apps\/api\/Dockerfile, the Dockerfile of the app "api", has no stage "prod"/,
    ],
    [
      'a Dockerfile without a stage',
      { c: '', 'apps/api/Dockerfile': '# empty\n' },
      'plan/no-target',
      /has no FROM/,
    ],
    [
      'a folder for a pattern',
      { c: 'apps: { api: { paths: [apps/api] } }' },
      'plan/no-files',
      /"apps\/api" under "paths" of the app "api" is a folder/,
    ],
    [
      'a place in the ops repository',
      { c: 'deploy: { apps: { api: [{ file: "x/{ap}/y.yaml" }] } }' },
      'text/unknown-placeholder',
      /"\{ap\}"/,
    ],
    [
      'two images',
      { c: 'apps: { api: { image: ghcr.io/a/b }, web: { image: ghcr.io/a/b } }' },
      'plan/shared-image',
      /same image/,
    ],
  ])('%s', async (_, { c = '', ...files }, code, message) => {
    await commit({ '.github/sealift.yml': c, ...files });
    await expect(plan({ name: 'workflow_dispatch' })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('a link out of the repository, as Dockerfile or context', async () => {
    await symlink('/etc', path.join(workspace, 'out'));
    for (const entry of ['file: out/hostname', 'context: out']) {
      await commit({ '.github/sealift.yml': `apps: { api: { ${entry} } }` });
      await expect(plan({ name: 'workflow_dispatch' })).rejects.toMatchObject({
        code: 'action/link-outside',
      });
    }
  });

  it('without an app, what there is and what to write', async () => {
    await git(workspace, 'mv', 'apps', 'services');
    await commit({});
    await expect(plan({ name: 'workflow_dispatch' })).rejects.toMatchObject({
      code: 'plan/no-app',
      message: expect.stringContaining('services/api/Dockerfile, services/web/Dockerfile'),
      remedy: expect.stringMatching(/discover: "services\/\*\/Dockerfile"$/),
    });
    await commit({ '.github/sealift.yml': 'discover: "services/*/Dockerfile"\n' });
    expect(apps(await plan({ name: 'workflow_dispatch' }))).toEqual(['api', 'web']);
  });
});

describe('the last release', () => {
  const sha = CLAIMS.sha;
  afterEach(() => {
    CLAIMS.sha = sha;
  });

  /** The apps that a push plans, when api was last released from a commit. */
  async function planAfter(commitOfApi: string, before: string, payload: object = {}) {
    CLAIMS.sha = commitOfApi;
    const release = await createRelease(commitOfApi);
    await signRelease(release);
    const { registry, runtime } = release;
    const outputs = await plan(
      { payload: { before, ...payload } },
      {
        imagePrefix: 'ghcr.io/acme/shop',
        copyTo: [],
        releases: {
          tools: 'pinned',
          policy: {
            identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
            issuer: CLAIMS.iss,
            sourceRepository: CLAIMS.repository,
            sourceRef: CLAIMS.ref,
          },
        },
      },
      {},
      {
        trustRoots: runtime.trustRoots,
        registry: {
          ...registry,
          headManifest: async ({ repository }, tag) =>
            repository === 'acme/shop/api' && tag === 'main'
              ? { digest: release.image.index, mediaType: 'application/vnd.oci.image.index.v1+json', size: 1 }
              : undefined,
        },
      },
    );
    return apps(outputs);
  }

  it('what an earlier run did not release is released by the next', async () => {
    const failed = await commit({ 'apps/api/x.py': '1', 'apps/web/page.jsx': '1' });
    await commit({ 'apps/web/page.jsx': '2' });
    // The run of the first push released neither: api's change is not lost.
    expect(await planAfter(base, failed)).toEqual(['api', 'web']);
    expect(await planAfter(failed, failed)).toEqual(['web']);
  });

  it('an app that was never released is, though nothing of it changed', async () => {
    const before = await commit({ 'apps/api/x.py': '1' });
    await commit({ 'README.md': '1' });
    expect(await planAfter(before, before)).toEqual(['web']);
    expect(log.lines.join('\n')).toContain('not released from this branch yet');
  });

  it('a run that is run again when a newer commit is released plans what its own push says', async () => {
    await commit({ 'README.md': '1' });
    const rerun = await git(workspace, 'rev-parse', 'HEAD');
    const newer = await commit({ 'apps/api/x.py': '1' });
    await git(workspace, 'checkout', '--quiet', '--detach', rerun);
    expect(await planAfter(newer, base)).toEqual(['web']);
  });

  it('of a branch that was forced to something else: the trees are compared', async () => {
    await git(workspace, 'checkout', '--quiet', '-b', 'released');
    const released = await commit({ 'apps/api/x.py': 'released' });
    await git(workspace, 'checkout', '--quiet', 'main');
    const forced = await commit({ 'README.md': '1' });
    await commit({ 'README.md': '2' });
    expect(await planAfter(released, forced)).toEqual(['api', 'web']);
    // And where the released commit is not in the checkout, all is different.
    expect(await planAfter('d'.repeat(40), forced)).toEqual(['api', 'web']);
  });
});
