/** A Python with the packages of a requirements file, made once in the cache, as a job's own setup would make it. */
import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import { withFileLock } from '@sealift/tools/file-lock';
import { lastWords } from './last-words.ts';

export type PythonOptions = {
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly log: Pick<Log, 'info'>;
  readonly signal?: AbortSignal;
};

/** Milliseconds: for a question, and for packages that are fetched. */
const QUESTION = 20_000;
const INSTALL = 600_000;

/**
 * The interpreter that PYTHON names, else the first that is of this minor version: on PATH, in GitHub's tool cache, of
 * pyenv. On PATH a version manager's stub may be all there is: what answers counts.
 * @param version e.g. `3.13`
 */
export async function findPython(
  version: string,
  { env, exec }: Pick<PythonOptions, 'env' | 'exec'>,
): Promise<string | undefined> {
  if (env['PYTHON'] !== undefined) return env['PYTHON'];
  const below = async (folder: string, file: string) =>
    (await readdir(folder).catch(() => []))
      .filter((name) => name.startsWith(`${version}.`))
      .toSorted((left, right) => right.localeCompare(left, 'en', { numeric: true }))
      .map((name) => path.join(folder, name, file));
  const candidates = [
    ...[`python${version}`, 'python3'],
    ...(await below(
      path.join(env['RUNNER_TOOL_CACHE'] ?? '/opt/hostedtoolcache', 'Python'),
      `${process.arch}/bin/python`,
    )),
    ...(await below(path.join(env['HOME'] ?? '/', '.pyenv/versions'), 'bin/python')),
  ];
  for (const file of candidates) {
    const said = await ask(file, { env, exec });
    if (said?.startsWith(`${version}.`)) return file;
  }
  return undefined;
}

/** @returns its whole version, undefined where it does not run */
async function ask(
  file: string,
  { env, exec }: Pick<PythonOptions, 'env' | 'exec'>,
): Promise<string | undefined> {
  const code = 'import platform; print(platform.python_version())';
  const asked = await exec(file, ['-c', code], { env: environmentOf(env), timeout: QUESTION }).catch(
    () => undefined,
  );
  return asked?.exitCode === 0 ? asked.stdout.trim() : undefined;
}

/** Where this machine's pip is told to look. */
const environmentOf = (env: PythonOptions['env']) =>
  childEnvironment(
    env,
    Object.keys(env).filter((name) => /^(?:pip_|https?_proxy$|no_proxy$|ssl_cert|requests_ca)/i.test(name)),
    { PIP_DISABLE_PIP_VERSION_CHECK: '1' },
  );

/**
 * The virtual environment of exactly these requirements, which name the hash of everything (`--require-hashes`).
 * @param version of Python, e.g. `3.13`
 * @param requirements path of the file
 * @returns the folder of its programs
 * @throws Failure `engines/no-program` without such a Python, `engines/packages` when packages cannot be had
 */
export async function ensurePythonEnvironment(
  version: string,
  requirements: string,
  options: PythonOptions,
): Promise<string> {
  const { cacheDir, env, exec, log, signal } = options;
  const python = await findPython(version, options);
  const whole = python === undefined ? undefined : await ask(python, options);
  if (python === undefined || whole === undefined)
    throw configurationFailure({
      code: 'engines/no-program',
      cause: `There is no Python ${version} here.`,
      remedy: `Install Python ${version}, or name one by the variable PYTHON.`,
    });
  const key = digestOf(JSON.stringify([python, whole, await readFile(requirements, 'utf8')]));
  const folder = path.join(cacheDir, 'python', `venv-${key.slice('sha256:'.length, 'sha256:'.length + 16)}`);
  const programs = path.join(folder, 'bin');
  // Written last: one that was interrupted is made again.
  const done = path.join(folder, 'complete');
  if (await exists(done)) return programs;
  await mkdir(path.dirname(folder), { recursive: true });
  await withFileLock(`${folder}.lock`, { signal }, async () => {
    if (await exists(done)) return;
    log.info(`Making a Python ${whole} with the packages of ${path.basename(requirements)}.`);
    await rm(folder, { recursive: true, force: true });
    const must = async (file: string, args: readonly string[]) => {
      const { exitCode, stdout, stderr } = await exec(file, args, {
        env: environmentOf(env),
        timeout: INSTALL,
        ...(signal === undefined ? {} : { signal }),
      });
      if (exitCode !== 0) throw notMade(lastWords(stderr.trim() || stdout));
    };
    await must(python, ['-m', 'venv', folder]);
    await must(path.join(programs, 'python'), [
      ...['-m', 'pip', 'install', '--require-hashes', '--no-deps', '--only-binary=:all:'],
      ...['--requirement', requirements],
    ]);
    await mkdir(done, { recursive: true });
  });
  return programs;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const notMade = (why: string) =>
  remoteFailure({
    code: 'engines/packages',
    cause: `The Python packages could not be fetched: ${why}`,
    remedy: "Look at the network and at pip's configuration, then try again.",
  });
