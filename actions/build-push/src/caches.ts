/** What caches do for a build, and what is said of them. Whatever goes wrong here fails nothing. */
import type { Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import type { CacheOption } from '@sealift/tools/buildx/cache/option';
import { type CacheOutcome, watchCaches } from '@sealift/tools/buildx/cache/watch';
import { runProcess } from './buildx-process.ts';
import { type BuildxRun, cacheCommandLine, environmentOf } from './command-line.ts';
import type { Dependencies } from './dependencies.ts';

/** Milliseconds that one cache may take to be written, however much it says. */
const WRITING = 15 * 60_000;
/** A layer of a gigabyte is uploaded without a word. */
const WRITING_PATIENCE = 3;

/**
 * Writes each cache by a run of its own, when the image is there: BuildKit hands out an image only after its caches, so
 * that one which hangs would take the image with it.
 */
export async function writeCaches(
  run: BuildxRun,
  imports: readonly CacheOption[],
  dependencies: Dependencies,
): Promise<readonly CacheOutcome[]> {
  const outcomes: CacheOutcome[] = [];
  for (const cache of run.caches.exports.filter(({ type }) => type !== 'inline')) {
    dependencies.log.info(`Writing the cache ${cache.name}`);
    const outcome = await writeCache(run, imports, cache, dependencies);
    tellCache(outcome, dependencies.log);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function writeCache(
  run: BuildxRun,
  imports: readonly CacheOption[],
  cache: CacheOption,
  dependencies: Dependencies,
): Promise<CacheOutcome> {
  const used = { imports, exports: [cache] };
  const watch = watchCaches('written', [cache], dependencies.clock);
  const { exitCode, timedOut, givenUp, progress } = await runProcess(
    run,
    {
      args: cacheCommandLine(run, used),
      env: environmentOf(run, used, dependencies.env),
      watch,
      patience: WRITING_PATIENCE * run.inputs.cachePatience,
      timeout: WRITING,
      quiet: true,
    },
    dependencies,
  );
  const base = { name: cache.name, role: 'written' } as const;
  if (givenUp.length > 0 || timedOut) return { ...base, state: 'given up', reason: undefined };
  // With `ignore-error=true` only the step says what went wrong.
  const said = watch.outcomes().find(({ state }) => state !== 'done');
  if (said !== undefined) return { ...said, state: 'failed' };
  if (exitCode === 0) return { ...base, state: 'done', reason: undefined };
  const words = progress.words().findLast((word) => word.startsWith('ERROR: '));
  return {
    ...base,
    state: 'failed',
    reason: singleLine(words ?? `buildx ended with ${exitCode}`).slice(0, 500),
  };
}

export function tellCache(
  { name, role, state, reason }: CacheOutcome,
  log: Pick<Log, 'info' | 'warning'>,
): void {
  const title = 'Build cache';
  if (state === 'absent') log.info(`There is no cache ${name} yet.`);
  if (state === 'failed')
    log.warning(
      `The cache ${name} could not be ${role}: ${reason ?? 'it failed'}. The build goes on without it.`,
      {
        title,
      },
    );
  if (state === 'given up' && role === 'written')
    log.warning(`The cache ${name} could not be written in time. The image is complete without it.`, {
      title,
    });
}
