/** The process of a `run:` step or of a JavaScript action, with its output as commands and log lines. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { createStdoutReader } from '../commands/stdout.ts';
import type { StepEffects } from './file-commands.ts';
import type { Frame } from './frame.ts';
import { isAlive, runProcess } from './process.ts';

export type ChildEnd = {
  readonly exitCode: number;
  readonly aborted: boolean;
};

export type Child = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
};

/** @throws Error when it cannot be started */
export async function runChild(
  frame: Frame,
  child: Child,
  effects: StepEffects,
  signal: AbortSignal,
): Promise<ChildEnd> {
  const { job, log } = frame;
  const { guard } = job.request.host;
  const read = createStdoutReader({
    ...effects,
    show: (line) => log.line(line, 'output'),
    debug: (line) => {
      if (job.request.debug === true) log.line(`##[debug]${line}`, 'runner');
    },
    annotate: log.annotate,
    addMask: job.masks.add,
    mask: job.masks.mask,
    variable: (name) => child.env[name],
    workspace: job.folders.workspace,
    isDebug: job.request.debug === true,
  });
  const { exitCode, ended } = await runProcess({
    ...child,
    onLine: read,
    onGroup: (group) => {
      job.groups.add(group);
      guard?.watch(group);
    },
    signal,
    timing: job.timing,
  });
  for (const group of job.groups) {
    if (isAlive(group)) continue;
    job.groups.delete(group);
    guard?.forget(group);
  }
  return { exitCode, aborted: ended === 'aborted' };
}

/** The first of the programs that PATH has. */
export async function findProgram(names: readonly string[], searchPath: string): Promise<string | undefined> {
  for (const name of names) {
    if (path.isAbsolute(name)) return name;
    for (const folder of searchPath.split(':')) {
      const file = path.join(folder, name);
      const found =
        folder !== '' &&
        (await access(file, constants.X_OK).then(
          () => true,
          () => false,
        ));
      if (found) return file;
    }
  }
  return undefined;
}

/** Shows environment or inputs in the header of a step's log. */
export function showValues(frame: Frame, title: string, values: ReadonlyMap<string, string>): void {
  const shown = [...values].filter(([, value]) => title !== 'with:' || value !== '');
  if (shown.length === 0) return;
  frame.log.line(title, 'header');
  for (const [name, value] of shown) frame.log.line(`  ${name}: ${value}`, 'header');
}
