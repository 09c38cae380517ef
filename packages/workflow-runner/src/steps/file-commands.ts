/** The files that a step writes to tell the runner something: made before it, read after it. */
import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  addPath,
  FileCommandError,
  isBlockedName,
  LARGEST_FILE,
  LARGEST_SUMMARY,
  parseKeyValues,
  parsePathLines,
} from '../commands/key-value-file.ts';
import { type Data, text } from '../expressions/data.ts';
import type { Frame } from './frame.ts';

const PREFIXES = {
  env: 'set_env_',
  output: 'set_output_',
  path: 'add_path_',
  state: 'save_state_',
  step_summary: 'step_summary_',
} as const;
type Kind = keyof typeof PREFIXES;
const KINDS = Object.keys(PREFIXES) as readonly Kind[];

export type CommandFiles = {
  /** Entries of `github` that name the files. */
  readonly github: ReadonlyMap<string, Data>;
  readonly file: (kind: Kind) => string;
};

/** What a step's files and commands change. */
export type StepEffects = {
  readonly setOutput: (name: string, value: string) => void;
  readonly saveState: (name: string, value: string) => void;
  readonly setEnvironment: (name: string, value: string) => void;
  readonly addPath: (folder: string) => void;
  /** The step fails in the end, whatever its process says. */
  readonly fail: () => void;
};

export async function createCommandFiles(folder: string): Promise<CommandFiles> {
  const suffix = randomUUID();
  const file = (kind: Kind) => path.join(folder, `${PREFIXES[kind]}${suffix}`);
  for (const kind of KINDS) await writeFile(file(kind), '');
  return { file, github: new Map(KINDS.map((kind) => [kind, text(file(kind))])) };
}

/** @param setOutput where the step's outputs go */
export function createEffects(
  frame: Frame,
  setOutput: (name: string, value: string) => void,
  state: Map<string, string>,
  fail: () => void,
): StepEffects {
  const { job, deferred } = frame;
  return {
    setOutput,
    fail,
    saveState: (name, value) => state.set(name, value),
    setEnvironment: (name, value) => (deferred?.env ?? job.env).set(name, value),
    addPath: (folder) => {
      if (deferred !== undefined) deferred.path = addPath(deferred.path, folder);
      else job.path = addPath(job.path, folder);
    },
  };
}

/** A file that cannot be understood fails the step. */
export async function readCommandFiles(
  frame: Frame,
  files: CommandFiles,
  effects: StepEffects,
): Promise<void> {
  for (const kind of KINDS) {
    try {
      await readOne(frame, kind, files.file(kind), effects);
    } catch (error) {
      effects.fail();
      for (const message of [
        `Unable to process file command '${kind}' successfully.`,
        (error as Error).message,
      ])
        frame.log.annotate({ level: 'error', message: frame.job.masks.mask(message) });
    }
    await rm(files.file(kind), { force: true });
  }
}

async function readOne(frame: Frame, kind: Kind, file: string, effects: StepEffects): Promise<void> {
  if (kind === 'step_summary') return readSummary(frame, file);
  const size = await sizeOf(file);
  if (size > LARGEST_FILE)
    throw new FileCommandError(`The file has ${size} bytes, more than the ${LARGEST_FILE} that are read.`);
  const content = size === 0 ? '' : await readFile(file, 'utf8');
  if (kind === 'path') {
    for (const folder of parsePathLines(content)) effects.addPath(folder);
    return;
  }
  for (const [name, value] of parseKeyValues(content)) {
    if (kind === 'output') effects.setOutput(name, value);
    else if (kind === 'state') effects.saveState(name, value);
    else if (isBlockedName(name))
      frame.log.annotate({
        level: 'error',
        message: `Can't store ${name} output parameter using '$GITHUB_ENV' command.`,
      });
    else effects.setEnvironment(name, value);
  }
}

/** A step may have taken its file away. */
const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.size ?? 0;

async function readSummary(frame: Frame, file: string): Promise<void> {
  const size = await sizeOf(file);
  if (size === 0) return;
  if (size > LARGEST_SUMMARY) {
    const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${LARGEST_SUMMARY / 1024}k, got ${Math.floor(size / 1024)}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`;
    frame.log.annotate({ level: 'error', message });
    return;
  }
  frame.job.log.addSummary(await readFile(file, 'utf8'));
}
