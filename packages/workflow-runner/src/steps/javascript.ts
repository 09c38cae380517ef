/** One stage of a JavaScript action. Every version of Node that an action names is the one that the host has. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { stepEnvironment } from '../job/environment.ts';
import type { LoadedAction } from './action-files.ts';
import type { Result } from './attempt.ts';
import { runChild, showValues } from './child.ts';
import { createCommandFiles, readCommandFiles, type StepEffects } from './file-commands.ts';
import type { Frame } from './frame.ts';
import { inputVariables } from './inputs.ts';

export type Stage = 'pre' | 'main' | 'post';

export type JavaScriptRun = {
  readonly uses: string;
  readonly action: LoadedAction;
  /** File of the stage, relative to the action's folder. */
  readonly script: string;
  readonly stage: Stage;
  readonly inputs: ReadonlyMap<string, string>;
  /** Saved by earlier stages. */
  readonly state: ReadonlyMap<string, string>;
};

/** @throws Error when the action has no such file */
export async function runJavaScript(
  frame: Frame,
  run: JavaScriptRun,
  env: ReadonlyMap<string, string>,
  effects: StepEffects,
  signal: AbortSignal,
): Promise<Result> {
  const { job } = frame;
  const target = path.join(run.action.folder, run.script);
  if ((await stat(target).catch(() => undefined))?.isFile() !== true)
    throw new Error(`File not found: '${run.script}' of the action "${run.uses}"`);
  const files = await createCommandFiles(job.folders.commands);
  const here = { ...frame, github: new Map([...frame.github, ...files.github]) };
  showHeader(here, run, env);
  const own = new Map(env);
  for (const [name, value] of run.state) own.set(`STATE_${name}`, value);
  for (const [name, value] of inputVariables(run.inputs)) own.set(name, value);
  const environment = {
    ...stepEnvironment(
      job,
      own,
      new Map([...job.contexts.github, ...here.github]),
      frame.deferred?.path ?? [],
    ),
    ...job.services.actions,
  };
  try {
    const child = {
      file: job.request.host.node,
      args: [target],
      cwd: job.folders.workspace,
      env: environment,
    };
    const end = await runChild(here, child, effects, signal);
    if (end.aborted) return 'cancelled';
    return end.exitCode === 0 ? 'success' : 'failure';
  } finally {
    await readCommandFiles(here, files, effects);
  }
}

function showHeader(
  frame: Frame,
  { uses, stage, inputs }: JavaScriptRun,
  env: ReadonlyMap<string, string>,
): void {
  if (stage === 'post') {
    frame.log.line('Post job cleanup.', 'header');
    return;
  }
  frame.log.line(`##[group]Run ${uses}`, 'header');
  showValues(frame, 'with:', inputs);
  showValues(frame, 'env:', env);
  frame.log.line('##[endgroup]', 'header');
}
