/**
 * From process start to exit of every bundle that is given no inputs, by turns with a Node that does nothing and with
 * what an action cannot be faster than: @actions/core alone, bundled in the same way.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measured, type Times, timesOf } from './statistics.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** `ratio`: of the median to that of @actions/core alone, in the same run. */
export const COLD_START_TARGET = { milliseconds: 200, ratio: 1.6, bytes: 1_800_000 } as const;
/** @actions/artifact brings the storage client that its size comes from. */
const SIZE_EXEMPT: readonly string[] = ['evidence'];

export type BundleBenchmark = {
  readonly bundle: string;
  readonly bytes: number;
  readonly times: Times;
  /** Median divided by that of @actions/core alone. */
  readonly ratio: number;
  readonly fastEnough: boolean;
  /** Undefined for a bundle that the target does not count for. */
  readonly smallEnough: boolean | undefined;
};

export type ColdStartBenchmark = {
  readonly node: { readonly version: string; readonly times: Times };
  /** A bundle that says one word by @actions/core. */
  readonly core: { readonly bytes: number; readonly times: Times };
  readonly bundles: readonly BundleBenchmark[];
};

export async function benchmarkColdStart(rounds = 7): Promise<ColdStartBenchmark> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-core-'));
  try {
    return await measure(await bundleCore(folder), rounds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(coreFile: string, rounds: number): Promise<ColdStartBenchmark> {
  const names = (await readdir(DIST)).sort();
  const nothing: number[] = [];
  const core: number[] = [];
  const values = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    const empty = await start(['-e', '0']);
    const alone = await start([coreFile]);
    for (const [name, times] of values) {
      const { time, result } = await start([path.join(DIST, name, 'index.js')]);
      if (result.exitCode !== 1 || !result.stdout.includes('::error title=Configuration error::'))
        throw new Error(`dist/${name} without inputs ended with ${result.exitCode}: ${result.stdout}`);
      // The first round fills the page cache.
      if (round > 0) times.push(time);
    }
    if (round === 0) continue;
    nothing.push(empty.time);
    core.push(alone.time);
  }
  const coreTimes = timesOf(core);
  const bundles = [...values].map(async ([bundle, measurements]): Promise<BundleBenchmark> => {
    const { size } = await stat(path.join(DIST, bundle, 'index.js'));
    const times = timesOf(measurements);
    const ratio = times.median / coreTimes.median;
    return {
      ...{ bundle, bytes: size, times, ratio },
      fastEnough: times.median <= COLD_START_TARGET.milliseconds && ratio <= COLD_START_TARGET.ratio,
      smallEnough: SIZE_EXEMPT.includes(bundle) ? undefined : size <= COLD_START_TARGET.bytes,
    };
  });
  return {
    node: { version: process.version, times: timesOf(nothing) },
    core: { bytes: (await stat(coreFile)).size, times: coreTimes },
    bundles: await Promise.all(bundles),
  };
}

type Ncc = (
  input: string,
  options: { cache: false; minify: false; quiet: true },
) => Promise<{ code: string }>;

/** Below node_modules, so that @actions/core is found. */
async function bundleCore(folder: string): Promise<string> {
  const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc;
  const source = await mkdtemp(path.join(MODULES, '.core-alone-'));
  try {
    const entry = path.join(source, 'main.js');
    await writeFile(path.join(source, 'package.json'), '{"type":"module"}');
    await writeFile(entry, "import { info } from '@actions/core';\ninfo('started');\n");
    const { code } = await ncc(entry, { cache: false, minify: false, quiet: true });
    await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(path.join(folder, 'index.js'), code);
    return path.join(folder, 'index.js');
  } finally {
    await rm(source, { recursive: true, force: true });
  }
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
