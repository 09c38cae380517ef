/** A `run:` step. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { evaluateString } from '../expressions/evaluate.ts';
import { stepEnvironment } from '../job/environment.ts';
import type { RunStep } from '../parse/step.ts';
import type { Result } from './attempt.ts';
import { findProgram, runChild, showValues } from './child.ts';
import { createCommandFiles, readCommandFiles, type StepEffects } from './file-commands.ts';
import { type Frame, scopeOf } from './frame.ts';
import { chooseShell, scriptText, shellArguments } from './shell.ts';

/** @throws Error with what is wrong with the shell or the folder */
export async function runScript(
  frame: Frame,
  step: RunStep,
  env: ReadonlyMap<string, string>,
  effects: StepEffects,
  signal: AbortSignal,
): Promise<Result> {
  const { job } = frame;
  const files = await createCommandFiles(job.folders.commands);
  const here = { ...frame, github: new Map([...frame.github, ...files.github]) };
  const scope = scopeOf(here, env);
  // Defaults of the job are for its own steps, not for those of an action.
  const defaults = frame.inputs === undefined ? job.defaults : undefined;
  const shellText = evaluateString(step.shell, scope) || defaults?.shell;
  const folder =
    step.workingDirectory === undefined
      ? defaults?.workingDirectory
      : evaluateString(step.workingDirectory, scope);
  const contents = evaluateString(step.run, scope);
  const environment = stepEnvironment(
    job,
    env,
    new Map([...job.contexts.github, ...here.github]),
    frame.deferred?.path ?? [],
  );
  const shell = chooseShell(shellText);
  if (shell === undefined)
    throw new Error(
      `Invalid shell option '${shellText ?? ''}'. Shell must be a valid built-in (bash, sh, python, pwsh) or a format string containing '{0}'`,
    );
  const file = await findProgram(shell.programs, environment['PATH'] ?? '');
  if (file === undefined) throw new Error(`${shell.programs.join(' and ')}: command not found`);
  const script = path.join(job.folders.temp, `${randomUUID()}${shell.extension}`);
  await writeFile(script, scriptText(shell, contents));
  showHeader(here, contents, `${file} ${shell.format}`, env);
  const cwd = path.resolve(job.folders.workspace, folder ?? '');
  try {
    const args = shellArguments(shell, script);
    const end = await runChild(here, { file, args, cwd, env: environment }, effects, signal);
    if (end.aborted) return 'cancelled';
    if (end.exitCode !== 0)
      frame.log.annotate({ level: 'error', message: `Process completed with exit code ${end.exitCode}.` });
    return end.exitCode === 0 ? 'success' : 'failure';
  } finally {
    await readCommandFiles(here, files, effects);
  }
}

function showHeader(frame: Frame, contents: string, shell: string, env: ReadonlyMap<string, string>): void {
  const lines = contents.replaceAll('\r\n', '\n').trimEnd().split('\n');
  frame.log.line(`##[group]Run ${contents.trimStart().split(/\r?\n/)[0] ?? ''}`, 'header');
  for (const line of lines) frame.log.line(`\u001b[36;1m${line}\u001b[0m`, 'header');
  frame.log.line(`shell: ${shell}`, 'header');
  showValues(frame, 'env:', env);
  frame.log.line('##[endgroup]', 'header');
}
