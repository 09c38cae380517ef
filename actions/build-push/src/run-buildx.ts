/** The process of buildx that builds, and what it says. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { type BuildMetadata, parseMetadata } from '@sealift/tools/buildx/metadata';
import { buildFailure } from '@sealift/tools/buildx/problem';
import { createProgress, HEARTBEAT } from '@sealift/tools/buildx/progress';
import type { Step } from '@sealift/tools/buildx/progress/step';
import {
  type AnnotationLevels,
  annotationLevels,
  type BuildxRun,
  buildCommandLine,
  environmentOf,
} from './command-line.ts';
import type { Dependencies } from './dependencies.ts';

/** Milliseconds: the longest that a hosted job may take. The job's own time limit ends it earlier. */
const BUILD_DEADLINE = 6 * 3_600_000;

/**
 * A line of progress holds up to a megabyte of a command's output and what does not fit any more, in base64. The lines
 * are followed as they come; of the whole nothing is needed.
 */
const OUTPUT = { kept: 64 * 1024, longestLine: 4 * 1024 * 1024 };

/** With the folder for the layout, which is absent or empty. */
export type Building = BuildxRun & { readonly layoutFolder: string };

export type BuildxResult = { readonly metadata: BuildMetadata; readonly steps: readonly Step[] };

/**
 * What BuildKit says of an annotation for an index, when it makes none.
 * https://github.com/moby/buildkit/blob/v0.32.2/exporter/containerimage/writer.go
 */
const NO_INDEX = 'index annotations not supported for single platform export';

/** @throws Failure `build-push/timed-out`, or what the failing step of the Dockerfile says */
export async function runBuildx(run: Building, dependencies: Dependencies): Promise<BuildxResult> {
  const built = await runOnce(run, annotationLevels(run.inputs), dependencies);
  if (built !== 'no index') return built;
  // An image without a file in it gets no provenance, and so no index: that is known only now. The steps are cached.
  dependencies.log.info('BuildKit makes no index of this image; building again without annotations for one');
  const again = await runOnce(run, 'manifest', dependencies);
  if (again !== 'no index') return again;
  throw buildFailure({ steps: [], words: [`ERROR: ${NO_INDEX}`], exitCode: 1, dockerfile: undefined });
}

async function runOnce(
  run: Building,
  levels: AnnotationLevels,
  dependencies: Dependencies,
): Promise<BuildxResult | 'no index'> {
  const { source, buildx, builder, layoutFolder } = run;
  const { log } = dependencies;
  const metadataFile = path.join(run.scratch, 'metadata.json');
  await mkdir(path.dirname(layoutFolder), { recursive: true });
  const progress = createProgress({
    log,
    clock: dependencies.clock,
    dockerfile: source.dockerfilePath,
    scratch: run.scratch,
  });
  log.info(`Building ${source.title} with buildx ${buildx.version} on ${builder.description}`);
  let finished = false;
  const heartbeat = setInterval(progress.beat, HEARTBEAT);
  try {
    const args = [...buildx.prefix, ...buildCommandLine(run, { layoutFolder, metadataFile }, levels)];
    const result = await dependencies.exec(buildx.file, args, {
      cwd: run.workspace,
      env: environmentOf(run, dependencies.env),
      timeout: BUILD_DEADLINE,
      signal: dependencies.signal,
      output: OUTPUT,
      onLine: (line, stream) => (stream === 'stderr' ? progress.line(line) : log.debug(line)),
    });
    progress.end();
    if (result.timedOut)
      throw remoteFailure({
        code: 'build-push/timed-out',
        cause: `The build did not end within ${BUILD_DEADLINE / 3_600_000} hours.`,
        remedy: 'Look at the last step in the log, and whether the builder has enough memory and disk.',
      });
    if (result.exitCode !== 0) {
      const words = progress.words();
      if (levels !== 'manifest' && words.some((word) => word.includes(NO_INDEX))) return 'no index';
      throw buildFailure({
        steps: progress.steps(),
        words,
        exitCode: result.exitCode,
        dockerfile: source.dockerfilePath,
      });
    }
    const metadata = parseMetadata(await readFile(metadataFile, 'utf8').catch(() => ''));
    finished = true;
    return { metadata, steps: progress.steps() };
  } finally {
    clearInterval(heartbeat);
    // Half a layout must not look like a whole one to the next step.
    if (!finished) await rm(layoutFolder, { recursive: true, force: true });
  }
}
