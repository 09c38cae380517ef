import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import { beforeEach, describe, expect, test } from 'vitest';
import { BUILDKIT_IMAGE, openBuilder } from '../../src/buildx/builder.ts';
import { type BuildxCommand, findBuildx } from '../../src/buildx/command.ts';
import { createDockerConfig, mergeLogins } from '../../src/docker-config.ts';
import type { Exec, ExecResult } from '../../src/exec.ts';

type Call = { readonly line: string; readonly env: Readonly<Record<string, string>> };

const BOOTSTRAP = /inspect --bootstrap/;

/** Answers the first pattern that fits; anything else succeeds without a word. */
function fakeExec(answers: readonly (readonly [RegExp, Partial<ExecResult>])[] = []) {
  const calls: Call[] = [];
  const exec: Exec = async (file, args, { env }) => {
    const line = [path.basename(file), ...args].join(' ');
    calls.push({ line, env });
    const found = answers.find(([pattern]) => pattern.test(line));
    return { exitCode: 0, stdout: '', stderr: '', timedOut: false, ...found?.[1] };
  };
  return { exec, calls, lines: () => calls.map(({ line }) => line) };
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-builder-'));
});

const standalone: BuildxCommand = { file: '/t/buildx', prefix: [], version: '0.36.1', docker: undefined };
const plugin: BuildxCommand = {
  file: '/usr/bin/docker',
  prefix: ['buildx'],
  version: '0.30.0',
  docker: '/usr/bin/docker',
};

describe('openBuilder', () => {
  const open = (
    fake: ReturnType<typeof fakeExec>,
    options: { builder?: string; endpoint?: string; buildx?: BuildxCommand },
    variables: Readonly<Record<string, string>> = {},
  ) => {
    const log = memoryLog();
    const opened = openBuilder({
      buildx: standalone,
      ...options,
      env: { PATH: '/bin', RUNNER_TEMP: folder, GITHUB_TOKEN: 'x', ...variables },
      docker: {},
      exec: fake.exec,
      log,
    });
    return { opened, log };
  };

  test('a daemon at an address gets a private configuration that is removed', async () => {
    const fake = fakeExec();
    const builder = await open(fake, { endpoint: 'tcp://buildkitd:1234' }).opened;
    expect(fake.lines()).toEqual([
      'buildx create --name sealift --driver remote tcp://buildkitd:1234',
      'buildx inspect --bootstrap sealift',
    ]);
    const own = builder.env['BUILDX_CONFIG'] ?? '';
    expect(fake.calls[0]?.env).toEqual({ PATH: '/bin', BUILDX_CONFIG: own });
    expect(existsSync(own)).toBe(true);
    await builder.close();
    expect(existsSync(own)).toBe(false);
  });

  test('a daemon that does not answer is a remote failure, and nothing stays', async () => {
    const fake = fakeExec([[BOOTSTRAP, { exitCode: 1, stderr: 'ERROR: context deadline exceeded\n' }]]);
    const failure = await failureOf(open(fake, { endpoint: 'tcp://x:1' }).opened);
    expect(failure).toMatchObject({
      category: 'remote',
      message: 'buildx cannot reach the BuildKit daemon at tcp://x:1: context deadline exceeded.',
    });
    expect(existsSync(fake.calls[0]?.env['BUILDX_CONFIG'] ?? folder)).toBe(false);
  });

  test('a builder by name', async () => {
    const fake = fakeExec([[/inspect mine/, { stdout: 'Name: mine\nDriver: kubernetes\n' }]]);
    expect((await open(fake, { builder: 'mine' }).opened).name).toBe('mine');
    const missing = fakeExec([[/inspect/, { exitCode: 1 }]]);
    expect((await failureOf(open(missing, { builder: 'mine' }).opened)).message).toContain(
      'no builder named "mine"',
    );
  });

  test('the daemon in BUILDKIT_HOST, unless an input says otherwise', async () => {
    const host = { BUILDKIT_HOST: 'unix:///run/buildkit/buildkitd.sock' };
    const fake = fakeExec();
    await (await open(fake, {}, host).opened).close();
    expect(fake.lines()[0]).toContain('--driver remote unix:///run/buildkit/buildkitd.sock');
    const other = fakeExec();
    await (await open(other, { endpoint: 'tcp://x:1' }, host).opened).close();
    expect(other.lines()[0]).toContain('--driver remote tcp://x:1');
    const wrong = await failureOf(open(fakeExec(), {}, { BUILDKIT_HOST: 'nonsense' }).opened);
    expect(wrong.category).toBe('configuration');
  });

  test('the current builder, unless it is docker itself', async () => {
    const fake = fakeExec([[/inspect$/, { stdout: 'Name: setup\nDriver: docker-container\n' }]]);
    const builder = await open(fake, {}).opened;
    expect(builder.name).toBe('setup');
    await builder.close();
    expect(fake.lines()).toEqual(['buildx inspect']);
  });

  test('otherwise a container of a pinned BuildKit, removed afterwards', async () => {
    const fake = fakeExec([[/inspect$/, { stdout: 'Name: default\nDriver: docker\n' }]]);
    const builder = await open(fake, { buildx: plugin }).opened;
    expect(fake.lines()[1]).toBe(
      `docker buildx create --name ${builder.name} --driver docker-container --driver-opt image=${BUILDKIT_IMAGE}`,
    );
    expect(BUILDKIT_IMAGE).toMatch(/@sha256:[0-9a-f]{64}$/);
    await builder.close();
    expect(fake.lines().at(-1)).toBe(`docker buildx rm --force ${builder.name}`);
  });

  test('a container that does not start is removed too', async () => {
    const fake = fakeExec([
      [BOOTSTRAP, { exitCode: 1, stderr: 'ERROR: pull rate limit\n' }],
      [/inspect$/, { exitCode: 1 }],
    ]);
    const failure = await failureOf(open(fake, { buildx: plugin }).opened);
    expect(failure.message).toBe('buildx cannot start BuildKit in docker: pull rate limit.');
    expect(fake.lines().at(-1)).toMatch(/^docker buildx rm --force sealift-/);
  });

  test('without docker and without a builder there is nothing to build on', async () => {
    const fake = fakeExec([[/inspect/, { exitCode: 1 }]]);
    expect(await failureOf(open(fake, {}).opened)).toMatchObject({ category: 'configuration' });
  });
});

describe('findBuildx', () => {
  const find = async (
    source: 'pinned' | 'system',
    answers: Parameters<typeof fakeExec>[0],
    tools: readonly string[],
  ) => {
    const bin = path.join(folder, 'bin');
    await mkdir(bin, { recursive: true });
    for (const name of tools) {
      await writeFile(path.join(bin, name), '');
      await chmod(path.join(bin, name), 0o755);
    }
    const fake = fakeExec(answers);
    const log = memoryLog();
    const refuse: typeof fetch = async () => new Response(null, { status: 404 });
    const env = { PATH: bin, RUNNER_TOOL_CACHE: path.join(folder, 'cache') };
    const found = findBuildx({ source, env, log, clock: fakeClock(), fetch: refuse, exec: fake.exec });
    return { found, log };
  };
  const answer = (version: string) => ({ stdout: `github.com/docker/buildx v${version} abc\n` });

  test('prefers the plugin of a machine with docker to a download', async () => {
    const { found, log } = await find('pinned', [[/^docker buildx version/, answer('0.30.1')]], ['docker']);
    expect(await found).toMatchObject({ prefix: ['buildx'], version: '0.30.1' });
    expect(log.lines.join()).toContain('Using docker buildx 0.30.1 of this machine');
  });

  test.each([
    ['too old', [[/^docker/, answer('0.12.1')]] as const],
    ['absent', [[/^docker/, { exitCode: 1, stderr: 'unknown command' }]] as const],
  ])('a plugin that is %s is not used', async (_, answers) => {
    const { found } = await find('pinned', answers, ['docker']);
    expect((await failureOf(found)).message).toContain('buildx 0.36.1 could not be downloaded');
  });

  test('system: a program of its own first, then the plugin, then a failure', async () => {
    const both = [
      [/^buildx version/, answer('0.36.1')],
      [/^docker/, answer('0.30.1')],
    ] as const;
    expect(await (await find('system', both, ['docker'])).found).toMatchObject({ prefix: ['buildx'] });
    expect(await (await find('system', both, ['docker', 'buildx'])).found).toMatchObject({ prefix: [] });
  });

  test('system: neither', async () => {
    const { found } = await find('system', [], []);
    expect((await failureOf(found)).message).toContain('no buildx on this machine');
  });
});

describe('the docker configuration of a build', () => {
  const login = { username: 'me', password: 'p:w' };
  const auth = Buffer.from('me:p:w').toString('base64');

  test('is the machine’s own without logins', async () => {
    expect((await createDockerConfig(new Map(), {})).env).toEqual({});
  });

  test('is a private copy with them', async () => {
    const own = path.join(folder, 'own');
    await mkdir(path.join(own, 'cli-plugins'), { recursive: true });
    await writeFile(path.join(own, 'config.json'), '{"auths":{"a.example":{"auth":"eDp5"}},"proxies":{}}');
    const config = await createDockerConfig(new Map([['ghcr.io', login]]), {
      DOCKER_CONFIG: own,
      RUNNER_TEMP: folder,
    });
    const copy = config.env['DOCKER_CONFIG'] ?? '';
    const file = path.join(copy, 'config.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      auths: { 'a.example': { auth: 'eDp5' }, 'ghcr.io': { auth } },
      proxies: {},
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(copy)).mode & 0o777).toBe(0o700);
    expect(existsSync(path.join(copy, 'cli-plugins'))).toBe(true);
    expect(config.env['BUILDX_CONFIG']).toBe(path.join(own, 'buildx'));
    await config.close();
    expect(existsSync(copy)).toBe(false);
    expect(existsSync(path.join(own, 'cli-plugins'))).toBe(true);
  });

  test('does not quote a broken file', async () => {
    await writeFile(path.join(folder, 'config.json'), '{"auths": secret');
    const failure = await failureOf(
      createDockerConfig(new Map([['ghcr.io', login]]), { DOCKER_CONFIG: folder }),
    );
    expect(failure.category).toBe('configuration');
    expect(failure.message).not.toContain('secret');
  });

  test.each([
    [
      'turns a credential store off for that registry',
      { credsStore: 'desktop' },
      { credsStore: 'desktop', auths: { 'ghcr.io': { auth } }, credHelpers: { 'ghcr.io': '' } },
    ],
    ['replaces a login', { auths: { 'ghcr.io': { auth: 'b2xk' } } }, { auths: { 'ghcr.io': { auth } } }],
  ])('%s', (_, before, after) => {
    expect(mergeLogins(before, new Map([['ghcr.io', login]]))).toEqual(after);
  });

  test.each([[{ auths: { 'ghcr.io': {} } }], [{ credHelpers: { 'ghcr.io': 'gcloud' } }]])(
    'a weak login does not replace that of %j',
    (before) => {
      const merged = mergeLogins(before, new Map([['ghcr.io', { ...login, weak: true }]]));
      expect(merged).toMatchObject(before);
      expect(JSON.stringify(merged)).not.toContain(auth);
    },
  );

  test('Docker Hub has its own name', () => {
    expect(Object.keys(mergeLogins({}, new Map([['docker.io', login]])).auths ?? {})).toEqual([
      'https://index.docker.io/v1/',
    ]);
  });
});
