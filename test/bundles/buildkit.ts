/** The real BuildKit for the bundle of build-push, where its engines are in the cache and this is root. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultCacheDir } from '@sealift/engines/cache';
import { findEngines } from '@sealift/engines/find';
import { ensureSystemPackage } from '@sealift/engines/system-packages';
import { ensureSystemProgram } from '@sealift/engines/system-programs';
import { startBuilder } from '@sealift/sandbox/builder/start';
import { memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';

export type BuildTools = {
  readonly buildkitd: string;
  readonly runc: string;
  /** Folder with buildx, for SEALIFT_TOOLS. */
  readonly tools: string;
  readonly registry: string;
  /** A shell in one file: images of tests are made of it, as there is no registry to pull from. */
  readonly busybox: string;
};

/** Undefined, and said on stderr, where something is missing: tests that do not run must not look like tests that pass. */
export async function findBuildTools(): Promise<BuildTools | undefined> {
  if (process.getuid?.() !== 0) {
    process.stderr.write('\n!!! NOT TESTED: BuildKit needs root.\n\n');
    return undefined;
  }
  const engines = findEngines(['buildkitd', 'buildx', 'registry']);
  if (engines === undefined) return undefined;
  const log = memoryLog();
  const options = {
    cacheDir: defaultCacheDir(process.env),
    env: process.env,
    exec: createExec(log),
    log,
  };
  try {
    const runc = await ensureSystemProgram('runc', options);
    const folder = await ensureSystemPackage('busybox-static', options);
    const files = await readdir(folder, { recursive: true });
    const busybox = files.find((file) => file.endsWith('bin/busybox'));
    if (busybox === undefined) throw new Error('busybox-static holds no busybox');
    const { buildkitd, buildx, registry } = engines;
    return { buildkitd, runc, registry, tools: path.dirname(buildx), busybox: path.join(folder, busybox) };
  } catch (error) {
    process.stderr.write(`\n!!! NOT TESTED against BuildKit: ${String(error)}\n\n`);
    return undefined;
  }
}

/** A daemon with an empty cache. */
export async function startFreshBuilder(
  { buildkitd, runc }: BuildTools,
  plainHttp: readonly string[],
): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'sealift-buildkit-'));
  const builder = await startBuilder({
    engine: buildkitd,
    runc,
    dir,
    cache: path.join(dir, 'cache'),
    plainHttp,
  });
  return {
    endpoint: builder.endpoint,
    stop: async () => {
      await builder.stop();
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
