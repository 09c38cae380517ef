import { exportVariable, getState, saveState, setOutput } from '@actions/core';
import { asFailure, Failure, internalFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { createFetch } from '@sealift/net/fetch';
import { systemClock } from './clock.ts';
import type { Environment } from './github-context.ts';
import { type InputReader, runnerInputs } from './inputs.ts';
import { runnerLog } from './log.ts';
import { appendSummary } from './summary.ts';

/** What an action may use of the world around it. Tests pass their own. */
export type Runtime = {
  readonly env: Environment;
  readonly log: Log;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  /** A fresh OIDC token of this job. @throws Failure `configuration` without `id-token: write` */
  oidc(audience: string): Promise<string>;
  /** Appends Markdown to the job summary. Escape what comes from outside. */
  summary(markdown: string): Promise<void>;
  /** Sets an output at once: for those that must exist although the action is about to fail. */
  setOutput(name: string, value: string): void;
  /** Sets an environment variable for all later steps of the job. */
  exportVariable(name: string, value: string): void;
  /** What the main step hands to the post step of the same action. The runner logs it in debug mode: secrets are masked first. */
  readonly state: {
    save(name: string, value: string): void;
    /** undefined when the main step saved nothing under this name. */
    load(name: string): string | undefined;
  };
  /** Aborted when the runner cancels the job. */
  readonly signal: AbortSignal;
};

export type Action<Inputs, Output extends string> = {
  readonly loadInputs: (reader: InputReader) => Inputs;
  readonly run: (inputs: Inputs, runtime: Runtime) => Promise<Readonly<Record<Output, string>>>;
  /** What remains to do at the end of the job. action.yml names the same bundle under `main:` and `post:`. */
  readonly post?: (inputs: Inputs, runtime: Runtime) => Promise<void>;
};

/** Tells the post step of an action from its main step, which starts without any state. */
const STARTED = 'sealift-main-started';

/** Runs one action as the process of a step: reads inputs, sets outputs, turns a failure into one annotation. */
export async function runAction<Inputs, Output extends string>(
  action: Action<Inputs, Output>,
): Promise<void> {
  const cancelled = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancelled.abort());
  const strays = watchStrays(() => cancelled.abort());
  try {
    await runStep(action, createRuntime(process.env, cancelled.signal), runnerInputs);
  } catch (thrown) {
    if (strays.seen()) runnerLog.debug(`afterwards: ${asFailure(thrown).message}`);
    else reportFailure(asFailure(thrown), runnerLog);
    process.exitCode = 1;
  }
  // Connections that are kept alive would hold the step for minutes after its work is done.
  process.exit();
}

/** Milliseconds for folders and secrets to be removed; a child that does not end is killed after five seconds. */
const CLEANING = 15_000;

/**
 * Errors that nobody waits for. The first becomes the step's one annotation, and what runs is told to end: it still
 * removes its folders, logins and builders. A step that went on would report a success that is none.
 */
function watchStrays(stop: () => void): { readonly seen: () => boolean } {
  let seen = false;
  const stray = (reason: unknown) => {
    if (seen) return;
    seen = true;
    process.exitCode = 1;
    reportFailure(unhandled(reason), runnerLog);
    setTimeout(() => process.exit(), CLEANING);
    stop();
  };
  process.on('unhandledRejection', stray).on('uncaughtException', stray);
  return { seen: () => seen };
}

/**
 * The main step of an action or, after it, its post step.
 * @throws whatever the action throws
 */
export async function runStep<Inputs, Output extends string>(
  action: Action<Inputs, Output>,
  runtime: Runtime,
  reader: InputReader,
): Promise<void> {
  if (action.post !== undefined) {
    if (runtime.state.load(STARTED) !== undefined) {
      const inputs = inputsAgain(action, reader);
      return inputs === undefined ? undefined : action.post(inputs.value, runtime);
    }
    runtime.state.save(STARTED, 'true');
  }
  const outputs = await action.run(action.loadInputs(reader), runtime);
  for (const [name, value] of Object.entries<string>(outputs)) runtime.setOutput(name, value);
}

/** What is wrong with them the main step has said, and done nothing. */
function inputsAgain<Inputs>(
  { loadInputs }: Pick<Action<Inputs, string>, 'loadInputs'>,
  reader: InputReader,
): { readonly value: Inputs } | undefined {
  try {
    return { value: loadInputs(reader) };
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** What a user can mend is said as it would have been in its place. */
const unhandled = (reason: unknown): Failure =>
  reason instanceof Failure
    ? reason
    : internalFailure({
        code: 'action/unhandled',
        cause: `An error was not handled: ${reason instanceof Error ? reason.message : String(reason)}`,
        remedy: 'This is a bug in Sealift: please report it with the debug log of this step.',
        error: reason,
      });

const TITLES = {
  configuration: 'Configuration error',
  policy: 'Policy violation',
  remote: 'Service failure',
  internal: 'Internal error',
} as const satisfies Record<Failure['category'], string>;

/** One annotation for people, with a link to its explanation; what lies beneath goes to the debug log. */
export function reportFailure(failure: Failure, log: Pick<Log, 'debug' | 'error'>): void {
  log.error(`${failure.message} ${failure.remedy}`, {
    title: TITLES[failure.category],
    code: failure.code,
    ...(failure.location === undefined ? {} : { file: failure.location.file }),
    ...(failure.location?.line === undefined ? {} : { startLine: failure.location.line }),
  });
  log.debug(`code: ${failure.code}`);
  const seen = new Set<Error>();
  for (let error: unknown = failure; error instanceof Error && !seen.has(error); error = error.cause) {
    seen.add(error);
    log.debug(error.stack ?? error.message);
  }
}

/** What the runner gives to a step. */
export function createRuntime(env: Environment, signal: AbortSignal): Runtime {
  const base = { env, log: runnerLog, clock: systemClock, fetch: createFetch(env), signal };
  return {
    ...base,
    // Only a job that signs asks for one.
    oidc: async (audience) => (await import('./oidc.ts')).requestIdToken(audience, base),
    summary: (markdown) => appendSummary(env['GITHUB_STEP_SUMMARY'], markdown, runnerLog),
    setOutput,
    exportVariable,
    state: { save: saveState, load: (name) => getState(name) || undefined },
  };
}
