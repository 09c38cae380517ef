import { configurationFailure, type Failure } from '@sealift/core/failure';
import { asClause } from '@sealift/core/text/clause';
import { singleLine } from '@sealift/core/text/sanitize';
import { commandFault, type Fault, faultOf } from './faults.ts';
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
const COMMAND_FAILED = /did not complete successfully|executor failed running/;

/** Trouble with a cache fails no build; it is told where the cache is watched. */
const CACHE_STEP = /^(?:importing cache manifest from|exporting cache to) /;

const BAD_DOCKERFILE: Omit<Fault, 'says'> = {
  code: 'buildx/bad-dockerfile',
  fail: configurationFailure,
  remedy: 'Correct the Dockerfile or the inputs of the build.',
};
const INSTRUCTION_FAILED: Omit<Fault, 'says'> = {
  code: 'buildx/instruction-failed',
  fail: configurationFailure,
  remedy: 'Correct the instruction; all of its output stands in the log of this step.',
};

/**
 * Why a build failed, as one annotation at the line of the Dockerfile: `configuration` for what the author of the
 * Dockerfile can change, `remote` for machines, registries and daemons.
 */
export function buildFailure(build: FailedBuild): Failure {
  const step = build.steps.find(
    (candidate) =>
      candidate.error !== undefined && !wasCanceled(candidate) && !CACHE_STEP.test(candidate.name),
  );
  const reason = errorWords(build.words) ?? step?.error ?? `buildx ended with ${build.exitCode}`;
  const line = failedLine(build.words);
  const output = step?.output ?? [];
  const where = step === undefined ? 'The build failed' : `The build failed at "${shorten(step.name, 200)}"`;
  const last = output.slice(-SHOWN_LINES);
  const tail = last.length === 0 ? '' : ` Its last lines were:\n${last.join('\n')}\n`;
  const ofCommand = reason.startsWith(RUN_FAILED) || COMMAND_FAILED.test(reason);
  const fault = ofCommand
    ? (commandFault(reason, output) ?? INSTRUCTION_FAILED)
    : (faultOf(reason) ?? BAD_DOCKERFILE);
  return fault.fail({
    code: fault.code,
    cause: `${where}: ${shorten(reason, 600)}.${tail}`,
    remedy: fault.remedy,
    ...(build.dockerfile === undefined
      ? {}
      : { location: { file: build.dockerfile, ...(line === undefined ? {} : { line }) } }),
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
