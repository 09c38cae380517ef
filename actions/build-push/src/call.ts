/**
 * The input `call`: what the Dockerfile says of itself, without a build.
 * https://docs.docker.com/reference/cli/docker/buildx/build/#call
 */
import { configurationFailure, type Failure, internalFailure, remoteFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { buildFailure } from '@sealift/tools/buildx/problem';
import { createProgress } from '@sealift/tools/buildx/progress';
import * as v from 'valibot';
import { type BuildxRun, callCommandLine, environmentOf, NO_CACHES } from './command-line.ts';
import type { Dependencies } from './dependencies.ts';

/** Milliseconds. A question reads the Dockerfile and what it names, and runs nothing. */
const DEADLINE = 600_000;
/** The runner shows ten annotations of a kind per step. */
const MAX_ANNOTATIONS = 10;

/** Programs in Go write null for an empty list. */
const Ranges = v.nullish(v.array(v.object({ start: v.object({ line: v.optional(v.number()) }) })), []);
const Check = v.object({
  warnings: v.nullish(
    v.array(
      v.object({
        ruleName: v.optional(v.string(), ''),
        description: v.optional(v.string(), ''),
        detail: v.optional(v.string(), ''),
        url: v.optional(v.string(), ''),
        location: v.optional(v.object({ ranges: Ranges })),
      }),
    ),
    [],
  ),
  buildError: v.optional(
    v.object({ message: v.optional(v.string(), ''), location: v.optional(v.object({ ranges: Ranges })) }),
  ),
});

/**
 * @returns buildx's answer as it stands; of a check, what it found, which is nothing
 * @throws Failure `build-push/check-failed` at the line of the Dockerfile, or whatever buildx fails with
 */
export async function askDockerfile(
  run: BuildxRun,
  call: string,
  dependencies: Pick<Dependencies, 'env' | 'log' | 'exec' | 'signal' | 'clock'>,
): Promise<string> {
  const { source, buildx, builder } = run;
  const { log } = dependencies;
  const progress = createProgress({
    log,
    clock: dependencies.clock,
    dockerfile: source.dockerfilePath,
    scratch: run.scratch,
  });
  log.info(`Asking ${source.title} for "${call}" with buildx ${buildx.version} on ${builder.description}`);
  const check = call === 'check';
  const command = callCommandLine(run, check ? 'check,format=json' : call);
  const result = await dependencies.exec(buildx.file, [...buildx.prefix, ...command], {
    cwd: run.workspace,
    env: environmentOf(run, NO_CACHES, dependencies.env),
    timeout: DEADLINE,
    signal: dependencies.signal,
    onLine: (line, stream) => {
      if (stream === 'stderr') progress.line(line);
      else if (!check) log.info(line);
    },
  });
  progress.end();
  if (result.timedOut)
    throw remoteFailure({
      code: 'build-push/timed-out',
      cause: `buildx did not answer "${call}" within ${DEADLINE / 60_000} minutes.`,
      remedy: 'Check that the builder runs, then run the job again.',
    });
  if (check && result.stdout.trim() !== '') tellChecks(result.stdout, run, log);
  if (result.exitCode === 0) return check ? '{"warnings":[]}' : result.stdout.trim();
  throw buildFailure({
    steps: progress.steps(),
    words: progress.words(),
    exitCode: result.exitCode,
    dockerfile: source.dockerfilePath,
  });
}

/** An annotation for each finding, and a failure when there is one. */
function tellChecks(answer: string, { source }: BuildxRun, log: Dependencies['log']): void {
  const { warnings, buildError } = parseCheck(answer);
  const at = (location: (typeof warnings)[number]['location']): Spot => ({
    file: source.dockerfilePath,
    line: location?.ranges[0]?.start.line,
  });
  for (const [index, { ruleName, description, detail, url, location }] of warnings.entries()) {
    const text = singleLine(`${detail || description} (${ruleName}, ${url})`);
    if (index >= MAX_ANNOTATIONS) {
      log.info(text);
      continue;
    }
    const { file, line } = at(location);
    log.warning(text, {
      title: 'Dockerfile check',
      ...(file === undefined ? {} : { file, ...(line === undefined ? {} : { startLine: line }) }),
    });
  }
  if (buildError !== undefined)
    throw found(
      `The Dockerfile cannot be built: ${singleLine(buildError.message).slice(0, 500)}.`,
      at(buildError.location),
    );
  if (warnings.length === 0) {
    log.info('Check complete, no warnings found.');
    return;
  }
  throw found(
    `The check of ${source.title} found ${warnings.length === 1 ? 'a problem' : `${warnings.length} problems`}.`,
    at(warnings[0]?.location),
  );
}

type Spot = { readonly file: string | undefined; readonly line: number | undefined };

function found(cause: string, { file, line }: Spot): Failure {
  return configurationFailure({
    code: 'build-push/check-failed',
    cause,
    remedy: 'Correct the Dockerfile, or leave a rule out with "# check=skip=<rule>" in its first lines.',
    ...(file === undefined ? {} : { location: { file, ...(line === undefined ? {} : { line }) } }),
  });
}

function parseCheck(answer: string): v.InferOutput<typeof Check> {
  try {
    return v.parse(Check, JSON.parse(answer));
  } catch (error) {
    throw internalFailure({
      code: 'build-push/bad-answer',
      cause: 'buildx answered "check" in a form that its documentation does not describe.',
      remedy: 'Update buildx; if that does not help, report it with the debug log of this step.',
      error,
    });
  }
}
