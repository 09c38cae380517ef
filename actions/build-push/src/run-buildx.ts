/**
 * A build by buildx, in as many runs as it takes. Caches make it faster and nothing else: one that cannot be read is left
 * out of another run, and what is to be kept is written when the image is there.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Failure, failedWith, remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import type { CacheOption } from '@sealift/tools/buildx/cache/option';
import { findSilent } from '@sealift/tools/buildx/cache/probe';
import { type CacheOutcome, watchCaches } from '@sealift/tools/buildx/cache/watch';
import { type BuildMetadata, parseMetadata } from '@sealift/tools/buildx/metadata';
import { buildFailure } from '@sealift/tools/buildx/problem';
import type { Step } from '@sealift/tools/buildx/progress/step';
import { type BuildxEnd, runProcess } from './buildx-process.ts';
import { tellCache, writeCaches } from './caches.ts';
import {
  type AnnotationLevels,
  annotationLevels,
  type BuildxRun,
  buildCommandLine,
  environmentOf,
  type UsedCaches,
} from './command-line.ts';
import type { Dependencies } from './dependencies.ts';
import { keepRecord } from './record.ts';

/** Milliseconds: the longest that a hosted job may take. The job's own time limit ends it earlier. */
const BUILD_DEADLINE = 6 * 3_600_000;

/** Milliseconds that a cache has for its first word. */
const PROBE = 10_000;

/** With the folder for the layout, which is absent or empty. */
export type Building = BuildxRun & { readonly layoutFolder: string };

export type BuildxResult = {
  readonly metadata: BuildMetadata;
  readonly steps: readonly Step[];
  readonly caches: readonly CacheOutcome[];
  /** Absolute path of BuildKit's record, empty without one. */
  readonly record: string;
};

/**
 * What BuildKit says of an annotation for an index, when it makes none.
 * https://github.com/moby/buildkit/blob/v0.32.2/exporter/containerimage/writer.go
 */
const NO_INDEX = 'index annotations not supported for single platform export';

/** @throws Failure `build-push/timed-out`, or what the failing step of the Dockerfile says */
export async function runBuildx(run: Building, dependencies: Dependencies): Promise<BuildxResult> {
  const { source, buildx, builder, caches } = run;
  const { log } = dependencies;
  for (const note of caches.notes) log.info(note);
  log.info(`Building ${source.title} with buildx ${buildx.version} on ${builder.description}`);
  const outcomes: CacheOutcome[] = [];
  let attempt: Attempt = {
    levels: annotationLevels(run.inputs),
    caches: {
      imports: await answering(run, dependencies),
      exports: caches.exports.filter(({ type }) => type === 'inline'),
    },
  };
  for (;;) {
    const end = await buildOnce(run, attempt, dependencies);
    outcomes.push(...end.outcomes);
    if (end.metadata !== undefined) {
      const { metadata, steps } = end;
      const record = await keepRecord(run, metadata, dependencies);
      const written = await writeCaches(run, attempt.caches.imports, dependencies);
      return { metadata, steps, record, caches: [...outcomes, ...written] };
    }
    attempt = nextAttempt(attempt, end, log);
    // A daemon that waits for a cache builds nothing else, whoever asks.
    if (end.end.givenUp.length > 0) await builder.restart?.();
  }
}

/** The caches that BuildKit may ask without waiting for ever. */
async function answering(
  { caches, inputs }: Building,
  { fetch, env, signal, log }: Dependencies,
): Promise<readonly CacheOption[]> {
  const deadline = Math.min(inputs.cachePatience, PROBE);
  const silent = await findSilent(caches.imports, { fetch, env, deadline, signal });
  for (const { name } of silent)
    log.warning(
      `The cache ${name} did not answer within ${deadline / 1_000} s. The build goes on without it.`,
      {
        title: 'Build cache',
      },
    );
  return caches.imports.filter((cache) => !silent.includes(cache));
}

type Attempt = { readonly levels: AnnotationLevels; readonly caches: UsedCaches };

type AttemptEnd = {
  /** Undefined when no image was made. */
  readonly metadata: BuildMetadata | undefined;
  readonly end: BuildxEnd;
  readonly failure: Failure | undefined;
  readonly steps: readonly Step[];
  readonly outcomes: readonly CacheOutcome[];
};

async function buildOnce(
  run: Building,
  { levels, caches }: Attempt,
  dependencies: Dependencies,
): Promise<AttemptEnd> {
  const { layoutFolder, inputs } = run;
  const metadataFile = path.join(run.scratch, 'metadata.json');
  await mkdir(path.dirname(layoutFolder), { recursive: true });
  const watch = watchCaches('read', caches.imports, dependencies.clock);
  let metadata: BuildMetadata | undefined;
  try {
    const end = await runProcess(
      run,
      {
        args: buildCommandLine(run, { layoutFolder, metadataFile }, levels, caches),
        env: environmentOf(run, caches, dependencies.env),
        watch,
        patience: run.builder.restart === undefined ? Number.POSITIVE_INFINITY : inputs.cachePatience,
        timeout: BUILD_DEADLINE,
      },
      dependencies,
    );
    const outcomes = watch.outcomes();
    for (const outcome of outcomes) tellCache(outcome, dependencies.log);
    const failure = failureOf(run, end);
    if (failure === undefined && end.givenUp.length === 0)
      metadata = parseMetadata(await readFile(metadataFile, 'utf8').catch(() => ''));
    return { metadata, end, failure, steps: end.progress.steps(), outcomes };
  } finally {
    // Half a layout must not look like a whole one to the next step.
    if (metadata === undefined) await rm(layoutFolder, { recursive: true, force: true });
  }
}

function failureOf({ source }: Building, end: BuildxEnd): Failure | undefined {
  const { exitCode, timedOut, progress, givenUp } = end;
  if (timedOut)
    return remoteFailure({
      code: 'build-push/timed-out',
      cause: `The build did not end within ${BUILD_DEADLINE / 3_600_000} hours.`,
      remedy: 'Look at the last step in the log, and whether the builder has enough memory and disk.',
    });
  if (exitCode === 0 || givenUp.length > 0) return undefined;
  return buildFailure({
    steps: progress.steps(),
    words: progress.words(),
    exitCode,
    dockerfile: source.dockerfilePath,
  });
}

/**
 * What to try now: each asks for less than the one before.
 * @throws Failure that of the build, when nothing of it can be left out
 */
function nextAttempt(
  { levels, caches }: Attempt,
  { end, failure }: AttemptEnd,
  log: Pick<Log, 'info' | 'warning'>,
): Attempt {
  const without = (imports: readonly CacheOption[], why: string): Attempt => {
    log.warning(`The build starts again without what its cache did not give: ${why}`, {
      title: 'Build cache',
    });
    return { levels, caches: { ...caches, imports } };
  };
  if (failure === undefined)
    return without(
      caches.imports.filter((cache) => !end.givenUp.includes(cache)),
      `${end.givenUp.map(({ name }) => name).join(', ')} did not answer.`,
    );
  if (levels.includes('index') && end.progress.words().some((word) => word.includes(NO_INDEX))) {
    // An image without a file in it gets no provenance, and so no index: that is known only now. The steps are cached.
    log.info('BuildKit makes no index of this image; building again without annotations for one');
    return { levels: ['manifest'], caches };
  }
  if (caches.imports.length > 0 && mayBeOfCache(failure)) return without([], failure.message);
  throw failure;
}

/**
 * A layer that a cache promised and cannot give fails the build, in words that a registry of base images could also be
 * meant by.
 */
const mayBeOfCache = (failure: Failure): boolean =>
  failedWith(failure, 'buildx/cache-failed') ||
  failedWith(failure, 'buildx/connection') ||
  failedWith(failure, 'buildx/rate-limited');
