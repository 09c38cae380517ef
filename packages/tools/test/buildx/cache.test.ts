import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { describe, expect, test } from 'vitest';
import { parseCacheOption } from '../../src/buildx/cache/option.ts';
import { type CacheRequest, mayWriteCache, planCaches } from '../../src/buildx/cache/plan.ts';
import { addressOf, findSilent } from '../../src/buildx/cache/probe.ts';
import { createCacheGuard, watchCaches } from '../../src/buildx/cache/watch.ts';
import type { BuildEvent } from '../../src/buildx/progress/events.ts';

const SERVICE = { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'https://results.example/' };
const IMAGE = { registry: 'ghcr.io', repository: 'acme/shop/api' };

const plan = (change: Partial<CacheRequest>) => {
  const { imports, exports, notes } = planCaches({
    mode: 'auto',
    from: [],
    to: [],
    scope: 'api',
    platforms: ['linux/arm64'],
    image: IMAGE,
    mayWrite: true,
    env: SERVICE,
    ...change,
  });
  return { from: imports.map(({ text }) => text), to: exports.map(({ text }) => text), notes };
};

describe('which caches a build has', () => {
  const GHA = 'type=gha,scope=api-linux-arm64';
  const BESIDE = 'type=registry,ref=ghcr.io/acme/shop/api:cache-linux-arm64';

  test.each<[string, Partial<CacheRequest>, readonly string[], readonly string[]]>([
    ['GitHub’s where the runner has it', {}, [GHA], [`${GHA},mode=max`]],
    [
      'otherwise one beside the image',
      { env: {} },
      [BESIDE],
      [`${BESIDE},mode=max,image-manifest=true,oci-mediatypes=true`],
    ],
    ['that on request', { mode: 'registry' }, [BESIDE], expect.arrayContaining([])],
    ['none without a place', { env: {}, image: undefined }, [], []],
    ['none of GitHub without its service', { mode: 'gha', env: {} }, [], []],
    ['none at all', { mode: 'off' }, [], []],
    ['those that are named, and no others', { from: ['type=local,src=/c'] }, ['type=local,src=/c'], []],
    ['both on request', { mode: 'gha', from: ['a/b:c'] }, ['a/b:c', GHA], [`${GHA},mode=max`]],
    ['none is written where nobody has merged', { mayWrite: false }, [GHA], []],
    [
      'not even those that are named',
      { mayWrite: false, to: ['type=registry,ref=a/b:c', 'type=inline'] },
      [],
      ['type=inline'],
    ],
    [
      'placeholders are filled',
      {
        from: ['type=gha,scope={app}-{platform}'],
        to: ['type=registry,ref=x/{app}/{app}:{platform}'],
        platforms: ['linux/amd64', 'linux/arm/v7'],
      },
      ['type=gha,scope=api-linux-amd64-linux-arm-v7'],
      ['type=registry,ref=x/api/api:linux-amd64-linux-arm-v7'],
    ],
    [
      'a scope of the letters that one may have',
      { scope: 'apps/API/Dockerfile' },
      ['type=gha,scope=apps-api-dockerfile-linux-arm64'],
      expect.anything(),
    ],
  ])('%s', (_, change, from, to) => {
    expect(plan(change)).toMatchObject({ from, to });
  });

  test('what was decided is said', () => {
    expect(plan({ env: {}, image: undefined }).notes[0]).toContain('The build has no cache');
    expect(plan({ mayWrite: false }).notes).toEqual([
      "The build cache is GitHub's (type=gha,scope=api-linux-arm64).",
      'Caches are read and not written: what this run builds has not been merged.',
    ]);
  });

  test.each([
    ['push', true],
    ['schedule', true],
    ['workflow_dispatch', true],
    [undefined, true],
    ['pull_request', false],
    ['pull_request_target', false],
    ['pull_request_review', false],
    ['merge_group', false],
  ])('%s may write: %s', (event, may) => expect(mayWriteCache(event)).toBe(may));
});

test.each([
  ['ghcr.io/a/b:c', 'registry', 'ghcr.io/a/b:c'],
  ['type=registry,ref=ghcr.io/a/b:c,mode=max', 'registry', 'ghcr.io/a/b:c'],
  ['type=gha,scope=x', 'gha', 'gha (x)'],
  ['type=gha', 'gha', 'gha'],
  ['type=local,dest=/c', 'local', 'local (/c)'],
  ['type=inline', 'inline', 'inline'],
])('%s is %s', (text, type, name) => expect(parseCacheOption(text)).toEqual({ type, name, text }));

/** Recorded from buildx 0.36.1 with BuildKit 0.32.2. */
const REFUSED =
  'failed to configure registry cache importer: failed to do request: Head "http://127.0.0.1:5998/v2/x/manifests/cache": dial tcp 127.0.0.1:5998: connect: connection refused';

function watching(role: 'read' | 'written', ...options: readonly string[]) {
  const clock = fakeClock();
  const log = memoryLog();
  const caches = options.map(parseCacheOption);
  const watch = watchCaches(role, caches, clock);
  const guard = createCacheGuard(watch, 60_000, log);
  const started = '2026-11-27T00:01:33Z';
  const vertex = (name: string, change: Partial<BuildEvent['vertexes'][number]> = {}) =>
    watch.onEvent({
      vertexes: [{ digest: name, name, started, completed: undefined, cached: false, error: '', ...change }],
      statuses: [],
      logs: [],
      warnings: [],
    });
  const status = (name: string) =>
    watch.onEvent({ vertexes: [], statuses: [{ vertex: name }], logs: [], warnings: [] });
  return { clock, log, caches, watch, guard, vertex, status };
}
const REGISTRY = 'type=registry,ref=127.0.0.1:5998/x:cache';
const IMPORT = 'importing cache manifest from 127.0.0.1:5998/x:cache';

describe('caches that a build waits for', () => {
  test('silence is said after seconds, and ends after a minute', () => {
    const { clock, log, caches, guard, vertex } = watching('read', REGISTRY, 'type=gha,scope=a');
    vertex(IMPORT);
    clock.time += 9_000;
    expect(guard.look()).toEqual([]);
    expect(log.lines).toEqual([]);
    clock.time += 2_000;
    guard.look();
    guard.look();
    expect(log.lines).toEqual([
      'warning The cache 127.0.0.1:5998/x:cache has not answered for 11 s. After 1 min 0 s it is given up.',
    ]);
    clock.time += 50_000;
    expect(guard.look()).toEqual([caches[0]]);
    expect(guard.givenUp()).toEqual([caches[0]]);
  });

  test('a cache that is at work is waited for', () => {
    const { clock, log, guard, vertex, status } = watching('written', REGISTRY);
    vertex('exporting cache to registry');
    for (let second = 0; second < 300; second += 5) {
      clock.time += 5_000;
      status('exporting cache to registry');
      expect(guard.look()).toEqual([]);
    }
    expect(log.lines).toEqual([]);
  });

  test('one that is done is waited for no more', () => {
    const { clock, guard, vertex, watch } = watching('read', REGISTRY);
    vertex(IMPORT);
    vertex(IMPORT, { completed: '2026-11-27T00:01:34Z' });
    clock.time += 600_000;
    expect(guard.look()).toEqual([]);
    expect(watch.outcomes()).toEqual([
      { name: '127.0.0.1:5998/x:cache', role: 'read', state: 'done', reason: undefined },
    ]);
  });

  test.each([
    [REFUSED, 'failed'],
    ['failed to configure registry cache importer: ghcr.io/a/b:cache: not found', 'absent'],
  ])('%s: %s', (error, state) => {
    const { vertex, watch } = watching('read', REGISTRY);
    vertex(IMPORT, { completed: '2026-11-27T00:01:34Z', error });
    expect(watch.outcomes()).toEqual([
      { name: '127.0.0.1:5998/x:cache', role: 'read', state, reason: error },
    ]);
  });

  test.each([
    ['redis', 'docker.io/library/redis:latest'],
    ['acme/x:cache', 'docker.io/acme/x:cache'],
    ['ghcr.io/a/b', 'ghcr.io/a/b:latest'],
  ])('%s is %s', (given, id) => {
    const { vertex, watch } = watching('read', given, 'ghcr.io/other:x');
    vertex(`importing cache manifest from ${id}`, { completed: 'x' });
    expect(watch.outcomes().map(({ name }) => name)).toEqual([given]);
  });

  test('caches of a kind cannot be told apart', () => {
    const { vertex, watch } = watching('read', 'type=gha,scope=a', 'type=gha,scope=b', REGISTRY);
    vertex('importing cache manifest from gha:15693311099075939781', { completed: 'x' });
    expect(watch.outcomes().map(({ name }) => name)).toEqual(['gha (a)', 'gha (b)']);
  });
});

describe('caches that are asked before', () => {
  test.each([
    ['type=registry,ref=ghcr.io/a/b:c', 'https://ghcr.io/v2/'],
    ['127.0.0.1:5000/a:c', 'http://127.0.0.1:5000/v2/'],
    ['localhost/a', 'http://localhost/v2/'],
    ['acme/shop:c', undefined],
    ['redis', undefined],
    ['type=gha', 'https://results.example/'],
    ['type=local,src=/a.b/c', undefined],
    ['type=s3,bucket=b', undefined],
  ])('%s at %s', (text, address) => expect(addressOf(parseCacheOption(text), SERVICE)).toBe(address));

  test('only one that keeps waiting is left out', async () => {
    const caches = ['a.example/x', 'b.example/x', 'c.example/x'].map(parseCacheOption);
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const url = String(input);
      if (url.includes('a.example')) return new Response(null, { status: 401 });
      if (url.includes('b.example')) throw new TypeError('fetch failed');
      init?.signal?.throwIfAborted();
      return new Promise((_, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    };
    const world = { fetch, env: {}, deadline: 20, signal: new AbortController().signal };
    expect(await findSilent(caches, world)).toEqual([caches[2]]);
    const cancelled = AbortSignal.abort();
    expect(await findSilent(caches, { ...world, deadline: 10_000, signal: cancelled })).toEqual([]);
  });

  test('a daemon of another’s is waited for, and that is said', () => {
    const clock = fakeClock();
    const log = memoryLog();
    const watch = watchCaches('read', [parseCacheOption(REGISTRY)], clock);
    const guard = createCacheGuard(watch, Number.POSITIVE_INFINITY, log);
    const vertex = {
      digest: 'a',
      name: IMPORT,
      started: 'x',
      completed: undefined,
      cached: false,
      error: '',
    };
    watch.onEvent({ vertexes: [vertex], statuses: [], logs: [], warnings: [] });
    clock.time += 3_600_000;
    expect(guard.look()).toEqual([]);
    expect(log.lines.join()).toContain('BuildKit serves no build until it does');
  });
});
