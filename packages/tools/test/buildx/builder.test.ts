import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CreatedBuilder, removeBuilder } from '../../src/buildx/builder/create.ts';
import { BUILDKIT_IMAGE, type NewBuilder, plainNode } from '../../src/buildx/builder/options.ts';
import { type BuilderChoice, openBuilder } from '../../src/buildx/builder.ts';
import { type BuildxCommand, findBuildx } from '../../src/buildx/command.ts';
import { architecturesOf, installQemu, QEMU_IMAGE } from '../../src/buildx/qemu.ts';
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

const DEFAULT: NewBuilder = {
  driver: 'docker-container',
  image: BUILDKIT_IMAGE,
  config: undefined,
  nodes: [plainNode()],
  kept: false,
};
const remote = (endpoint: string): BuilderChoice => ({
  kind: 'new',
  wanted: { ...DEFAULT, driver: 'remote', nodes: [plainNode(endpoint)] },
});

function open(
  fake: ReturnType<typeof fakeExec>,
  options: { choice?: BuilderChoice; buildx?: BuildxCommand } = {},
  variables: Readonly<Record<string, string>> = {},
) {
  const log = memoryLog();
  const created: CreatedBuilder[] = [];
  const world = {
    buildx: options.buildx ?? standalone,
    env: { PATH: '/bin', RUNNER_TEMP: folder, GITHUB_TOKEN: 'x', ...variables },
    docker: {},
    exec: fake.exec,
    log,
  };
  const opened = openBuilder({
    ...world,
    choice: options.choice ?? { kind: 'any', wanted: DEFAULT },
    onCreated: (each) => created.push(each),
  });
  return { opened, log, created, world };
}

describe('openBuilder', () => {
  test('a daemon at an address gets a private configuration that is removed', async () => {
    const fake = fakeExec();
    const builder = await open(fake, { choice: remote('tcp://buildkitd:1234') }).opened;
    expect(fake.lines()).toEqual([
      'buildx create --name sealift --driver remote -- tcp://buildkitd:1234',
      'buildx inspect --bootstrap sealift',
    ]);
    const own = builder.env['BUILDX_CONFIG'] ?? '';
    expect(fake.calls[0]?.env).toEqual({ PATH: '/bin', BUILDX_CONFIG: own });
    expect(existsSync(own)).toBe(true);
    await builder.close();
    expect(existsSync(own)).toBe(false);
  });

  test('a daemon that asks for a certificate gets it from files that only this user may read', async () => {
    const tls = { ca: 'CA', certificate: 'CERT', key: 'KEY\n' };
    const wanted: NewBuilder = {
      ...DEFAULT,
      driver: 'remote',
      nodes: [
        { ...plainNode('tcp://a:1'), tls, driverOptions: ['servername=buildkitd'] },
        { ...plainNode('tcp://b:1'), platforms: ['linux/arm64'], name: 'arm' },
      ],
    };
    const fake = fakeExec();
    const builder = await open(fake, { choice: { kind: 'new', wanted } }).opened;
    const own = builder.env['BUILDX_CONFIG'] ?? '';
    expect(fake.lines().slice(0, 2)).toEqual([
      `buildx create --name sealift --driver remote --driver-opt cacert=${own}/node-0-cacert.pem --driver-opt cert=${own}/node-0-cert.pem --driver-opt key=${own}/node-0-key.pem --driver-opt servername=buildkitd -- tcp://a:1`,
      'buildx create --name sealift --driver remote --append --node arm --platform linux/arm64 -- tcp://b:1',
    ]);
    expect((await stat(`${own}/node-0-key.pem`)).mode & 0o777).toBe(0o600);
    expect(await readFile(`${own}/node-0-cert.pem`, 'utf8')).toBe('CERT\n');
    await builder.close();
    expect(existsSync(own)).toBe(false);
  });

  test('a daemon that does not answer is a remote failure, and nothing stays', async () => {
    const fake = fakeExec([[BOOTSTRAP, { exitCode: 1, stderr: 'ERROR: context deadline exceeded\n' }]]);
    const failure = await failureOf(open(fake, { choice: remote('tcp://x:1') }).opened);
    expect(failure).toMatchObject({
      category: 'remote',
      message: 'buildx cannot reach the BuildKit daemon at tcp://x:1: context deadline exceeded.',
    });
    expect(existsSync(fake.calls[0]?.env['BUILDX_CONFIG'] ?? folder)).toBe(false);
  });

  test('a builder by name', async () => {
    const fake = fakeExec([[/inspect mine/, { stdout: 'Name: mine\nDriver: kubernetes\n' }]]);
    expect((await open(fake, { choice: { kind: 'named', name: 'mine' } }).opened).name).toBe('mine');
    const missing = fakeExec([[/inspect/, { exitCode: 1 }]]);
    expect(
      (await failureOf(open(missing, { choice: { kind: 'named', name: 'mine' } }).opened)).message,
    ).toContain('no builder named "mine"');
  });

  test('docker’s own', async () => {
    const fake = fakeExec([[/inspect default$/, { stdout: 'Name: default\nDriver: docker\n' }]]);
    const builder = await open(fake, { choice: { kind: 'docker' } }).opened;
    expect(builder).toMatchObject({ name: 'default', description: 'the builder "default" (docker)' });
  });

  test('the daemon in BUILDKIT_HOST, unless an input says otherwise', async () => {
    const host = { BUILDKIT_HOST: 'unix:///run/buildkit/buildkitd.sock' };
    const fake = fakeExec();
    await (await open(fake, {}, host).opened).close();
    expect(fake.lines()[0]).toContain('--driver remote -- unix:///run/buildkit/buildkitd.sock');
    const other = fakeExec();
    await (await open(other, { choice: remote('tcp://x:1') }, host).opened).close();
    expect(other.lines()[0]).toContain('--driver remote -- tcp://x:1');
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

  test('without docker and without a builder there is nothing to build on', async () => {
    const fake = fakeExec([[/inspect/, { exitCode: 1 }]]);
    expect(await failureOf(open(fake, {}).opened)).toMatchObject({ category: 'configuration' });
  });
});

describe('a BuildKit that is started', () => {
  const NONE = [/inspect$/, { stdout: 'Name: default\nDriver: docker\n' }] as const;
  const WHOLE_LOG =
    '--driver-opt env.BUILDKIT_STEP_LOG_MAX_SIZE=-1 --driver-opt env.BUILDKIT_STEP_LOG_MAX_SPEED=-1';

  test('is the pinned one, says the whole log, and is removed when the job ends', async () => {
    const fake = fakeExec([NONE]);
    const { opened, created, world } = open(fake, { buildx: plugin });
    const builder = await opened;
    expect(fake.lines()[1]).toBe(
      `docker buildx create --name ${builder.name} --driver docker-container --driver-opt image=${BUILDKIT_IMAGE} ${WHOLE_LOG}`,
    );
    for (const image of [BUILDKIT_IMAGE, QEMU_IMAGE]) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
    await builder.close();
    expect(fake.lines()).toHaveLength(3);
    expect(created).toEqual([{ name: builder.name, folder: builder.env['BUILDX_CONFIG'] }]);
    await removeBuilder(created[0] as CreatedBuilder, world);
    expect(fake.lines().at(-1)).toBe(`docker buildx rm --force ${builder.name}`);
    expect(existsSync(builder.env['BUILDX_CONFIG'] ?? folder)).toBe(false);
  });

  test('serves all builds of a job that ask for the same', async () => {
    const first = fakeExec([NONE]);
    const builder = await open(first, { buildx: plugin }).opened;
    const second = fakeExec([NONE, [/inspect sealift-/, { stdout: 'Name: x\nDriver: docker-container\n' }]]);
    const { opened, created } = open(second, { buildx: plugin });
    expect(await opened).toMatchObject({ name: builder.name, env: builder.env });
    expect(created).toEqual([]);
    const other = fakeExec([NONE, [/inspect sealift-/, { stdout: 'Name: x\nDriver: docker-container\n' }]]);
    const choice: BuilderChoice = { kind: 'new', wanted: { ...DEFAULT, image: 'mirror.example/buildkit:1' } };
    expect((await open(other, { buildx: plugin, choice }).opened).name).not.toBe(builder.name);
    const gone = fakeExec([NONE, [/inspect sealift-\S+$/, { exitCode: 1 }]]);
    expect((await open(gone, { buildx: plugin }).opened).name).not.toBe(builder.name);
  });

  test('that is stuck starts again with its cache', async () => {
    const fake = fakeExec([NONE]);
    const builder = await open(fake, { buildx: plugin }).opened;
    await builder.restart?.();
    expect(fake.lines().slice(-2)).toEqual([
      `docker buildx stop ${builder.name}`,
      `docker buildx inspect --bootstrap ${builder.name}`,
    ]);
    expect((await open(fakeExec(), { choice: remote('tcp://x:1') }).opened).restart).toBeUndefined();
  });

  test('is made as its options say', async () => {
    const wanted: NewBuilder = {
      driver: 'kubernetes',
      image: 'mirror.example/moby/buildkit:rootless',
      config: { text: '[registry."docker.io"]\n  mirrors = ["mirror.example"]\n' },
      nodes: [
        {
          ...plainNode(),
          driverOptions: ['namespace=builders,rootless=true', 'env.BUILDKIT_STEP_LOG_MAX_SIZE=5'],
          flags: '--debug',
          platforms: ['linux/amd64', 'linux/386'],
        },
      ],
      kept: false,
    };
    const fake = fakeExec();
    const builder = await open(fake, { choice: { kind: 'new', wanted } }).opened;
    const config = `${builder.env['BUILDX_CONFIG']}/buildkitd.toml`;
    expect(fake.lines()[0]).toBe(
      `buildx create --name ${builder.name} --driver kubernetes --platform linux/amd64,linux/386 --driver-opt image=mirror.example/moby/buildkit:rootless --driver-opt env.BUILDKIT_STEP_LOG_MAX_SPEED=-1 --driver-opt namespace=builders,rootless=true --driver-opt env.BUILDKIT_STEP_LOG_MAX_SIZE=5 --buildkitd-flags --debug --buildkitd-config ${config}`,
    );
    expect(await readFile(config, 'utf8')).toContain('mirror.example');
  });

  test('stays on the machine on request, and is found again', async () => {
    const wanted = { ...DEFAULT, kept: true };
    const fake = fakeExec([NONE, [/inspect sealift/, { exitCode: 1 }]]);
    const { opened, created } = open(fake, { buildx: plugin, choice: { kind: 'any', wanted } });
    const builder = await opened;
    expect(builder.env).toEqual({});
    expect(created).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.startsWith('sealift-buildx'))).toEqual([]);
    const again = fakeExec([
      NONE,
      [/inspect sealift/, { stdout: `Name: ${builder.name}\nDriver: docker-container\n` }],
    ]);
    expect((await open(again, { buildx: plugin, choice: { kind: 'any', wanted } }).opened).name).toBe(
      builder.name,
    );
    expect(again.lines().join()).not.toContain('create');
  });

  test.each([
    ['ERROR: pull rate limit\n', 'buildx/rate-limited', 'mirror'],
    [
      'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is it running?\n',
      'buildx/failed',
      'docker daemon runs',
    ],
    ['ERROR: no space left on device\n', 'buildx/disk-full', 'Make room'],
    ['ERROR: expected 1 replicas to be ready, got 0\n', 'buildx/failed', 'docker daemon runs'],
  ])('that does not start is removed: %s', async (stderr, code, remedy) => {
    const fake = fakeExec([
      [BOOTSTRAP, { exitCode: 1, stderr }],
      [/inspect$/, { exitCode: 1 }],
    ]);
    const { opened, created } = open(fake, { buildx: plugin });
    const failure = await failureOf(opened);
    expect(failure).toMatchObject({ code, category: 'remote' });
    expect(failure.message).toContain('buildx cannot start BuildKit in docker: ');
    expect(failure.remedy).toContain(remedy);
    expect(fake.lines().at(-1)).toMatch(/^docker buildx rm --force sealift-/);
    // A job that is killed meanwhile finds it in its post step.
    expect(created).toHaveLength(1);
  });

  test('one that cannot be removed is said, and one that is gone is not', async () => {
    for (const [stderr, said] of [
      ['ERROR: no builder "x" found', 0],
      ['ERROR: permission denied', 1],
    ] as const) {
      const fake = fakeExec([[/rm --force/, { exitCode: 1, stderr }]]);
      const { world, log, opened } = open(fake, { buildx: plugin });
      await opened;
      await removeBuilder({ name: 'x', folder: undefined }, world);
      expect(log.lines.filter((line) => line.startsWith('warning'))).toHaveLength(said);
    }
  });
});

describe('emulators', () => {
  test.each([
    [['linux/amd64', 'linux/arm64', 'linux/arm/v7'], 'amd64', ['arm64', 'arm']],
    [['linux/386'], 'amd64', []],
    [['linux/amd64'], 'arm64', ['amd64']],
    [[], 'amd64', ['all']],
  ])('%j on %s need %j', (platforms, own, needed) => expect(architecturesOf(platforms, own)).toEqual(needed));

  const install = (fake: ReturnType<typeof fakeExec>, buildx: BuildxCommand) =>
    installQemu(QEMU_IMAGE, ['linux/s390x'], { ...open(fake, { buildx }).world, buildx });

  test('are installed by docker', async () => {
    const fake = fakeExec();
    await install(fake, plugin);
    expect(fake.lines().at(-1)).toBe(`docker run --privileged --rm ${QEMU_IMAGE} --install s390x`);
  });

  test('cannot be without docker, nor without its rights', async () => {
    const fake = fakeExec([[/inspect/, { stdout: 'Name: a\nDriver: remote\n' }]]);
    expect((await failureOf(install(fake, standalone))).code).toBe('buildx/no-qemu');
    const refusing = fakeExec([
      [
        /run --privileged/,
        {
          exitCode: 125,
          stderr: 'docker: Error response from daemon: privileged mode is incompatible with user namespaces.',
        },
      ],
    ]);
    const failure = await failureOf(install(refusing, plugin));
    expect(failure.message).toContain('privileged mode is incompatible');
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
