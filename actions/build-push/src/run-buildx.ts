/** The process of buildx: its command line, its environment, and what it says. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type GitHubContext, runUrlOf } from '@sealift/action-kit/github-context';
import { remoteFailure } from '@sealift/core/failure';
import { formatImageName, isImageName } from '@sealift/core/image/reference';
import { buildArguments, cacheVariables } from '@sealift/tools/buildx/arguments';
import { type Builder, DAEMON_VARIABLES } from '@sealift/tools/buildx/builder';
import type { BuildxCommand } from '@sealift/tools/buildx/command';
import { type BuildMetadata, parseMetadata } from '@sealift/tools/buildx/metadata';
import { buildFailure } from '@sealift/tools/buildx/problem';
import { createProgress, HEARTBEAT } from '@sealift/tools/buildx/progress';
import type { Step } from '@sealift/tools/buildx/progress/step';
import { childEnvironment } from '@sealift/tools/exec';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import type { SecretFile } from './secrets.ts';
import { originPairs, type Source } from './source.ts';

/** Milliseconds: the longest that a hosted job may take. The job's own time limit ends it earlier. */
const BUILD_DEADLINE = 6 * 3_600_000;

/**
 * A line of progress holds up to a megabyte of a command's output and what does not fit any more, in base64. The lines
 * are followed as they come; of the whole nothing is needed.
 */
const OUTPUT = { kept: 64 * 1024, longestLine: 4 * 1024 * 1024 };

export type BuildxRun = {
  readonly inputs: Inputs;
  readonly source: Source;
  readonly context: GitHubContext;
  readonly workspace: string;
  readonly layoutFolder: string;
  readonly secrets: readonly SecretFile[];
  readonly buildx: BuildxCommand;
  readonly builder: Builder;
  /** Where buildx finds its logins and its builder. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of this build that is removed after it. */
  readonly scratch: string;
};

export type BuildxResult = { readonly metadata: BuildMetadata; readonly steps: readonly Step[] };

/** @throws Failure `build-push/timed-out`, or what the failing step of the Dockerfile says */
export async function runBuildx(run: BuildxRun, dependencies: Dependencies): Promise<BuildxResult> {
  const { inputs, source, buildx, builder, layoutFolder } = run;
  const { log } = dependencies;
  await mkdir(path.dirname(layoutFolder), { recursive: true });
  const progress = createProgress({
    log,
    clock: dependencies.clock,
    dockerfile: source.dockerfilePath,
    scratch: run.scratch,
  });
  log.info(
    `Building ${source.dockerfilePath ?? inputs.context} with buildx ${buildx.version} on ${builder.description}`,
  );
  let finished = false;
  const heartbeat = setInterval(progress.beat, HEARTBEAT);
  try {
    const result = await dependencies.exec(buildx.file, [...buildx.prefix, ...commandLine(run)], {
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
      throw buildFailure({
        steps: progress.steps(),
        words: progress.words(),
        exitCode: result.exitCode,
        dockerfile: source.dockerfilePath,
      });
    }
    const metadata = parseMetadata(await readFile(metadataOf(run), 'utf8').catch(() => ''));
    finished = true;
    return { metadata, steps: progress.steps() };
  } finally {
    clearInterval(heartbeat);
    // Half a layout must not look like a whole one to the next step.
    if (!finished) await rm(layoutFolder, { recursive: true, force: true });
  }
}

const metadataOf = ({ scratch }: BuildxRun): string => path.join(scratch, 'metadata.json');

function commandLine(run: BuildxRun) {
  const { inputs, source, context, builder, secrets, layoutFolder } = run;
  const attested = inputs.provenance !== 'false';
  const levels = attested || inputs.platforms.length > 1 ? 'index,manifest' : 'manifest';
  return buildArguments({
    ...inputs,
    builder: builder.name,
    context: source.folder ?? inputs.context,
    file: source.dockerfile,
    labels: [...originPairs(source, context, inputs.labels), ...inputs.labels],
    annotations: [
      ...originPairs(source, context, inputs.annotations).map((pair) => `${levels}:${pair}`),
      ...inputs.annotations,
    ],
    secrets,
    provenance: withBuilderId(inputs.provenance, context),
    layout: layoutFolder,
    name: nameOf(inputs, context),
    metadataFile: metadataOf(run),
  });
}

function environmentOf(
  { inputs, source, environment }: BuildxRun,
  env: Dependencies['env'],
): ReturnType<typeof childEnvironment> {
  const cache = [...inputs.cacheFrom, ...inputs.cacheTo];
  return childEnvironment(env, [...DAEMON_VARIABLES, ...cacheVariables(cache)], {
    ...environment,
    ...(source.epoch === undefined ? {} : { SOURCE_DATE_EPOCH: String(source.epoch) }),
    // The provenance in the layout is what counts; a second copy would repeat build arguments in an output.
    BUILDX_METADATA_PROVENANCE: env['BUILDX_METADATA_PROVENANCE'] || 'disabled',
  });
}

/**
 * BuildKit's provenance has a subject only when the image has a name: where it goes, or else the repository's. The
 * digest of a platform's manifest does not depend on it.
 */
function nameOf({ image, tags }: Inputs, { repository }: GitHubContext): string | undefined {
  const name = image ?? tags[0];
  if (name !== undefined) return formatImageName(name);
  if (repository === undefined) return undefined;
  const own = { registry: 'ghcr.io', repository: `${repository.owner}/${repository.repo}`.toLowerCase() };
  return isImageName(own) ? formatImageName(own) : undefined;
}

/** Names the run in the provenance, as docker/build-push-action does. */
function withBuilderId(provenance: string, context: GitHubContext): string {
  const run = runUrlOf(context);
  if (provenance === 'false' || run === undefined || provenance.includes('builder-id=')) return provenance;
  const id = `${run}/attempts/${context.runAttempt ?? '1'}`;
  return `${provenance === 'true' ? '' : `${provenance},`}builder-id=${id}`;
}
