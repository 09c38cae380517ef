/** One process of buildx: what it says is followed, and caches that keep it waiting are given up. */
import type { CacheOption } from '@sealift/tools/buildx/cache/option';
import { type CacheWatch, createCacheGuard } from '@sealift/tools/buildx/cache/watch';
import { createProgress, HEARTBEAT, type Progress } from '@sealift/tools/buildx/progress';
import type { BuildxRun } from './command-line.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * A line of progress holds up to a megabyte of a command's output and what does not fit any more, in base64. The lines
 * are followed as they come; of the whole nothing is needed.
 */
const OUTPUT = { kept: 64 * 1024, longestLine: 4 * 1024 * 1024 };
/** Milliseconds between two looks at caches. */
const LOOK = 1_000;

export type BuildxProcess = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly watch: CacheWatch;
  /** Milliseconds of silence after which a cache is given up. */
  readonly patience: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** Without the lines of steps: they were shown when they were built. */
  readonly quiet?: true;
};

export type BuildxEnd = {
  readonly exitCode: number;
  readonly timedOut: boolean;
  /** Caches that the process was ended for. */
  readonly givenUp: readonly CacheOption[];
  readonly progress: Progress;
};

/** @throws Failure `process/not-started`, `process/cancelled` */
export async function runProcess(
  { buildx, source, scratch, workspace }: BuildxRun,
  what: BuildxProcess,
  dependencies: Dependencies,
): Promise<BuildxEnd> {
  const { log, clock, exec } = dependencies;
  const progress = createProgress({
    ...{ log, clock, scratch, dockerfile: source.dockerfilePath, onEvent: what.watch.onEvent },
    ...(what.quiet ? { quiet: true } : {}),
  });
  const ending = new AbortController();
  const guard = createCacheGuard(what.watch, what.patience, log);
  const timers = [
    setInterval(progress.beat, HEARTBEAT),
    setInterval(() => {
      if (guard.look().length > 0) ending.abort();
    }, LOOK),
  ];
  try {
    const result = await exec(buildx.file, [...buildx.prefix, ...what.args], {
      cwd: workspace,
      env: what.env,
      timeout: what.timeout,
      signal: AbortSignal.any([dependencies.signal, ending.signal]),
      output: OUTPUT,
      onLine: (line, stream) => (stream === 'stderr' ? progress.line(line) : log.debug(line)),
    });
    return { exitCode: result.exitCode, timedOut: result.timedOut, givenUp: [], progress };
  } catch (error) {
    if (!ending.signal.aborted || dependencies.signal.aborted) throw error;
    return { exitCode: -1, timedOut: false, givenUp: guard.givenUp(), progress };
  } finally {
    for (const timer of timers) clearInterval(timer);
    progress.end();
  }
}
