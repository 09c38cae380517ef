import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import { withFileLock } from '@sealift/tools/file-lock';
import { findProgram } from '@sealift/tools/process/find-program';
import { lastWords } from './last-words.ts';

/** Programs that distributions package and that are of no use as a copy from elsewhere: they fit the system. */
export type SystemProgram = 'runc' | 'mmdebstrap';

type Location = {
  /** In the order in which they are looked for, below the unpacked package. */
  readonly inPackage: string;
  readonly why: string;
};

const PROGRAMS: Readonly<Record<SystemProgram, Location>> = {
  runc: { inPackage: 'usr/sbin/runc', why: 'BuildKit runs the RUN lines of Dockerfiles with it' },
  mmdebstrap: {
    inPackage: 'usr/bin/mmdebstrap',
    why: 'base images are made with it where Docker Hub cannot be reached',
  },
};

export type SystemProgramOptions = {
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly log: Pick<Log, 'info'>;
  readonly signal?: AbortSignal;
};

/**
 * Absolute path of a program: on PATH, else unpacked into the cache from the package of the system's own Debian or
 * Ubuntu sources. apt checks the package against the signatures it trusts. Nothing is installed: neither dpkg's database
 * nor apt's lists of the system change.
 * @throws Failure `configuration` where neither works, `remote` when the package cannot be fetched
 */
export async function ensureSystemProgram(
  program: SystemProgram,
  options: SystemProgramOptions,
): Promise<string> {
  const { inPackage } = PROGRAMS[program];
  const onPath = await findOnPath(program, options.env);
  if (onPath !== undefined) return onPath;
  const folder = await ensureSystemPackage(program, options);
  const file = path.join(folder, inPackage);
  await checkLibraries(program, file, options);
  return file;
}

/** The folder into which a package of the system's sources is unpacked. See {@link ensureSystemProgram}. */
export async function ensureSystemPackage(name: string, options: SystemProgramOptions): Promise<string> {
  const root = path.join(options.cacheDir, 'system');
  const folder = path.join(root, name);
  if (await exists(folder)) return folder;
  await mkdir(root, { recursive: true });
  return withFileLock(`${root}.lock`, { signal: options.signal }, async () => {
    if (await exists(folder)) return folder;
    options.log.info(`Fetching the package ${name} with apt (unpacked into the cache, not installed).`);
    const draft = await mkdtemp(path.join(root, '.new-'));
    try {
      const deb = await fetchPackage(name, draft, options);
      const unpacked = path.join(draft, 'unpacked');
      await run('dpkg-deb', ['--extract', deb, unpacked], draft, options);
      await rename(unpacked, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return folder;
  });
}

/** Looks where an administrator's PATH looks: a user's often lacks the sbin folders. */
export function findOnPath(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  return findProgram(program, `${env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`);
}

/** The system's lists of packages where it has them; else own ones, so that nothing of the system changes. */
async function fetchPackage(name: string, folder: string, options: SystemProgramOptions): Promise<string> {
  const known = await options
    .exec('apt-cache', ['policy', name], {
      env: aptEnvironment(options),
      timeout: 60_000,
      ...abortable(options),
    })
    .catch(() => {
      options.signal?.throwIfAborted();
      throw notDebian(name);
    });
  // Each folder by name: the system's settings may name them one by one too.
  const own = [
    `-oDir::State=${folder}/state`,
    `-oDir::State::Lists=${folder}/state/lists`,
    `-oDir::Cache=${folder}/cache`,
    `-oDir::Cache::Archives=${folder}/cache/archives`,
    '-oDir::State::status=/var/lib/dpkg/status',
  ];
  const listed = /Candidate: (?!\(none\))/.test(known.stdout);
  // Its lists may name a version that the mirror has replaced since: then newer ones are asked for.
  const fetched = listed && (await download(name, folder, [], options)) === undefined;
  if (!fetched) {
    for (const part of ['state/lists/partial', 'cache/archives/partial'])
      await mkdir(path.join(folder, part), { recursive: true });
    await run('apt-get', ['update', '--quiet', ...own], folder, options);
    const problem = await download(name, folder, own, options);
    if (problem !== undefined)
      throw remoteFailure({
        code: 'engines/packages',
        cause: `apt could not fetch the package ${name}: ${problem}`,
        remedy: `Check apt's sources, or install ${name} by hand.`,
      });
  }
  const deb = (await readdir(folder)).find((file) => file.endsWith('.deb'));
  if (deb === undefined)
    throw remoteFailure({
      code: 'engines/packages',
      cause: `apt-get download left no package ${name}.`,
      remedy: `Install ${name} by hand.`,
    });
  return path.join(folder, deb);
}

/** What went wrong, or undefined. */
async function download(
  name: string,
  folder: string,
  settings: readonly string[],
  options: SystemProgramOptions,
): Promise<string | undefined> {
  // As root apt would drop to a user that may not write to the folder.
  const result = await options.exec(
    'apt-get',
    ['download', '--quiet', '-oAPT::Sandbox::User=root', ...settings, name],
    { cwd: folder, env: aptEnvironment(options), timeout: 300_000, ...abortable(options) },
  );
  return result.exitCode === 0 ? undefined : lastWords(result.stderr);
}

async function run(
  file: string,
  args: readonly string[],
  cwd: string,
  options: SystemProgramOptions,
): Promise<void> {
  const result = await options.exec(file, args, {
    cwd,
    env: aptEnvironment(options),
    timeout: 300_000,
    ...abortable(options),
  });
  if (result.exitCode === 0) return;
  throw remoteFailure({
    code: 'engines/packages',
    cause: `${file} ${args[0]} failed: ${lastWords(result.stderr)}`,
    remedy: "Check apt's sources and the network, or install the programs by hand.",
  });
}

async function checkLibraries(
  program: SystemProgram,
  file: string,
  options: SystemProgramOptions,
): Promise<void> {
  const result = await options
    .exec('ldd', [file], { env: aptEnvironment(options), timeout: 10_000 })
    .catch(() => undefined);
  const missing = result?.stdout.split('\n').filter((line) => line.includes('not found')) ?? [];
  if (missing.length === 0) return;
  throw configurationFailure({
    code: 'engines/libraries',
    cause: `${program} needs libraries that are not installed: ${missing.map((line) => line.trim().split(' ')[0]).join(', ')}.`,
    remedy: `Install the package ${program} with its dependencies (apt-get install ${program}).`,
  });
}

const aptEnvironment = (options: SystemProgramOptions) =>
  childEnvironment(options.env, ['APT_CONFIG'], { LC_ALL: 'C' });

const exists = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => undefined)) !== undefined;

const notDebian = (name: string) =>
  configurationFailure({
    code: 'engines/no-program',
    cause: `${name} is not on PATH and there is no apt to fetch it with${
      name in PROGRAMS ? `; ${PROGRAMS[name as SystemProgram].why}` : ''
    }.`,
    remedy: `Install ${name} with the system's package manager.`,
  });

const abortable = ({ signal }: SystemProgramOptions) => (signal === undefined ? {} : { signal });
