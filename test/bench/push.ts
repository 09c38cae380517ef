/**
 * Push throughput against crane: the same layout into fresh repositories of one loopback registry, by turns, in the
 * same run. crane's bare start-up is measured too and taken off its times, because ours runs in this process.
 * Before each turn the disk gets quiet: otherwise each is charged for what the one before it left to be written.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Log } from '@sealift/core/log';
import { createRegistryClient } from '@sealift/registry/client';
import { readLayout } from '@sealift/registry/layout';
import { pushLayout } from '@sealift/registry/push';
import { answers, startProcess } from '@sealift/sandbox/process';
import { writeLayout } from './layout.ts';
import { measured, type Times, timesOf } from './statistics.ts';

export type PushBenchmark = {
  /** Bytes of the layout's blobs. */
  readonly bytes: number;
  /** Reading the layout, push, read-back. */
  readonly sealift: Times;
  /** Without start-up. */
  readonly crane: Times;
  /** Median milliseconds of `crane version`. */
  readonly craneStart: number;
  /** Our throughput divided by crane's, of the medians: above 1, ours is faster. */
  readonly ratio: number;
};

export type PushBenchmarkOptions = {
  /** Path of the crane executable. */
  readonly crane: string;
  /** Path of the distribution registry's executable. */
  readonly registry: string;
  readonly rounds?: number;
};

const run = promisify(execFile);
const MEGABYTE = 1_000_000;
/** The sizes of a Python or Node service on a slim base: together about 135 MB. */
const LAYERS = [54, 38, 24, 12, 5, 1.5, 0.4, 0.1].map((size) => Math.round(size * MEGABYTE));

export async function benchmarkPush(options: PushBenchmarkOptions): Promise<PushBenchmark> {
  const rounds = options.rounds ?? 15;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-bench-push-'));
  const registry = await startRegistry(options.registry, folder);
  try {
    const layout = path.join(folder, 'layout');
    const { bytes } = await writeLayout(layout, { platforms: ['linux/amd64'], layers: LAYERS });
    const env = { HOME: folder, PATH: process.env['PATH'] ?? '' };
    const times = { sealift: [] as number[], crane: [] as number[], start: [] as number[] };
    const turns = {
      sealift: (name: string) => pushOurs(layout, registry.host, name),
      crane: async (name: string) => {
        await run(options.crane, ['push', layout, `${registry.host}/${name}:latest`], { env });
      },
    };
    for (let round = 0; round <= rounds; round++) {
      times.start.push((await measured(() => run(options.crane, ['version'], { env }))).time);
      const order = round % 2 === 0 ? (['sealift', 'crane'] as const) : (['crane', 'sealift'] as const);
      for (const who of order) {
        await run('sync');
        const { time } = await measured(() => turns[who](`bench/${who}-${round}`));
        // The first round warms the page cache and the registry's blob store.
        if (round > 0) times[who].push(time);
      }
    }
    const sealift = timesOf(times.sealift);
    const craneStart = timesOf(times.start).median;
    const crane = timesOf(times.crane.map((time) => time - craneStart));
    return { bytes, sealift, crane, craneStart, ratio: crane.median / sealift.median };
  } finally {
    await registry.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function pushOurs(directory: string, registry: string, repository: string): Promise<void> {
  const client = createRegistryClient({
    credentials: () => undefined,
    fetch: globalThis.fetch,
    clock: {
      now: () => Date.now(),
      sleep: async (duration) => {
        await sleep(duration);
      },
    },
    log: silent,
  });
  // As the publish action does it: sizes here, digests while the bytes go out.
  const layout = await readLayout(directory, { blobs: 'sized' });
  await pushLayout(client, layout, { registry, repository }, { log: silent });
}

const silent: Pick<Log, 'debug' | 'info' | 'secret'> = { debug() {}, info() {}, secret() {} };

async function startRegistry(file: string, folder: string) {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const config = path.join(folder, 'registry.json');
  // JSON is YAML.
  await writeFile(
    config,
    JSON.stringify({
      version: 0.1,
      log: { level: 'error', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: path.join(folder, 'storage') } },
      http: { addr: host, secret: 'loopback-only' },
    }),
  );
  const service = await startProcess({
    name: 'registry',
    file,
    args: ['serve', config],
    env: { HOME: folder, OTEL_TRACES_EXPORTER: 'none' },
    logs: folder,
    ready: async () => {
      await answers(`http://${host}/v2/`);
      return true;
    },
  });
  return { host, stop: service.stop };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
