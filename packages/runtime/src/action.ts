import { appendFile } from 'node:fs/promises';
import { getIDToken, setOutput } from '@actions/core';
import { asFailure, configurationFailure, type Failure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { systemClock } from './clock.ts';
import { type InputReader, runnerInputs } from './inputs.ts';
import { runnerLog } from './log.ts';

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
  /** Aborted when the runner cancels the job. */
  readonly signal: AbortSignal;
};

export type Action<Inputs, Output extends string> = {
  readonly loadInputs: (reader: InputReader) => Inputs;
  readonly run: (inputs: Inputs, runtime: Runtime) => Promise<Readonly<Record<Output, string>>>;
};

/** Runs one action as the process of a step: reads inputs, sets outputs, turns a failure into one annotation. */
export async function runAction<Inputs, Output extends string>(
  action: Action<Inputs, Output>,
): Promise<void> {
  const cancelled = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancelled.abort());
  try {
    const outputs = await action.run(action.loadInputs(runnerInputs), createRuntime(cancelled.signal));
    for (const [name, value] of Object.entries<string>(outputs)) setOutput(name, value);
  } catch (thrown) {
    report(asFailure(thrown));
    process.exitCode = 1;
  }
}

const TITLES = {
  configuration: 'Configuration error',
  policy: 'Policy violation',
  remote: 'Service failure',
  internal: 'Internal error',
} as const satisfies Record<Failure['code'], string>;

function report(failure: Failure): void {
  runnerLog.error(`${failure.message} ${failure.remedy}`, {
    title: TITLES[failure.code],
    ...(failure.location === undefined ? {} : { file: failure.location.file }),
    ...(failure.location?.line === undefined ? {} : { startLine: failure.location.line }),
  });
  for (let error: unknown = failure; error instanceof Error; error = error.cause)
    runnerLog.debug(error.stack ?? error.message);
}

function createRuntime(signal: AbortSignal): Runtime {
  return {
    env: process.env,
    log: runnerLog,
    clock: systemClock,
    fetch: globalThis.fetch,
    oidc,
    summary: async (markdown) => {
      const file = process.env['GITHUB_STEP_SUMMARY'];
      if (file) await appendFile(file, `${markdown}\n`);
    },
    signal,
  };
}

async function oidc(audience: string): Promise<string> {
  if (!process.env['ACTIONS_ID_TOKEN_REQUEST_URL'])
    throw configurationFailure({
      cause: 'This job cannot get an OIDC token: it lacks the permission "id-token: write".',
      remedy:
        'Add "id-token: write" to the permissions of this job and, for a reusable workflow, of the calling job.',
    });
  return getIDToken(audience);
}
