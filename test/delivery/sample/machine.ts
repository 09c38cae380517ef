/** What the sample's own tests need of a machine, and saying loudly what it lacks. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findPython } from '@sealift/engines/python';
import { createExec, type ExecResult } from '@sealift/tools/exec';
import { findProgram } from '@sealift/tools/process/find-program';

export const exec = createExec({ debug: () => {} });

/** The minor version that the api's image has. */
export const PYTHON = '3.13';

export type Machine = {
  readonly python: string | undefined;
  /** Folder of PostgreSQL's programs. */
  readonly postgres: string | undefined;
  readonly chromium: string | undefined;
  readonly npm: string | undefined;
};

export async function findMachine(env: NodeJS.ProcessEnv): Promise<Machine> {
  const onPath = (names: readonly string[]) => firstOf(names.map((name) => findProgram(name, env['PATH'])));
  const postgres = await firstOf(
    newestFirst('/usr/lib/postgresql').map((folder) => findProgram('initdb', path.join(folder, 'bin'))),
  );
  return {
    python: await findPython(PYTHON, { env, exec }),
    postgres: postgres === undefined ? undefined : path.dirname(postgres),
    chromium:
      env['CHROMIUM'] ??
      (await onPath(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'])),
    npm: await onPath(['npm']),
  };
}

const REMEDIES: Readonly<Record<keyof Machine, string>> = {
  python: `Install Python ${PYTHON}, or name it by PYTHON.`,
  postgres: 'Install the package postgresql.',
  chromium: 'Install the package chromium, or name a Chromium by CHROMIUM.',
  npm: 'Install Node.js with npm.',
};

/**
 * Whether all of these are there. What is not is said on stderr: tests that do not run must not look like tests that pass.
 * @throws Error in CI (CI is set), which must have everything
 */
export function has(machine: Machine, what: readonly (keyof Machine)[], env: NodeJS.ProcessEnv): boolean {
  const missing = what.filter((name) => machine[name] === undefined);
  if (missing.length === 0) return true;
  const text = missing.map((name) => `There is no ${name} here. ${REMEDIES[name]}`).join(' ');
  if (env['CI'] !== undefined) throw new Error(`The sample cannot be tested. ${text}`);
  process.stderr.write(`\n!!! NOT TESTED: ${text}\n\n`);
  return false;
}

export type RunOptions = {
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly timeout: number;
};

export const run = (
  file: string,
  args: readonly string[],
  { env, ...options }: RunOptions,
): Promise<ExecResult> =>
  exec(file, args, {
    ...options,
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });

/** @throws Error with the end of what the program said, when it fails */
export async function mustRun(file: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { exitCode, stdout, stderr, timedOut } = await run(file, args, options);
  if (exitCode === 0) return stdout;
  const why = timedOut ? `did not end within ${options.timeout / 1000} s` : `ended with ${exitCode}`;
  throw new Error(`${[file, ...args].join(' ')} ${why}:\n${`${stdout}\n${stderr}`.trim().slice(-6000)}`);
}

const newestFirst = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .toSorted((left, right) => right.localeCompare(left, 'en', { numeric: true }))
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
};

async function firstOf<T>(candidates: readonly Promise<T | undefined>[]): Promise<T | undefined> {
  return (await Promise.all(candidates)).find((found) => found !== undefined);
}
