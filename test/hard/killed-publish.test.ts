/**
 * The action `publish` is killed with SIGKILL at ten moments of a push to a real registry, and at ten of a copy of what is
 * signed, and run again: then the registry has what a run leaves that nobody disturbs, and nothing was sent twice.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '@sealift/action-kit/clock';
import { digestOf, isDigest } from '@sealift/core/image/digest';
import { defaultCacheDir } from '@sealift/engines/cache';
import { ensureEngines } from '@sealift/engines/ensure';
import { createRegistryClient } from '@sealift/registry/client';
import { attachReferrers, blobOf, makeReferrer } from '@sealift/registry/referrers';
import { readRegistryStorage } from '@sealift/rehearsal/assertions/registry-storage';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { memoryLog } from '@sealift/testing/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLayout } from '../bench/layout.ts';
import { type BundleRun, runBundle } from '../bundles/bundle.ts';
import { type Death, type Front, MOMENTS, startFront } from './publish-front.ts';
import { createRandom, seed, spreadMoments } from './seed.ts';

const POINTS = 10;
const IMAGE = 'acme/api';
const MIRROR = 'mirror/api';
const TAGS = 'main,v1.2.3';
const LAYERS = [6_000_000, 3_000_000, 400_000, 30_000];
const random = createRandom();

/** One in each tenth of all requests, as a part of them. */
const points = () =>
  spreadMoments(POINTS, random).map((part, at) => ({
    ...{ point: at + 1, part },
    moment: MOMENTS[Math.floor(random() * MOMENTS.length)] ?? 'done',
  }));

let folder: string;
let engine: string;
let layout: string;
let digest: string;
let children: readonly string[];

type Registry = { readonly port: number; readonly dir: string; stop(): Promise<void> };

async function start(): Promise<Registry> {
  const dir = await mkdtemp(path.join(folder, 'registry-'));
  return { ...(await startRegistry({ name: 'real', engine, dir })), dir };
}

type Given = Readonly<Record<string, string>>;

/** What is published, and from where. */
type Way = {
  readonly repository: string;
  inputs(host: string): Promise<Given> | Given;
};

const publish = (inputs: Given, started?: (pid: number) => void): Promise<BundleRun> =>
  runBundle('publish', {
    inputs,
    env: { NO_PROXY: '127.0.0.1' },
    ...(started === undefined ? {} : { started }),
  });

/** What a registry keeps of a repository, by its own files. */
type State = {
  readonly manifests: readonly string[];
  readonly blobs: readonly string[];
  /** Where each tag points, and everywhere it ever did; the list of referrers is one, in this registry. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** What those lists say, whatever the order of their members. */
  readonly referrers: Readonly<Record<string, unknown>>;
};

async function stateOf(dir: string, repository: string): Promise<State> {
  const found = (await readRegistryStorage(dir)).find(({ name }) => name === repository);
  const root = path.join(dir, 'storage/docker/registry/v2/repositories', repository);
  const tags: Record<string, readonly string[]> = {};
  const referrers: Record<string, unknown> = {};
  for (const [tag, points] of found?.tags ?? []) {
    tags[tag] = [points, ...(await names(path.join(root, '_manifests/tags', tag, 'index/sha256')))];
    if (tag.startsWith('sha256-')) referrers[tag] = JSON.parse(await readFile(blobFile(dir, points), 'utf8'));
  }
  return {
    manifests: found?.manifests ?? [],
    blobs: (await names(path.join(root, '_layers/sha256'))).map((hex) => `sha256:${hex}`),
    ...{ tags, referrers },
  };
}

const blobFile = (dir: string, digest: string): string => {
  const [, hex = ''] = digest.split(':');
  return path.join(dir, 'storage/docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data');
};

const names = async (dir: string): Promise<readonly string[]> =>
  (await readdir(dir).catch(() => [])).toSorted();

/** Every file of the store has the bytes that its name says. */
async function expectTrueBytes(dir: string): Promise<void> {
  const root = path.join(dir, 'storage/docker/registry/v2/blobs/sha256');
  for (const name of await readdir(root, { recursive: true })) {
    if (path.basename(name) !== 'data') continue;
    const hash = createHash('sha256').update(await readFile(path.join(root, name)));
    expect(hash.digest('hex')).toBe(path.basename(path.dirname(name)));
  }
}

/** What was on its way when the client died is done or dropped. */
async function settled(front: Front, { dir }: Registry, repository: string): Promise<State> {
  await expect.poll(front.connections, { timeout: 10_000 }).toBe(0);
  let before = await stateOf(dir, repository);
  await expect
    .poll(
      async () => {
        const now = await stateOf(dir, repository);
        const isSame = JSON.stringify(now) === JSON.stringify(before);
        before = now;
        return isSame;
      },
      { interval: 250, timeout: 10_000 },
    )
    .toBe(true);
  return before;
}

/** Requests and what is left, when nobody disturbs. */
async function undisturbed({ repository, inputs }: Way) {
  const registry = await start();
  const front = await startFront(registry.port);
  try {
    const run = await publish(await inputs(front.host));
    expect(run.exitCode, run.stdout).toBe(0);
    return { requests: front.seen, whole: await stateOf(registry.dir, repository) };
  } finally {
    await front.close();
    await registry.stop();
  }
}

/** Killed at one moment, looked at, and run again. */
async function killedAndAgain({ repository, inputs }: Way, whole: State, point: Omit<Death, 'kill'>) {
  const registry = await start();
  let pid = 0;
  let killed = false;
  const front = await startFront(registry.port, {
    ...point,
    kill: () => {
      killed = true;
      process.kill(pid, 'SIGKILL');
    },
  });
  try {
    const given = await inputs(front.host);
    const first = await publish(given, (started) => {
      pid = started;
    });
    expect([killed, first.exitCode, first.outputs]).toEqual([true, null, {}]);
    const between = await settled(front, registry, repository);
    expect(whole.manifests).toEqual(expect.arrayContaining([...between.manifests]));
    // A tag that people use comes when all is there.
    if (Object.keys(between.tags).some((tag) => TAGS.split(',').includes(tag)))
      expect({ ...between, tags: whole.tags }).toEqual(whole);

    const sent = front.uploads.length;
    const second = await publish(given);
    expect(second.exitCode, second.stdout).toBe(0);
    expect(await stateOf(registry.dir, repository)).toEqual(whole);
    const again = front.uploads.slice(sent);
    expect(again.toSorted()).toEqual(whole.blobs.filter((blob) => !between.blobs.includes(blob)));
    await expectTrueBytes(registry.dir);

    const third = await publish(given);
    expect([third.exitCode, third.outputs['existing']]).toEqual([0, 'true']);
    expect(front.uploads.length).toBe(sent + again.length);
  } finally {
    await front.close();
    await registry.stop();
  }
}

/** Statements about the image and about its platform, as signing leaves them. */
async function attach(host: string): Promise<void> {
  const client = createRegistryClient({
    ...{ credentials: () => undefined, fetch: globalThis.fetch, clock: systemClock, log: memoryLog() },
  });
  const image = { registry: host, repository: IMAGE };
  for (const subject of [digest, ...children].filter(isDigest)) {
    const manifest = await client.getManifest(image, subject);
    if (manifest === undefined) throw new Error(`${subject} was not published`);
    const { mediaType, bytes } = manifest;
    const referrers = ['one', 'two'].map((kind) =>
      makeReferrer({
        subject: { mediaType, digest: digestOf(bytes), size: bytes.length },
        artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        content: blobOf(Buffer.from(`statement ${kind} about ${subject}`)),
        annotations: { kind },
      }),
    );
    await attachReferrers(client, image, subject, referrers);
  }
}

describe(`publish that dies (seed ${seed})`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-killed-publish-'));
    layout = path.join(folder, 'layout');
    const written = await writeLayout(layout, { platforms: ['linux/amd64'], layers: LAYERS });
    digest = written.digest;
    children = written.platforms.map((platform) => platform.digest);
    const { paths } = await ensureEngines(['registry'], {
      ...{ cacheDir: defaultCacheDir(process.env), env: process.env, log: memoryLog(), clock: systemClock },
      progress: () => {},
    });
    engine = paths.registry;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  describe.each<[string, (source: () => Registry) => Way]>([
    [
      'a push',
      () => ({
        repository: IMAGE,
        inputs: (host) => ({ image: `${host}/${IMAGE}`, layout, tags: TAGS }),
      }),
    ],
    [
      'a copy',
      (source) => ({
        repository: MIRROR,
        inputs: (host) => ({
          image: `127.0.0.1:${source().port}/${IMAGE}@${digest}`,
          'copy-to': `${host}/${MIRROR}`,
          tags: TAGS,
        }),
      }),
    ],
  ])('in %s', (_name, wayOf) => {
    let source: Registry | undefined;
    let requests = 0;
    let whole: State;
    const way = wayOf(() => {
      if (source === undefined) throw new Error('the registry that is copied from does not run');
      return source;
    });

    beforeAll(async () => {
      source = await start();
      const host = `127.0.0.1:${source.port}`;
      const run = await publish({ image: `${host}/${IMAGE}`, layout, tags: TAGS });
      expect(run.exitCode, run.stdout).toBe(0);
      await attach(host);
      ({ requests, whole } = await undisturbed(way));
    });
    afterAll(() => source?.stop());

    it('leaves what was asked for', async () => {
      const given = await stateOf(source?.dir ?? '', IMAGE);
      expect(whole.tags['main']?.[0]).toBe(digest);
      expect(Object.keys(whole.tags)).toEqual(expect.arrayContaining(TAGS.split(',')));
      if (way.repository !== MIRROR) return;
      expect(Object.keys(whole.tags)).toEqual(Object.keys(given.tags));
      expect([whole.blobs, whole.referrers]).toEqual([given.blobs, given.referrers]);
      expect(whole.manifests.length).toBe(given.manifests.length);
      expect(Object.keys(whole.referrers)).toHaveLength(1 + children.length);
    });

    it.each(points())('at point $point of it, $moment', async ({ part, moment }) => {
      await killedAndAgain(way, whole, { at: 1 + Math.floor(part * requests), moment });
    });
  });
});
