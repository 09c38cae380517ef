/** Runs migrations by the Alembic of the user's own environment. */
import path from 'node:path';
import type { Log } from '@sealift/core/log';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import type { Throwaway } from '../database/throwaway.ts';
import type { Inputs } from '../inputs.ts';
import { type Confinement, type Ended, runConfined } from './confinement.ts';
import { FOLDERS_VARIABLE } from './line-hook.ts';
import type { MigrationRunner, Place, RunResult } from './runner.ts';

export type CommandOptions = {
  readonly inputs: Pick<Inputs, 'workingDirectory' | 'urlVariable' | 'environment' | 'database' | 'timeout'>;
  /** Top of the checkout that is judged: a command given as a path is found there. */
  readonly workspace: string;
  /** For HOME and temporary files. */
  readonly temporary: string;
  readonly database: Throwaway;
  readonly confinement: Confinement;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/** Of the job's environment migrations get where programs are, and the language; no proxy, token or setting. */
const PASSED_ON = ['PATH', 'LANG', 'LC_ALL', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

/** @throws Failure `process/…` */
export function runUserCommand(
  words: readonly string[],
  { top, port }: Place,
  extra: Readonly<Record<string, string>>,
  options: CommandOptions,
): Promise<Ended> {
  const { inputs, database, temporary } = options;
  const { user, password } = database.role;
  const url = `${inputs.database.scheme}://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database.database}`;
  const own = childEnvironment(options.env);
  const [program = '', ...args] = words;
  const here = path.join(options.workspace, inputs.workingDirectory);
  return runConfined(
    {
      words: [program.includes('/') ? path.resolve(here, program) : program, ...args],
      cwd: path.join(top, inputs.workingDirectory),
      env: {
        ...Object.fromEntries(Object.entries(own).filter(([name]) => PASSED_ON.includes(name))),
        HOME: temporary,
        TMPDIR: temporary,
        ...inputs.environment,
        ...extra,
        [inputs.urlVariable]: url,
      },
      timeout: inputs.timeout,
    },
    options.confinement,
    options,
  );
}

export type AlembicOptions = CommandOptions & {
  readonly inputs: Pick<Inputs, 'command' | 'config'>;
  /** Of the Python code that marks statements with their lines. */
  readonly hook: string;
  /** Folders of migrations from the top of a checkout. */
  readonly folders: readonly string[];
};

export function createAlembicRunner(options: AlembicOptions): MigrationRunner {
  const { command, config } = options.inputs;
  const alembic = async (place: Place, args: readonly string[]): Promise<RunResult> => {
    const ended = await options.log.group(`alembic ${args.join(' ')}`, () =>
      runUserCommand([...command, '-c', config, ...args], place, environment(place, options), options),
    );
    return { success: ended.success, reason: reasonOf(ended) };
  };
  return {
    upgradeAll: (place) => alembic(place, ['upgrade', 'heads']),
    upgrade: (place, { id }) => alembic(place, ['upgrade', id]),
    // One step down from it, whatever else is at its height. From a merge that would be several: naming one of those that
    // it joined undoes the merge alone, since both stay.
    downgrade: (place, { id, down: [first, second] }) =>
      alembic(place, ['downgrade', first === undefined || second === undefined ? `${id}@-1` : first]),
    currentLine: () => undefined,
  };
}

const environment = (
  { top }: Place,
  { hook, folders }: AlembicOptions,
): Readonly<Record<string, string>> => ({
  PYTHONPATH: hook,
  // The checkouts stay as they are.
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONUNBUFFERED: '1',
  [FOLDERS_VARIABLE]: folders.map((folder) => path.join(top, folder)).join(path.delimiter),
});

/** The last line of a traceback says what is wrong. */
function reasonOf({ reason, lastLines, success }: Ended): string {
  if (success) return '';
  const last = lastLines.findLast((line) => line.trim() !== '')?.trim() ?? '';
  return last === '' ? reason : `${reason}: ${last}`;
}
