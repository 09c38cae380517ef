import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { type MemoryLog, memoryLog } from '@sealift/testing/log';
import { BUILDKIT_IMAGE } from '@sealift/tools/buildx/builder/options';
import { QEMU_IMAGE } from '@sealift/tools/buildx/qemu';
import type { Exec } from '@sealift/tools/exec';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Dependencies } from '../src/dependencies.ts';
import { loadInputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';
import { MATERIALS, provenance, REQUEST, writeLayout } from './layout.ts';

const COMMIT = 'c21a10ad92bc82b0039f5b3c29d9a63d781fa1f5';
const EPOCH = 1767323045;

let folder: string;
let temporary: string;
let log: MemoryLog;
let summaries: string[];
/** What the fake buildx was started with. */
let built:
  | { args: readonly string[]; env: Readonly<Record<string, string>>; files: Record<string, string> }
  | undefined;
/** What the fake buildx does after looking at its arguments. */
let buildx: (layout: string, metadata: string, stderr: (line: string) => void) => Promise<number>;
/** What it was started with to fill caches, and what it does then. */
let cached: { args: readonly string[]; env: Readonly<Record<string, string>> }[];
let writeCache: (stderr: (line: string) => void) => Promise<number>;
let digests: { root: string; config: string };
/** Of the provenances in the layout that it writes. */
let predicates: readonly object[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-build-push-'));
  temporary = path.join(folder, 'temp');
  await mkdir(temporary);
  await mkdir(path.join(folder, 'repo', 'app'), { recursive: true });
  await writeFile(path.join(folder, 'repo', 'app', 'Dockerfile'), 'FROM scratch\n');
  log = memoryLog();
  summaries = [];
  built = undefined;
  cached = [];
  writeCache = async () => 0;
  predicates = [provenance()];
  buildx = async (layout, metadata, stderr) => {
    digests = writeLayout(layout, predicates);
    stderr(
      JSON.stringify({
        vertexes: [
          {
            digest: 'a',
            name: '[1/1] COPY . .',
            started: '2026-11-23T12:00:00Z',
            completed: '2026-11-23T12:00:03.2Z',
          },
        ],
      }),
    );
    await writeFile(metadata, JSON.stringify({ 'containerimage.digest': digests.root }));
    return 0;
  };
});

/** The value of the first `--output`: the layout's. */
const output = () => built?.args[built.args.indexOf('--output') + 1] ?? '';

const exec: Exec = async (file, args, options) => {
  const answer = (stdout: string, exitCode = 0) => ({ exitCode, stdout, stderr: '', timedOut: false });
  if (file === 'git') return answer(`${COMMIT} ${EPOCH}\n`);
  if (args[0] === 'version') return answer('github.com/docker/buildx v0.36.1 abc\n');
  if (args[0] !== 'build') return answer('');
  const files: Record<string, string> = {};
  for (const arg of args) {
    const source = /^id=[^,]+,src=(.*)$/.exec(arg)?.[1] ?? /^[a-z]+=(\/.*sealift-secrets-.*)$/.exec(arg)?.[1];
    if (source === undefined) continue;
    files[arg.replace(/,.*|=\/.*/, '')] = await readFile(source, 'utf8');
    expect((await stat(source)).mode & 0o777).toBe(0o600);
  }
  const stderr = (line: string) => options.onLine?.(line, 'stderr');
  if (args.includes('type=cacheonly')) {
    cached.push({ args, env: options.env });
    return answer('', await writeCache(stderr));
  }
  built = { args, env: options.env, files };
  const after = (flag: string) => args[args.indexOf(flag) + 1] ?? '';
  const layout = after('--output').replace(/^type=oci,tar=false,dest=|,.*$/g, '');
  return answer('', await buildx(layout, after('--metadata-file'), stderr));
};

async function build(
  given: Record<string, string> = {},
  changes: Partial<Dependencies> = {},
  env: Record<string, string> = {},
) {
  const tools = path.join(folder, 'tools');
  await mkdir(tools, { recursive: true });
  await writeFile(path.join(tools, 'buildx'), '', { mode: 0o755 });
  const values: Record<string, string> = {
    context: 'app',
    push: 'false',
    'no-cache': 'false',
    pull: 'false',
    cache: 'off',
    cleanup: 'true',
    qemu: 'false',
    'buildkit-image': BUILDKIT_IMAGE,
    'qemu-image': QEMU_IMAGE,
    'source-date-epoch': 'commit',
    'rewrite-timestamp': 'true',
    record: 'false',
    'cache-write': 'true',
    'cache-timeout': '60',
    provenance: 'mode=max',
    frontends: 'docker/dockerfile',
    'require-pinned-bases': 'warn',
    endpoint: 'tcp://buildkitd:1234',
    load: 'false',
    layout: path.join(temporary, 'layout'),
    tools: 'system',
    token: 'ghs_job_token',
    ...given,
  };
  const inputs = loadInputs(createInputReader((name) => values[name] ?? ''));
  return run(inputs, {
    env: {
      PATH: '/nowhere',
      HOME: folder,
      RUNNER_TEMP: temporary,
      GITHUB_WORKSPACE: path.join(folder, 'repo'),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SHA: 'f'.repeat(40),
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_ACTOR: 'someone',
      GITHUB_TOKEN: 'ghs_job_token',
      ACTIONS_RUNTIME_TOKEN: 'runtime',
      SEALIFT_TOOLS: tools,
      ...env,
    },
    log,
    // The minute-long waits never end here.
    clock: { now: () => 0, sleep: (time) => (time < 60_000 ? Promise.resolve() : new Promise(() => {})) },
    fetch: () => Promise.reject(new Error('no network in this test')),
    summary: async (markdown) => void summaries.push(markdown),
    signal: new AbortController().signal,
    state: { save: () => {}, load: () => undefined },
    artifacts: () => Promise.reject(new Error('no artifacts in this test')),
    exec,
    ...changes,
  });
}

const failureOf = async (promise: Promise<unknown>) => {
  try {
    await promise;
  } catch (error) {
    return error as { category: string; code?: string; message: string; location?: unknown };
  }
  throw new Error('it did not fail');
};

/** Private folders that were not removed. */
const leftOver = async () => (await readdir(temporary)).filter((name) => name.startsWith('sealift-'));

describe('a build', () => {
  test('gives the digest of the layout that it read back', async () => {
    const outputs = await build({ evidence: path.join(temporary, 'evidence') });
    expect(outputs).toMatchObject({
      digest: digests.root,
      imageid: digests.config,
      layout: path.join(temporary, 'layout'),
      metadata: JSON.stringify({ 'containerimage.digest': digests.root }),
    });
    const platforms = JSON.parse(outputs.platforms);
    expect(platforms).toEqual([
      { platform: 'linux/amd64', digest: expect.stringMatching(/^sha256:/), size: expect.any(Number) },
    ]);
    const evidence = await readFile(path.join(temporary, 'evidence', 'build.json'), 'utf8');
    expect(JSON.parse(evidence)).toMatchObject({ digest: digests.root, platforms });
    expect(existsSync(path.join(temporary, 'layout', 'ingest'))).toBe(false);
    expect(log.lines).toContain('info => [1/1] COPY . .  3.2 s');
    expect(summaries.join()).toContain('### Built `app/Dockerfile` in 0.0 s, 0 of 1 steps cached');
    expect(await leftOver()).toEqual([]);
  });

  test.each([
    ['linux/arm64', 'it is also for linux/amd64, and it is not for linux/arm64.'],
    ['linux/amd64,linux/arm', 'it is not for linux/arm/v7.'],
  ])('for other platforms than %s leaves no evidence', async (platforms, words) => {
    const evidence = path.join(temporary, 'evidence');
    expect((await failureOf(build({ platforms, evidence }))).message).toContain(words);
    expect(existsSync(evidence)).toBe(false);
    expect(await leftOver()).toEqual([]);
  });

  test('carries origin and time of the commit, and the run in the provenance', async () => {
    await build();
    const created = '2026-01-02T03:04:05Z';
    for (const pair of [
      'org.opencontainers.image.source=https://github.com/acme/shop',
      `org.opencontainers.image.revision=${COMMIT}`,
      `org.opencontainers.image.created=${created}`,
    ]) {
      expect(built?.args).toContain(pair);
      expect(output()).toContain(`annotation-index.${pair},`);
      expect(output()).toContain(`annotation-manifest.${pair},`);
    }
    expect(built?.args).toContain(
      'mode=max,builder-id=https://github.com/acme/shop/actions/runs/4711/attempts/2',
    );
    expect(output()).toContain(`source-date-epoch=${EPOCH},`);
  });

  test('does not add what is given, and annotates no index when there is none', async () => {
    await build(
      { labels: 'org.opencontainers.image.source=https://x', provenance: 'false' },
      {},
      { SOURCE_DATE_EPOCH: '0' },
    );
    const sources = built?.args.filter((arg) => arg.startsWith('org.opencontainers.image.source='));
    expect(sources).toEqual(['org.opencontainers.image.source=https://x']);
    expect(output()).toContain('annotation-manifest.org.opencontainers.image.created=1970-01-01T00:00:00Z');
    expect(output()).not.toContain('annotation-index');
    expect(built?.args).toContain('false');
  });

  test('hands buildx no token in its environment or command line', async () => {
    await build({ username: 'me', password: 'hunter2-password', registry: 'registry.example' });
    const text = JSON.stringify([built?.args, built?.env]);
    expect(text).not.toMatch(/ghs_job_token|runtime|hunter2/);
    expect(log.secrets).toEqual(
      expect.arrayContaining(['ghs_job_token', 'hunter2-password', btoa('me:hunter2-password')]),
    );
  });

  test('hands the cache token only to a build with that cache', async () => {
    await build({ 'cache-from': 'type=gha' });
    expect(built?.env['ACTIONS_RUNTIME_TOKEN']).toBe('runtime');
  });

  test('writes secrets to private files, masks them, and removes them', async () => {
    await writeFile(path.join(folder, 'repo', 'npmrc'), 'from file', { mode: 0o600 });
    await build({ secrets: 'tok=hunter2\n"key=line one\nline two"\nempty=', 'secret-files': 'npmrc=npmrc' });
    expect(built?.files).toEqual({
      'id=tok': 'hunter2',
      'id=key': 'line one\nline two',
      'id=npmrc': 'from file',
    });
    expect(built?.args.join(' ')).not.toContain('hunter2');
    expect(log.secrets).toEqual(expect.arrayContaining(['hunter2', 'line one', 'line two']));
    expect(log.lines).toContain('warning The build secret "empty" is empty and is left out.');
    expect(await leftOver()).toEqual([]);
  });

  test('writes SSH keys to private files likewise, as OpenSSH reads them', async () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----';
    await build({ 'ssh-keys': `"default=${key}"`, ssh: 'agent' });
    expect(built?.files).toEqual({ default: `${key}\n` });
    expect(built?.args.filter((_, index) => built?.args[index - 1] === '--ssh')).toEqual([
      'agent',
      expect.stringMatching(/^default=\//),
    ]);
    expect(built?.args.join(' ')).not.toContain('b3Blbn');
    expect(log.secrets).toEqual(expect.arrayContaining(['b3BlbnNzaC1r']));
    expect(await leftOver()).toEqual([]);
  });

  test.each(['GITHUB_TOKEN', 'npm_token', 'DB_PASSWORD', 'API-KEY', 'secret', 'AWS_SECRET_ACCESS_KEY'])(
    'warns of a build argument named %s',
    async (name) => {
      await build({ 'build-args': `${name.replace('-', '_')}=x` });
      expect(log.lines.join('\n')).toContain('looks like a secret');
    },
  );
  test.each(['VERSION', 'TOKENIZER', 'SECRETARY', 'KEYBOARD', 'PASSENGER'])(
    'not of one named %s',
    async (name) => {
      await build({ 'build-args': `${name}=x` });
      expect(log.lines.join('\n')).not.toContain('looks like a secret');
    },
  );
});

describe('fails', () => {
  test('at the line of the Dockerfile, and leaves no layout', async () => {
    buildx = async (layout, _, stderr) => {
      writeLayout(layout);
      for (const line of ['Dockerfile:3', '-'.repeat(20), 'ERROR: failed to build: failed to solve: bad'])
        stderr(line);
      return 1;
    };
    const failure = await failureOf(build({ secrets: 'a=secret' }));
    expect(failure).toMatchObject({
      category: 'configuration',
      location: { file: 'app/Dockerfile', line: 3 },
    });
    expect(existsSync(path.join(temporary, 'layout'))).toBe(false);
    expect(await leftOver()).toEqual([]);
  });

  test('when buildx reports another digest than it wrote', async () => {
    buildx = async (layout, metadata) => {
      writeLayout(layout);
      await writeFile(metadata, JSON.stringify({ 'containerimage.digest': `sha256:${'0'.repeat(64)}` }));
      return 0;
    };
    expect(await failureOf(build())).toMatchObject({ category: 'internal' });
  });

  test('when a blob of the layout does not have its digest', async () => {
    const whole = buildx;
    buildx = async (layout, metadata, stderr) => {
      await whole(layout, metadata, stderr);
      await writeFile(path.join(layout, 'blobs', 'sha256', digests.config.slice(7)), '{}');
      return 0;
    };
    expect((await failureOf(build())).message).toContain('cannot be used');
  });

  test.each<[string, Record<string, string>, string]>([
    ['without the context', { context: 'nope' }, 'The context "nope" is not a folder'],
    ['without the Dockerfile', { file: 'app/Nope' }, 'There is no Dockerfile at "app/Nope"'],
    ['with a used layout folder', { layout: '.' }, 'is not empty'],
    ['with a file as layout folder', { layout: 'app/Dockerfile' }, 'cannot be used'],
    ['with a missing secret file', { 'secret-files': 'a=nope' }, 'of the build secret "a" does not exist'],
    ['with a login for no registry', { username: 'me', password: 'x' }, 'no registry to use them for'],
  ])('%s, before anything runs', async (_, given, words) => {
    const failure = await failureOf(build(given));
    expect(failure.category).toBe('configuration');
    expect(failure.message).toContain(words);
    expect(built).toBeUndefined();
    expect(await leftOver()).toEqual([]);
  });
});

test('what cannot be fetched ahead is a warning', async () => {
  await build({ prefetch: 'trivy,syft' });
  expect(log.lines.filter((line) => line.startsWith('warning'))).toEqual([
    expect.stringContaining('could not be fetched ahead'),
    expect.stringContaining('could not be fetched ahead'),
  ]);
});

describe('as docker/build-push-action does', () => {
  test('an image without a file in it is built, though it gets no index', async () => {
    const whole = buildx;
    let runs = 0;
    buildx = async (layout, metadata, stderr) => {
      runs += 1;
      if (!output().includes('annotation-index')) return whole(layout, metadata, stderr);
      stderr(
        'ERROR: failed to build: failed to solve: index annotations not supported for single platform export',
      );
      return 1;
    };
    await build();
    expect([runs, output().includes('annotation-manifest.')]).toEqual([2, true]);
  });

  test('the values of bare arguments and of secrets stay out of the command line', async () => {
    await build(
      { 'build-args': 'TOKEN_OF_SHOP\nABSENT', 'secret-envs': 'npm=NPM_TOKEN,none=NONE' },
      {},
      { TOKEN_OF_SHOP: 'hunter2', NPM_TOKEN: 'npm_secret' },
    );
    expect(built?.args).toContain('TOKEN_OF_SHOP');
    expect(built?.args.join(' ')).not.toMatch(/hunter2|npm_secret/);
    expect(built?.env['TOKEN_OF_SHOP']).toBe('hunter2');
    expect(built?.env['NPM_TOKEN']).toBeUndefined();
    expect(built?.files).toEqual({ 'id=npm': 'npm_secret' });
    expect(log.secrets).toContain('npm_secret');
    const warnings = log.lines.filter((line) => line.startsWith('warning')).join('\n');
    expect(warnings).toContain('Entry 2 of "build-args" is a name alone');
    expect(warnings).toContain('The build secret "none" is empty');
  });

  test('BUILDX_NO_DEFAULT_ATTESTATIONS counts where nobody asked for any', async () => {
    const given = async (inputs: Record<string, string>) => {
      await rm(path.join(temporary, 'layout'), { recursive: true, force: true });
      await build(inputs, {}, { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' });
      return built?.args[(built?.args.indexOf('--provenance') ?? 0) + 1];
    };
    expect(await given({ provenance: '' })).toBe('false');
    expect(await given({ provenance: 'mode=min' })).toMatch(/^mode=min,builder-id=/);
  });

  test('provenance that is only for images is in the layout', async () => {
    await build({ provenance: 'mode=min,inline-only=true', tags: 'app', outputs: 'type=oci,dest=a.tar' });
    expect(output()).toContain(',attestation-inline=true,');
    expect(output()).toContain(',name=docker.io/library/app:latest');
    expect(built?.args.join(' ')).toMatch(
      /--output type=oci,attestation-inline=true,source-date-epoch=\d+,rewrite-timestamp=true,annotation-index.*dest=a\.tar/,
    );
  });

  test('an output that a link of the repository leads out of it is refused', async () => {
    await symlink('/', path.join(folder, 'repo', 'out'));
    expect((await failureOf(build({ outputs: 'type=local,dest=out/here' }))).code).toBe(
      'action/link-outside',
    );
    expect(built).toBeUndefined();
  });

  test('loading where nothing runs containers is refused before an hour of building', async () => {
    const failure = await failureOf(build({ load: 'true' }));
    expect(failure.code).toBe('container-engine/none');
    expect(failure.message).toContain('there is no docker on PATH, and there is no podman on PATH');
    expect(built).toBeUndefined();
  });
});

describe('what it was made with', () => {
  const [frontend, base] = MATERIALS;
  const evidence = async () =>
    JSON.parse(await readFile(path.join(temporary, 'evidence', 'build.json'), 'utf8')).platforms[0].sources;
  const said = () => log.lines.filter((line) => /^(?:warning|notice)/.test(line));

  test('is in the evidence and in the summary, and what is pinned needs no warning', async () => {
    await build({ evidence: path.join(temporary, 'evidence') });
    expect(await evidence()).toEqual({
      frontends: [
        {
          reference: 'docker.io/docker/dockerfile:1',
          uri: frontend?.uri,
          digest: `sha256:${frontend?.digest.sha256}`,
          pinned: false,
        },
      ],
      bases: [
        {
          reference: 'docker.io/library/python:3.14-slim',
          uri: base?.uri,
          digest: `sha256:${base?.digest.sha256}`,
          pinned: true,
        },
      ],
    });
    expect(summaries.join()).toContain('| Frontend | `docker.io/docker/dockerfile:1` |');
    expect(summaries.join()).toContain('| Base image | `docker.io/library/python:3.14-slim` |');
    expect(said()).toEqual([]);
  });

  test('BuildKit is told a name for its subject, and pushes nothing', async () => {
    const named = async (given: Record<string, string>) => {
      await rm(path.join(temporary, 'layout'), { recursive: true, force: true });
      await build(given);
      return built?.args[(built?.args.indexOf('--output') ?? 0) + 1]?.replace(/^.*,name=/, '');
    };
    expect(await named({})).toBe('ghcr.io/acme/shop');
    expect(await named({ image: 'registry.example/acme/api' })).toBe('registry.example/acme/api');
    expect(built?.args).not.toContain('--push');
    expect(built?.args.join(' ')).not.toContain('push=true');
  });

  const loose = [frontend ?? {}, { uri: 'pkg:docker/python@3.14-slim', digest: { sha256: '2'.repeat(64) } }];
  test.each(['warn', 'fail', 'off'])('a base without a digest, with %s', async (pinning) => {
    predicates = [provenance(REQUEST, loose)];
    const building = build({ 'require-pinned-bases': pinning });
    if (pinning === 'fail') {
      expect((await failureOf(building)).message).toContain('python:3.14-slim" is not pinned by digest');
    } else {
      await building;
      expect(said().length).toBe(pinning === 'warn' ? 1 : 0);
    }
  });

  const evil = (source: string, name: string) =>
    provenance({ frontend: 'gateway.v0', args: { source, cmdline: source } }, [
      { uri: `pkg:docker/${name}`, digest: { sha256: '3'.repeat(64) } },
    ]);
  test.each<[string, () => readonly object[]]>([
    ['of somebody else', () => [evil('evil/dockerfile:1', 'evil/dockerfile@1')]],
    ['of another registry', () => [evil('ghcr.io/docker/dockerfile:1', 'ghcr.io/docker/dockerfile@1')]],
    [
      'that hides behind a second provenance',
      () => [provenance(), provenance({ frontend: 'dockerfile.v0' })],
    ],
    ['that is not among what was read', () => [provenance(REQUEST, [])]],
    ['that is not named at all', () => [provenance({ frontend: 'gateway.v0' })]],
    ['of a provenance that nobody can read', () => [{ buildDefinition: 7 }]],
    ['of a layout without provenance', () => []],
  ])('a frontend %s is refused before anything is pushed', async (_what, made) => {
    predicates = made();
    const failure = await failureOf(
      build(
        { push: 'true', tags: 'ghcr.io/acme/shop:1' },
        { fetch: () => Promise.reject(new Error('pushed')) },
      ),
    );
    expect(failure).toMatchObject({ category: 'policy', code: 'build-push/refused-source' });
  });

  test('any frontend passes where all are allowed, and unknown ones are said where nobody can know', async () => {
    predicates = [evil('evil/dockerfile:1', 'evil/dockerfile@1')];
    await build({ frontends: '*', 'require-pinned-bases': 'off' });
    await rm(path.join(temporary, 'layout'), { recursive: true });
    predicates = [];
    await build({ provenance: 'false' });
    expect(said()).toEqual([expect.stringContaining('Without provenance it is not known')]);
  });
});

describe('times', () => {
  const output = () => built?.args[built.args.indexOf('--output') + 1];

  test.each<[Record<string, string>, Record<string, string>, string | undefined, boolean]>([
    [{}, {}, String(EPOCH), true],
    [{ 'rewrite-timestamp': 'false' }, {}, String(EPOCH), false],
    [{ 'source-date-epoch': '86400' }, { SOURCE_DATE_EPOCH: '5' }, '86400', true],
    [{}, { SOURCE_DATE_EPOCH: '5' }, '5', true],
    [{ 'source-date-epoch': 'off' }, { SOURCE_DATE_EPOCH: '5' }, undefined, false],
  ])('%j with %j is %s', async (inputs, env, epoch, rewritten) => {
    await build(inputs, {}, env);
    expect(/,source-date-epoch=([0-9]+)/.exec(output() ?? '')?.[1]).toBe(epoch);
    expect(output()?.includes('rewrite-timestamp=true')).toBe(rewritten);
    // As a build argument it would be part of what is looked for in a cache.
    expect(built?.env['SOURCE_DATE_EPOCH']).toBeUndefined();
  });

  test('are a build argument of a Dockerfile that names it', async () => {
    await writeFile(
      path.join(folder, 'repo', 'app', 'Dockerfile'),
      'FROM scratch\nARG A \\\n  SOURCE_DATE_EPOCH\n',
    );
    await build();
    expect(built?.env['SOURCE_DATE_EPOCH']).toBe(String(EPOCH));
    expect(output()).toContain(`source-date-epoch=${EPOCH},`);
  });

  test('are those of a build argument that is given', async () => {
    await build({ 'build-args': 'SOURCE_DATE_EPOCH=7' });
    expect(built?.args).toContain('SOURCE_DATE_EPOCH=7');
    expect(output()).not.toContain('source-date-epoch');
    expect(output()).toContain('rewrite-timestamp=true');
  });

  test('are also those of a folder that is written', async () => {
    await build({ outputs: 'type=local,dest=out' });
    expect(built?.args.filter((arg) => arg.includes('type=local'))).toEqual([
      expect.stringMatching(new RegExp(`^source-date-epoch=${EPOCH},type=local,dest=`)),
    ]);
  });

  test('of a push, where nobody has checked out', async () => {
    const event = path.join(temporary, 'event.json');
    const head_commit = { id: 'f'.repeat(40), timestamp: '2026-11-23T14:00:00+02:00' };
    await writeFile(event, JSON.stringify({ head_commit }));
    await build({ context: 'https://github.com/acme/shop.git' }, {}, { GITHUB_EVENT_PATH: event });
    expect(built?.env['SOURCE_DATE_EPOCH']).toBe(String(Date.parse('2026-11-23T12:00:00Z') / 1_000));
  });
});

describe('the record of a build', () => {
  const recording = (ref: string | undefined, exported = 0) => {
    const calls: string[] = [];
    const uploads: (readonly string[])[] = [];
    buildx = async (layout, metadata) => {
      digests = writeLayout(layout, predicates);
      const text = { 'containerimage.digest': digests.root, 'buildx.build.ref': ref };
      await writeFile(metadata, JSON.stringify(text));
      return 0;
    };
    const history: Exec = async (file, args, options) => {
      if (args[0] !== 'history') return exec(file, args, options);
      calls.push(args.join(' '));
      await writeFile(args[args.indexOf('--output') + 1] ?? '', 'record');
      return { exitCode: exported, stdout: '', stderr: 'ERROR: unknown', timedOut: false };
    };
    const artifacts = async () => ({
      deleteArtifact: async () => ({ id: 1 }),
      uploadArtifact: async (name: string, files: readonly string[]) => {
        uploads.push([name, ...files]);
        return { id: 1 };
      },
    });
    const outputs = build({ record: 'true', platforms: 'linux/amd64' }, { exec: history, artifacts });
    return { outputs, calls, uploads };
  };

  test('is a file and an artifact', async () => {
    const { outputs, calls, uploads } = recording('sealift/sealift0/i83ouso71xdnx78u41bq4uv7o');
    const { record } = await outputs;
    expect(record).toMatch(/record--app-Dockerfile--linux-amd64\.dockerbuild$/);
    expect(await readFile(record, 'utf8')).toBe('record');
    expect(calls).toEqual([
      `history export --builder sealift --finalize --output ${record} i83ouso71xdnx78u41bq4uv7o`,
    ]);
    expect(uploads).toEqual([['record--app-Dockerfile--linux-amd64', record]]);
  });

  test('that cannot be had is a warning', async () => {
    expect((await recording(undefined).outputs).record).toBe('');
    expect(log.lines.join('\n')).toContain('warning There is no record of the build');
  });
});

describe('caches', () => {
  const CACHE = 'type=registry,ref=ghcr.io/acme/shop/{app}:cache-{platform}';
  const caching = {
    'cache-from': CACHE,
    'cache-to': `${CACHE},mode=max`,
    'cache-scope': 'api',
    platforms: 'linux/amd64',
  };
  const place = 'type=registry,ref=ghcr.io/acme/shop/api:cache-linux-amd64';
  const after = (args: readonly string[] | undefined, flag: string) =>
    args?.includes(flag) ? args[args.indexOf(flag) + 1] : undefined;
  const event = (vertex: object) => JSON.stringify({ vertexes: [{ digest: 'c', ...vertex }] });
  const started = '2026-11-23T12:00:00Z';
  const completed = '2026-11-23T12:00:01Z';

  test('are read by the build and written when the image is there, by a run that builds nothing', async () => {
    await build({ ...caching, 'no-cache': 'true', pull: 'true' });
    expect(after(built?.args, '--cache-from')).toBe(place);
    expect(after(built?.args, '--cache-to')).toBeUndefined();
    expect(cached).toHaveLength(1);
    expect(after(cached[0]?.args, '--cache-to')).toBe(`${place},mode=max`);
    for (const flag of ['--no-cache', '--pull', '--metadata-file'])
      expect(cached[0]?.args).not.toContain(flag);
    expect(summaries.join()).toContain(`| \`ghcr.io/acme/shop/api:cache-linux-amd64\` | written |`);
  });

  test.each(['pull_request', 'pull_request_target', 'merge_group'])('are not written by %s', async (name) => {
    await build(caching, {}, { GITHUB_EVENT_NAME: name });
    expect(after(built?.args, '--cache-from')).toBe(place);
    expect(cached).toEqual([]);
    expect(log.lines.join('\n')).toContain('Caches are read and not written');
  });

  test('are not written when the caller says so', async () => {
    await build({ ...caching, 'cache-write': 'false' });
    expect(after(built?.args, '--cache-from')).toBe(place);
    expect(cached).toEqual([]);
  });

  test('that cannot be written are a warning', async () => {
    writeCache = async (stderr) => {
      stderr('ERROR: failed to build: failed to solve: error writing layer blob: not_found');
      return 1;
    };
    await build(caching);
    expect(log.lines.join('\n')).toContain(
      'warning The cache ghcr.io/acme/shop/api:cache-linux-amd64 could not be written: ERROR: failed to build',
    );
    expect(summaries.join()).toContain('| not written |');
  });

  test('that cannot be read are a warning', async () => {
    const whole = buildx;
    buildx = async (layout, metadata, stderr) => {
      const error = 'failed to configure registry cache importer: 503 Service Unavailable';
      const name = 'importing cache manifest from ghcr.io/acme/shop/api:cache-linux-amd64';
      stderr(event({ name, started, completed, error }));
      return whole(layout, metadata, stderr);
    };
    await build(caching);
    expect(log.lines.filter((line) => line.startsWith('warning'))[0]).toContain('could not be read');
    expect(summaries.join()).toContain('| not read |');
  });

  test('whose layers are gone do not fail the build: it starts again without them', async () => {
    const whole = buildx;
    let runs = 0;
    buildx = async (layout, metadata, stderr) => {
      runs += 1;
      if (runs > 1) return whole(layout, metadata, stderr);
      await mkdir(layout, { recursive: true });
      await writeFile(path.join(layout, 'half'), '');
      stderr('ERROR: failed to build: failed to solve: failed to compute cache key: blob not found');
      return 1;
    };
    const { layout } = await build(caching);
    expect(runs).toBe(2);
    expect(after(built?.args, '--cache-from')).toBeUndefined();
    expect(existsSync(path.join(layout, 'half'))).toBe(false);
    expect(log.lines.join('\n')).toContain('The build starts again without what its cache did not give');
  });

  test('do not repeat a build that fails by itself, nor one that fails without them', async () => {
    let runs = 0;
    let words = 'process "make" did not complete successfully: exit code: 1';
    buildx = async (_layout, _metadata, stderr) => {
      runs += 1;
      stderr(`ERROR: failed to build: failed to solve: ${words}`);
      return 1;
    };
    await failureOf(build(caching));
    expect(runs).toBe(1);
    words = 'unexpected status from HEAD request: 503 Service Unavailable';
    expect((await failureOf(build(caching))).category).toBe('remote');
    expect(runs).toBe(3);
  });
});
