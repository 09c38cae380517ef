/** From process start to exit of every bundle that is given no inputs, by turns with a Node that does nothing. */
import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measured, type Times, timesOf } from './statistics.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

export const COLD_START_TARGET = { milliseconds: 200, bytes: 1_800_000 } as const;
/** @actions/artifact brings the storage client that its size comes from. */
const SIZE_EXEMPT: readonly string[] = ['evidence'];

export type BundleBenchmark = {
  readonly bundle: string;
  readonly bytes: number;
  readonly times: Times;
  /** Median divided by that of `node -e 0`. */
  readonly ratio: number;
  readonly fastEnough: boolean;
  /** Undefined for a bundle that the target does not count for. */
  readonly smallEnough: boolean | undefined;
};

export type ColdStartBenchmark = {
  readonly node: { readonly version: string; readonly times: Times };
  readonly bundles: readonly BundleBenchmark[];
};

export async function benchmarkColdStart(rounds = 7): Promise<ColdStartBenchmark> {
  const names = (await readdir(DIST)).sort();
  const nothing: number[] = [];
  const values = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    const empty = await start(['-e', '0']);
    if (round > 0) nothing.push(empty.time);
    for (const [name, times] of values) {
      const { time, result } = await start([path.join(DIST, name, 'index.js')]);
      if (result.exitCode !== 1 || !result.stdout.includes('::error title=Configuration error::'))
        throw new Error(`dist/${name} without inputs ended with ${result.exitCode}: ${result.stdout}`);
      // The first round fills the page cache.
      if (round > 0) times.push(time);
    }
  }
  const node = timesOf(nothing);
  const bundles = [...values].map(async ([bundle, measurements]): Promise<BundleBenchmark> => {
    const { size } = await stat(path.join(DIST, bundle, 'index.js'));
    const times = timesOf(measurements);
    return {
      ...{ bundle, bytes: size, times, ratio: times.median / node.median },
      fastEnough: times.median <= COLD_START_TARGET.milliseconds,
      smallEnough: SIZE_EXEMPT.includes(bundle) ? undefined : size <= COLD_START_TARGET.bytes,
    };
  });
  return { node: { version: process.version, times: node }, bundles: await Promise.all(bundles) };
}

/** Without inputs every action refuses before it does anything. */
const start = (args: readonly string[]) =>
  measured(
    () =>
      new Promise<{ readonly exitCode: number | null; readonly stdout: string }>((resolve, reject) => {
        const child = spawn(process.execPath, args, {
          env: { PATH: process.env['PATH'] ?? '' },
          stdio: ['ignore', 'pipe', 'ignore'],
          timeout: 20_000,
        });
        let stdout = '';
        child.stdout.on('data', (text: Buffer) => {
          stdout += text.toString();
        });
        child.once('error', reject);
        child.once('close', (exitCode) => resolve({ exitCode, stdout }));
      }),
  );
