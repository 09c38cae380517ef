import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import { asClause } from '@sealift/core/text/clause';
import { singleLine } from '@sealift/core/text/sanitize';
import { type Step, wasCanceled } from './progress/step.ts';

/** What a failed build left behind. */
export type FailedBuild = {
  readonly steps: readonly Step[];
  /** What buildx said besides its progress. */
  readonly words: readonly string[];
  readonly exitCode: number;
  /** Path of the Dockerfile in the repository, for the annotation. */
  readonly dockerfile: string | undefined;
};

const SHOWN_LINES = 10;
const RUN_FAILED = 'it ended with ';

/** Words of services that fail, not of Dockerfiles: the build may work when it is run again. */
const PASSING =
  /\b429\b|toomanyrequests|too many requests|\b50[0234]\b|i\/o timeout|connection re(?:set|fused)|TLS handshake timeout|no such host|unexpected EOF|deadline exceeded|code = Unavailable|error reading from server|network is unreachable|failed to (?:list workers|dial)/i;
const REFUSED = /\b40[13]\b|unauthorized|denied|insufficient_scope|authorization failed/i;

/**
 * Why a build failed, as one annotation at the line of the Dockerfile: `configuration` for what the author of the
 * Dockerfile can change, `remote` for registries and daemons that did not answer.
 */
export function buildFailure(build: FailedBuild): Failure {
  const step = build.steps.find((candidate) => candidate.error !== undefined && !wasCanceled(candidate));
  const reason = errorWords(build.words) ?? step?.error ?? `buildx ended with ${build.exitCode}`;
  const line = failedLine(build.words);
  const location =
    build.dockerfile === undefined
      ? {}
      : { location: { file: build.dockerfile, ...(line === undefined ? {} : { line }) } };
  const output = step?.output.slice(-SHOWN_LINES) ?? [];
  const where = step === undefined ? 'The build failed' : `The build failed at "${shorten(step.name, 200)}"`;
  const tail = output.length === 0 ? '' : ` Its last lines were:\n${output.join('\n')}\n`;
  const cause = `${where}: ${shorten(reason, 600)}.${tail}`;
  // What a command in RUN prints about networks is its own affair.
  if (reason.startsWith(RUN_FAILED) || /did not complete successfully/.test(reason))
    return configurationFailure({
      code: 'buildx/instruction-failed',
      cause,
      remedy: 'Correct the instruction; more of its output stands in the log of this step.',
      ...location,
    });
  if (REFUSED.test(reason))
    return configurationFailure({
      code: 'buildx/denied',
      cause,
      remedy:
        'Check the name of the image and that this job may read it: "username" and "password", "token", or an earlier docker login.',
      ...location,
    });
  if (PASSING.test(reason))
    return remoteFailure({
      code: 'buildx/connection',
      cause,
      remedy: 'Run the job again; what was built so far is cached.',
      ...location,
    });
  return configurationFailure({
    code: 'buildx/bad-dockerfile',
    cause,
    remedy: 'Correct the Dockerfile or the inputs of the build.',
    ...location,
  });
}

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** `ERROR: failed to build: failed to solve: …` without the wrapping words. */
function errorWords(words: readonly string[]): string | undefined {
  const start = words.findLastIndex((word) => word.startsWith('ERROR: '));
  if (start === -1) return undefined;
  return asClause(
    singleLine(words.slice(start).join(' '))
      .replace(/^ERROR: +/, '')
      .replace(/^failed to build: +/, '')
      .replace(/^failed to solve: +/, '')
      // The command is the step's name already.
      .replace(/^process ".*" did not complete successfully: (exit code: [0-9]+)$/, `${RUN_FAILED}$1`),
  );
}

/** The line in `Dockerfile:12`, which stands above the excerpt, or in the words of the parser. */
function failedLine(words: readonly string[]): number | undefined {
  const fence = words.findIndex((word) => /^-{20}$/.test(word));
  const place = fence > 0 ? /:([0-9]+)$/.exec(words[fence - 1] ?? '') : null;
  const found = place ?? /parse error on line ([0-9]+)/.exec(words.join('\n'));
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
