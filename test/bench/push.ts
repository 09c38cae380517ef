/**
 * A push against crane's: the same layout into fresh repositories of one loopback registry, by turns, in the same run.
 * crane's bare start-up is measured too and taken off its times, because ours runs in this process. Before each turn
 * the disk gets quiet: otherwise each is charged for what the one before it left to be written. Memory is that of the
 * bundle as a runner starts it.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
import { runBundle } from '../bundles/bundle.ts';
import { writeLayout } from './layout.ts';
import { measured, type Times, timesOf } from './statistics.ts';

/** Wall time and processor time. */
type Cost = { readonly wall: Times; readonly processor: Times };

export type PushRow = {
  readonly name: string;
  /** Bytes of the layout's blobs. */
  readonly bytes: number;
  /** Reading the layout, push, read-back. */
  readonly sealift: Cost;
  /** Without start-up. */
  readonly crane: Cost;
  /** Our throughput divided by crane's, of the medians: above 1, ours is faster. */
  readonly ratio: number;
  readonly target: number;
  /** The largest resident set of the action `publish`, in bytes. */
  readonly memory: number;
};

export type PushBenchmark = {
  readonly rows: readonly PushRow[];
  /** Median milliseconds of `crane version`. */
  readonly craneStart: number;
};

export type PushBenchmarkOptions = {
  /** Path of the crane executable. */
  readonly crane: string;
  /** Path of the distribution registry's executable. */
  readonly registry: string;
};

/** Bytes of resident memory that a push may take. */
export const PUSH_MEMORY = 100_000_000;

const run = promisify(execFile);
const MEGABYTE = 1_000_000;

type Case = {
  readonly name: string;
  /** Megabytes. */
  readonly layers: readonly number[];
  readonly rounds: number;
  /** Of crane's throughput. */
  readonly target: number;
};
const CASES: readonly Case[] = [
  // The sizes of a Python or Node service on a slim base.
  {
    name: '135 MB in 8 layers',
    layers: [54, 38, 24, 12, 5, 1.5, 0.4, 0.1],
    ...{ rounds: 15, target: 1 },
  },
  { name: '12 layers of 12 MB', layers: Array<number>(12).fill(12), rounds: 9, target: 0.8 },
  { name: '1 GB in 8 layers', layers: [520, 240, 130, 70, 30, 8, 1.5, 0.5], rounds: 3, target: 1 },
];

export async function benchmarkPush(options: PushBenchmarkOptions): Promise<PushBenchmark> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-bench-push-'));
  try {
    const starts: number[] = [];
    const rows: PushRow[] = [];
    for (const [index, each] of CASES.entries()) {
      const place = path.join(folder, String(index));
      await mkdir(place);
      rows.push(await benchmarkCase(each, place, options, starts));
      // A gigabyte each: what is measured next shall find room.
      await rm(place, { recursive: true });
    }
    return { rows, craneStart: timesOf(starts).median };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param starts gets the milliseconds of each `crane version` */
async function benchmarkCase(
  { name, layers, rounds, target }: Case,
  folder: string,
  options: PushBenchmarkOptions,
  starts: number[],
): Promise<PushRow> {
  const registry = await startRegistry(options.registry, folder);
  try {
    const layout = path.join(folder, 'layout');
    const sizes = layers.map((size) => Math.round(size * MEGABYTE));
    const { bytes } = await writeLayout(layout, { platforms: ['linux/amd64'], layers: sizes });
    const crane = (...args: readonly string[]) => runCrane(options.crane, args, folder);
    const turns = {
      sealift: (repository: string) => charged(() => pushOurs(layout, registry.host, repository)),
      crane: (repository: string) => crane('push', layout, `${registry.host}/${repository}:latest`),
    };
    const costs = { sealift: [] as Charge[], crane: [] as Charge[], start: [] as Charge[] };
    for (let round = 0; round <= rounds; round++) {
      costs.start.push(await crane('version'));
      const order = round % 2 === 0 ? (['sealift', 'crane'] as const) : (['crane', 'sealift'] as const);
      for (const who of order) {
        await run('sync');
        const cost = await turns[who](`bench/${who}-${round}`);
        // The first round warms the page cache and the registry's blob store.
        if (round > 0) costs[who].push(cost);
      }
    }
    starts.push(...costs.start.map(({ wall }) => wall));
    const sealift = costOf(costs.sealift);
    const theirs = costOf(costs.crane, costOf(costs.start));
    const memory = await memoryOf(layout, `${registry.host}/bench/memory`);
    return {
      ...{ name, bytes, sealift, target, memory },
      crane: theirs,
      ratio: theirs.wall.median / sealift.wall.median,
    };
  } finally {
    await registry.stop();
  }
}

/** Milliseconds. */
type Charge = { readonly wall: number; readonly processor: number };

const costOf = (charges: readonly Charge[], less?: Cost): Cost => ({
  wall: timesOf(charges.map(({ wall }) => wall - (less?.wall.median ?? 0))),
  processor: timesOf(charges.map(({ processor }) => processor - (less?.processor.median ?? 0))),
});

/** What this process is charged for. */
async function charged(work: () => Promise<void>): Promise<Charge> {
  const before = process.cpuUsage();
  const { time } = await measured(work);
  const { user, system } = process.cpuUsage(before);
  return { wall: time, processor: (user + system) / 1000 };
}

/** The shell knows what its child was charged for: the time of the shell itself is part of the start-up. */
async function runCrane(file: string, args: readonly string[], home: string): Promise<Charge> {
  const env = { HOME: home, PATH: process.env['PATH'] ?? '', TIMEFORMAT: 'seconds %U %S' };
  const command = ['-c', 'time "$0" "$@" >/dev/null', file, ...args];
  const { time, result } = await measured(() => run('bash', command, { env }));
  const [, user, system] = /seconds ([0-9.]+) ([0-9.]+)/.exec(result.stderr) ?? [];
  return { wall: time, processor: (Number(user) + Number(system)) * 1000 };
}

/** Milliseconds between two looks. */
const LOOK = 20;

/** Bytes, by the kernel's own high-water mark. */
async function memoryOf(layout: string, image: string): Promise<number> {
  let peak = 0;
  const ended = new AbortController();
  const watch = async (pid: number) => {
    while (!ended.signal.aborted) {
      const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024);
      await sleep(LOOK);
    }
  };
  const { exitCode, stdout } = await runBundle('publish', {
    inputs: { image, layout },
    env: { NO_PROXY: '127.0.0.1' },
    started: (pid) => void watch(pid),
    deadline: 120_000,
  });
  ended.abort();
  if (exitCode !== 0 || peak === 0) throw new Error(`publish ended with ${exitCode}: ${stdout}`);
  return peak;
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
  // As the publish action does it: sizes here, digests by the registry.
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
