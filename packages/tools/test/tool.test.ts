import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FakeClock, fakeClock } from '@sealift/testing/clock';
import { type MemoryLog, memoryLog } from '@sealift/testing/log';
import { tarball } from '@sealift/testing/tarball';
import { failureOf } from '@sealift/testing/thrown';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tryLock } from '../src/file-lock.ts';
import {
  type PinnedReleases,
  pinnedReleases,
  type ToolAsset,
  type ToolPlatform,
} from '../src/pinned-releases.ts';
import { resolveTool, type ToolSource } from '../src/tool.ts';

const EXECUTABLE = '#!/bin/sh\necho "Version: 9.9.9"\n';
const ARCHIVE = tarball([
  { name: 'LICENSE', content: 'free' },
  { name: 'trivy', content: EXECUTABLE },
]);
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const PLATFORM = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}` as ToolPlatform;

let folder: string;
let server: Server;
let answers: RequestListener[];
let requests: number;
let log: MemoryLog;
let clock: FakeClock;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-tool-'));
  answers = [];
  requests = 0;
  log = memoryLog();
  clock = fakeClock();
  server = createServer((request, response) => {
    requests += 1;
    const answer = answers.shift();
    if (answer !== undefined) answer(request, response);
    else response.end(request.url?.endsWith('.tar.gz') ? ARCHIVE : EXECUTABLE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const archived = (): ToolAsset => ({
  url: `${origin()}/trivy_9.9.9.tar.gz`,
  sha256: sha256(ARCHIVE),
  member: 'trivy',
  executableSha256: sha256(EXECUTABLE),
});
const releasesOf = (asset: ToolAsset | undefined): PinnedReleases => ({
  ...pinnedReleases,
  trivy: {
    ...pinnedReleases.trivy,
    version: '9.9.9',
    assets: asset === undefined ? {} : { [PLATFORM]: asset },
  },
});

const resolve = (
  asset: ToolAsset | undefined,
  env: Record<string, string> = {},
  source: ToolSource = 'pinned',
) =>
  resolveTool('trivy', {
    source,
    env: { RUNNER_TOOL_CACHE: path.join(folder, 'cache'), PATH: '/nowhere', ...env },
    log,
    clock,
    fetch: globalThis.fetch,
    releases: releasesOf(asset),
  });

const cached = () => path.join(folder, 'cache', 'sealift-trivy', '9.9.9', process.arch);

describe('pinned', () => {
  test.each<[string, () => ToolAsset]>([
    ['an archive with a known executable', archived],
    [
      'an archive whose executable is not pinned',
      () => ({ url: archived().url, sha256: archived().sha256, member: 'trivy' }),
    ],
    ['an executable', () => ({ url: `${origin()}/trivy`, sha256: sha256(EXECUTABLE) })],
  ])('downloads %s once and finds it again by its hash', async (_, asset) => {
    const first = await resolve(asset());
    expect(first).toEqual({ path: path.join(cached(), 'trivy'), version: '9.9.9' });
    expect(await readFile(first.path, 'utf8')).toBe(EXECUTABLE);
    expect((await stat(first.path)).mode & 0o777).toBe(0o755);
    expect(existsSync(`${cached()}.complete`)).toBe(true);
    expect(await resolve(asset())).toEqual(first);
    expect(requests).toBe(1);
  });

  test.each<[string, () => ToolAsset]>([
    ['pinned itself', archived],
    [
      'compared with its archive',
      () => ({ url: archived().url, sha256: archived().sha256, member: 'trivy' }),
    ],
  ])('replaces a changed executable that is %s', async (_, asset) => {
    const { path: file } = await resolve(asset());
    await writeFile(file, '#!/bin/sh\necho stolen\n');
    await resolve(asset());
    expect(await readFile(file, 'utf8')).toBe(EXECUTABLE);
    expect(requests).toBe(2);
    expect(log.lines.join('\n')).toContain('does not have the pinned sha256 any more');
  });

  test('replaces an executable and an archive that were changed together', async () => {
    const asset = { url: archived().url, sha256: archived().sha256, member: 'trivy' };
    const { path: file } = await resolve(asset);
    await writeFile(file, 'stolen');
    await writeFile(
      path.join(cached(), 'trivy_9.9.9.tar.gz'),
      tarball([{ name: 'trivy', content: 'stolen' }]),
    );
    await resolve(asset);
    expect(await readFile(file, 'utf8')).toBe(EXECUTABLE);
  });

  test('never makes a download with another hash executable, and leaves nothing behind', async () => {
    answers = [(_, response) => response.end(tarball([{ name: 'trivy', content: 'stolen' }]))];
    const failure = await failureOf(resolve(archived()));
    expect(failure.category).toBe('remote');
    expect(failure.message).toContain(`and not the pinned ${sha256(ARCHIVE)}`);
    expect(requests).toBe(1);
    expect(await readdir(path.dirname(cached()))).toEqual([]);
  });

  test('waits as long as a 429 asks, then goes on', async () => {
    answers = [
      (_, response) => response.writeHead(429, { 'retry-after': '7' }).end(),
      (request) => request.socket.destroy(),
    ];
    await resolve(archived());
    expect(requests).toBe(3);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(7_000);
    expect(clock.slept[0]).toBeLessThan(9_000);
    expect(clock.slept).toHaveLength(2);
  });

  test('gives up after five attempts', async () => {
    answers = Array.from({ length: 9 }, () => (_: unknown, response) => response.writeHead(503).end());
    const failure = await failureOf(resolve(archived()));
    expect(failure).toMatchObject({ category: 'remote' });
    expect(failure.message).toContain('the server answered 503, 5 times in all');
    expect(requests).toBe(5);
  });

  test('does not repeat a 404', async () => {
    answers = [(_, response) => response.writeHead(404).end()];
    expect((await failureOf(resolve(archived()))).message).toContain('the server answered 404');
    expect(requests).toBe(1);
  });

  test('parallel jobs on one cache all get a whole executable', async () => {
    const found = await Promise.all([1, 2, 3].map(() => resolve(archived())));
    for (const tool of found) expect(await readFile(tool.path, 'utf8')).toBe(EXECUTABLE);
    expect((await readdir(path.dirname(cached()))).sort()).toEqual([
      process.arch,
      `${process.arch}.complete`,
    ]);
  });

  test('does not use an entry that another job has not finished', async () => {
    await mkdir(cached(), { recursive: true });
    await writeFile(path.join(cached(), 'trivy'), EXECUTABLE, { mode: 0o755 });
    await resolve(archived());
    expect(requests).toBe(1);
    expect(existsSync(`${cached()}.complete`)).toBe(true);
  });

  test.each([
    ['is empty', undefined],
    ['holds half of it', EXECUTABLE.slice(0, -1)],
  ])('does not believe the mark of an entry that %s', async (_, content) => {
    await mkdir(cached(), { recursive: true });
    await writeFile(`${cached()}.complete`, '');
    if (content !== undefined) await writeFile(path.join(cached(), 'trivy'), content);
    const { path: file } = await resolve(archived());
    expect(await readFile(file, 'utf8')).toBe(EXECUTABLE);
    expect(requests).toBe(1);
  });

  test('waits for a job that is putting it there, and downloads nothing', async () => {
    await mkdir(path.dirname(cached()), { recursive: true });
    const lock = await tryLock(`${cached()}.lock`);
    const waiting = resolve(archived());
    await new Promise((done) => setTimeout(done, 100));
    await mkdir(cached());
    await writeFile(path.join(cached(), 'trivy'), EXECUTABLE, { mode: 0o755 });
    await writeFile(`${cached()}.complete`, '');
    await lock?.release();
    expect((await waiting).path).toBe(path.join(cached(), 'trivy'));
    expect(requests).toBe(0);
  });

  test('clears away what a killed job left', async () => {
    await mkdir(`${cached()}.draft-killed`, { recursive: true });
    await resolve(archived());
    expect((await readdir(path.dirname(cached()))).sort()).toEqual([
      process.arch,
      `${process.arch}.complete`,
    ]);
  });

  test('lets the cache of the process be', async () => {
    vi.stubEnv('RUNNER_TOOL_CACHE', '/elsewhere');
    await Promise.all([resolve(archived()), resolve(archived())]);
    expect(process.env['RUNNER_TOOL_CACHE']).toBe('/elsewhere');
    vi.stubEnv('RUNNER_TOOL_CACHE', undefined);
    await resolve(archived());
    expect(process.env['RUNNER_TOOL_CACHE']).toBeUndefined();
    vi.unstubAllEnvs();
    expect(requests).toBe(1);
  });

  test('without a tool cache keeps it among the caches of the user', async () => {
    const home = path.join(folder, 'home');
    const where = async (env: Record<string, string>) =>
      (await resolve(archived(), { RUNNER_TOOL_CACHE: '', HOME: home, ...env })).path;
    const rest = path.join('sealift', 'tools', 'sealift-trivy', '9.9.9', process.arch, 'trivy');
    expect(await where({})).toBe(path.join(home, '.cache', rest));
    expect(await where({ XDG_CACHE_HOME: `${home}/xdg` })).toBe(path.join(home, 'xdg', rest));
  });

  test('says what to do when the cache cannot be made', async () => {
    await writeFile(path.join(folder, 'cache'), 'a file');
    const failure = await failureOf(resolve(archived()));
    expect(failure).toMatchObject({ category: 'configuration', code: 'tool/cache-unwritable' });
    expect(failure.message).toContain('cannot be made');
  });

  test('an executable that is not the one of its archive is never run', async () => {
    const failure = await failureOf(resolve({ ...archived(), executableSha256: sha256('another') }));
    expect(failure).toMatchObject({ category: 'configuration', code: 'tool/wrong-bytes' });
    expect(await readdir(path.dirname(cached()))).toEqual([]);
  });

  test('an archive in SEALIFT_TOOLS with other bytes is not opened', async () => {
    const prepared = path.join(folder, 'prepared', 'trivy-9.9.9');
    await mkdir(prepared, { recursive: true });
    await writeFile(path.join(prepared, 'trivy_9.9.9.tar.gz'), tarball([{ name: 'trivy', content: 'x' }]));
    const tool = await resolve(archived(), { SEALIFT_TOOLS: path.join(folder, 'prepared') });
    expect(await readFile(tool.path, 'utf8')).toBe(EXECUTABLE);
    expect(requests).toBe(1);
  });

  test('a cancelled job does not wait for another one', async () => {
    await mkdir(path.dirname(cached()), { recursive: true });
    const lock = await tryLock(`${cached()}.lock`);
    const cancel = new AbortController();
    cancel.abort(new Error('stop'));
    await expect(
      resolveTool('trivy', {
        source: 'pinned',
        env: { RUNNER_TOOL_CACHE: path.join(folder, 'cache') },
        log,
        clock,
        fetch: globalThis.fetch,
        releases: releasesOf(archived()),
        signal: cancel.signal,
      }),
    ).rejects.toThrow('stop');
    await lock?.release();
  });

  test('says which platforms have a pin when this one has none', async () => {
    const failure = await failureOf(resolve(undefined));
    expect(failure.category).toBe('configuration');
    expect(failure.message).toContain('no pinned trivy for');
    expect(requests).toBe(0);
  });

  test.each(['trivy', 'trivy_9.9.9.tar.gz'])(
    'takes %s from SEALIFT_TOOLS without a download',
    async (name) => {
      const prepared = path.join(folder, 'prepared', 'trivy-9.9.9');
      await mkdir(prepared, { recursive: true });
      await writeFile(path.join(prepared, name), name === 'trivy' ? EXECUTABLE : ARCHIVE, { mode: 0o755 });
      const tool = await resolve(archived(), { SEALIFT_TOOLS: path.join(folder, 'prepared') });
      expect(await readFile(tool.path, 'utf8')).toBe(EXECUTABLE);
      expect(requests).toBe(0);
    },
  );

  test('does not use another executable from SEALIFT_TOOLS', async () => {
    const prepared = path.join(folder, 'prepared', 'trivy-9.9.9');
    await mkdir(prepared, { recursive: true });
    await writeFile(path.join(prepared, 'trivy'), 'built here', { mode: 0o755 });
    const tool = await resolve(archived(), { SEALIFT_TOOLS: path.join(folder, 'prepared') });
    expect(tool.path).toBe(path.join(cached(), 'trivy'));
    expect(log.lines.join('\n')).toContain('is not the released trivy 9.9.9');
  });
});

describe('system', () => {
  const install = async (where: string, output: string) => {
    const file = path.join(folder, where);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `#!/bin/sh\n${output}\n`);
    await chmod(file, 0o755);
    return file;
  };
  const system = (env: Record<string, string>) => resolve(archived(), env, 'system');

  test('finds it on PATH and reads its version', async () => {
    const file = await install('bin/trivy', 'echo "Version: 0.70.1"');
    expect(await system({ PATH: `relative:/nowhere:${path.dirname(file)}` })).toEqual({
      path: file,
      version: '0.70.1',
    });
  });

  test('prefers the newest in SEALIFT_TOOLS', async () => {
    await install('bin/trivy', 'echo "Version: 0.70.1"');
    await install('tools/trivy-0.9.0/trivy', 'echo "Version: 0.9.0"');
    const newest = await install('tools/trivy-0.71.0/trivy', 'echo "Version: 0.71.0"');
    const env = { PATH: path.join(folder, 'bin'), SEALIFT_TOOLS: path.join(folder, 'tools') };
    expect((await system(env)).path).toBe(newest);
  });

  test.each([
    ['too old', 'echo "Version: 0.50.0"', 'is too old: Sealift needs 0.69.0'],
    ['one of the compromised releases', 'echo "Version: 0.69.5"', 'GHSA-69fq-xp46-6x23'],
    ['without a version', 'echo hello', 'printed no version'],
    ['broken', 'exit 3', 'ended with exit code 3'],
  ])('refuses one that is %s', async (_, script, words) => {
    const file = await install('bin/trivy', script);
    const failure = await failureOf(system({ PATH: path.dirname(file) }));
    expect(failure.category).toBe('configuration');
    expect(failure.message).toContain(words);
  });

  test('says where it looked', async () => {
    const failure = await failureOf(system({ PATH: folder }));
    expect(failure).toMatchObject({
      category: 'configuration',
      message: 'There is no trivy on this machine, neither in SEALIFT_TOOLS nor on PATH.',
    });
  });
});

describe('the pinned releases', () => {
  const assets = Object.entries(pinnedReleases).flatMap(([name, release]) =>
    Object.entries(release.assets).map(([platform, asset]) => ({ name, platform, asset, release })),
  );

  test.each(assets)('pins $name for $platform', ({ asset, release }) => {
    expect(asset.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(new URL(asset.url).protocol).toBe('https:');
    expect(asset.url).toMatch(new RegExp(`[/-]v${release.version.replaceAll('.', '\\.')}[/-]`));
  });

  test('has no sum of two files', () => {
    // One file may be for several platforms.
    const files = new Set(assets.map(({ asset }) => asset.url));
    expect(new Set(assets.map(({ asset }) => asset.sha256)).size).toBe(files.size);
    expect(assets.length - files.size).toBe(1);
  });

  test('pins no version that it refuses', () => {
    for (const release of Object.values(pinnedReleases))
      expect(release.refused[release.version]).toBeUndefined();
  });
});
