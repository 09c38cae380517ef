import { appendFile } from 'node:fs/promises';
import { getState, saveState, setOutput } from '@actions/core';
import { asFailure, type Failure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { createFetch } from '@sealift/net/fetch';
import { systemClock } from './clock.ts';
import { type InputReader, runnerInputs } from './inputs.ts';
import { runnerLog } from './log.ts';
import { requestIdToken } from './oidc.ts';

/** What an action may use of the world around it. Tests pass their own. */
export type Runtime = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  /** A fresh OIDC token of this job. @throws Failure `configuration` without `id-token: write` */
  oidc(audience: string): Promise<string>;
  /** Appends Markdown to the job summary. Escape what comes from outside. */
  summary(markdown: string): Promise<void>;
  /** Sets an output at once: for those that must exist although the action is about to fail. */
  setOutput(name: string, value: string): void;
  /** What the main step hands to the post step of the same action. Never a secret: the runner logs it in debug mode. */
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
  try {
    await perform(action, createRuntime(cancelled.signal));
  } catch (thrown) {
    report(asFailure(thrown));
    process.exitCode = 1;
  }
  // Connections that are kept alive would hold the step for minutes after its work is done.
  process.exit();
}

async function perform<Inputs, Output extends string>(
  action: Action<Inputs, Output>,
  runtime: Runtime,
): Promise<void> {
  if (action.post !== undefined) {
    if (runtime.state.load(STARTED) !== undefined)
      return action.post(action.loadInputs(runnerInputs), runtime);
    runtime.state.save(STARTED, 'true');
  }
  const outputs = await action.run(action.loadInputs(runnerInputs), runtime);
  for (const [name, value] of Object.entries<string>(outputs)) setOutput(name, value);
}

const TITLES = {
  configuration: 'Configuration error',
  policy: 'Policy violation',
  remote: 'Service failure',
  internal: 'Internal error',
} as const satisfies Record<Failure['category'], string>;

function report(failure: Failure): void {
  runnerLog.error(`${failure.message} ${failure.remedy}`, {
    title: TITLES[failure.category],
    ...(failure.location === undefined ? {} : { file: failure.location.file }),
    ...(failure.location?.line === undefined ? {} : { startLine: failure.location.line }),
  });
  for (let error: unknown = failure; error instanceof Error; error = error.cause)
    runnerLog.debug(error.stack ?? error.message);
}

function createRuntime(signal: AbortSignal): Runtime {
  const seams = {
    env: process.env,
    log: runnerLog,
    clock: systemClock,
    fetch: createFetch(process.env),
    signal,
  };
  return {
    ...seams,
    oidc: (audience) => requestIdToken(audience, seams),
    summary: async (markdown) => {
      const file = process.env['GITHUB_STEP_SUMMARY'];
      if (file) await appendFile(file, `${markdown}\n`);
    },
    setOutput,
    state: { save: saveState, load: (name) => getState(name) || undefined },
  };
}
