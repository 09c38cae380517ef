/** Packages of the system's own Debian or Ubuntu sources, unpacked into the cache: nothing is installed. */
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import { withFileLock } from '@sealift/tools/file-lock';
import { lastWords } from './last-words.ts';

export type SystemPackageOptions = {
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly log: Pick<Log, 'info'>;
  readonly signal?: AbortSignal;
};

/**
 * The folder into which a package of the system's sources is unpacked. apt checks it against the signatures it trusts;
 * neither dpkg's database nor apt's lists of the system change.
 * @throws Failure `engines/no-program` where there is no apt, `engines/packages` when it cannot be fetched
 */
export async function ensureSystemPackage(name: string, options: SystemPackageOptions): Promise<string> {
  return unpackedOnce(name, options, async (draft, unpacked) => {
    options.log.info(`Fetching the package ${name} with apt (unpacked into the cache, not installed).`);
    const lists = await listsFor(name, draft, options);
    await unpack(await fetchPackage(name, draft, lists, options), unpacked, draft, options);
  });
}

/**
 * The folder into which a package and those of its dependencies that the system lacks are unpacked, over each other, as
 * an installation would lay them out.
 * @throws like {@link ensureSystemPackage}
 */
export async function ensureSystemTree(name: string, options: SystemPackageOptions): Promise<string> {
  return unpackedOnce(`${name}.tree`, options, async (draft, unpacked) => {
    const lists = await listsFor(name, draft, options);
    const names = await missingPackages(name, draft, lists, options);
    options.log.info(
      `Fetching ${names.length} packages for ${name} with apt (unpacked into the cache, not installed).`,
    );
    for (const each of names) {
      const folder = await mkdtemp(path.join(draft, 'deb-'));
      await unpack(await fetchPackage(each, folder, lists, options), unpacked, folder, options);
    }
  });
}

/** Calls `fill` for a folder of the cache that is not there yet; one process at a time, whole or not at all. */
async function unpackedOnce(
  name: string,
  options: SystemPackageOptions,
  fill: (draft: string, unpacked: string) => Promise<void>,
): Promise<string> {
  const root = path.join(options.cacheDir, 'system');
  const folder = path.join(root, name);
  if (await exists(folder)) return folder;
  await mkdir(root, { recursive: true });
  return withFileLock(`${root}.lock`, { signal: options.signal }, async () => {
    if (await exists(folder)) return folder;
    const draft = await mkdtemp(path.join(root, '.new-'));
    try {
      const unpacked = path.join(draft, 'unpacked');
      await fill(draft, unpacked);
      await rename(unpacked, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return folder;
  });
}

const unpack = (deb: string, to: string, cwd: string, options: SystemPackageOptions) =>
  run('dpkg-deb', ['--extract', deb, to], cwd, options);

/** Settings by which apt uses lists of its own, and a way to bring those up to date. */
type Lists = { readonly known: boolean; readonly own: () => Promise<readonly string[]> };

/** The system's lists of packages where it has them; else own ones, so that nothing of the system changes. */
async function listsFor(name: string, folder: string, options: SystemPackageOptions): Promise<Lists> {
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
  let updated: Promise<readonly string[]> | undefined;
  return {
    known: /Candidate: (?!\(none\))/.test(known.stdout),
    own: () => (updated ??= updatedLists(folder, options)),
  };
}

async function updatedLists(folder: string, options: SystemPackageOptions): Promise<readonly string[]> {
  // Each folder by name: the system's settings may name them one by one too.
  const own = [
    `-oDir::State=${folder}/state`,
    `-oDir::State::Lists=${folder}/state/lists`,
    `-oDir::Cache=${folder}/cache`,
    `-oDir::Cache::Archives=${folder}/cache/archives`,
    '-oDir::State::status=/var/lib/dpkg/status',
  ];
  for (const part of ['state/lists/partial', 'cache/archives/partial'])
    await mkdir(path.join(folder, part), { recursive: true });
  await run('apt-get', ['update', '--quiet', ...own], folder, options);
  return own;
}

/** The package and what it needs and the system has not, as apt would install them. */
async function missingPackages(
  name: string,
  folder: string,
  lists: Lists,
  options: SystemPackageOptions,
): Promise<string[]> {
  const settings = lists.known ? [] : await lists.own();
  const result = await options.exec(
    'apt-get',
    ['install', '--simulate', '--quiet', '--no-install-recommends', ...settings, name],
    { cwd: folder, env: aptEnvironment(options), timeout: 60_000, ...abortable(options) },
  );
  if (result.exitCode !== 0) throw notFetched(name, lastWords(result.stderr));
  return newPackages(result.stdout, name);
}

/**
 * Names out of `apt-get install --simulate`: `Inst NAME (VERSION …)`. `Inst NAME [OLD] (…)` would replace what is
 * installed, which serves as it is.
 */
export function newPackages(said: string, wanted: string): string[] {
  const names = said.split('\n').flatMap((line) => /^Inst (\S+) \(/.exec(line)?.[1] ?? []);
  return names.includes(wanted) ? names : [...names, wanted];
}

async function fetchPackage(
  name: string,
  folder: string,
  lists: Lists,
  options: SystemPackageOptions,
): Promise<string> {
  // The system's lists may name a version that the mirror has replaced since: then newer ones are asked for.
  const fetched = lists.known && (await download(name, folder, [], options)) === undefined;
  if (!fetched) {
    const problem = await download(name, folder, await lists.own(), options);
    if (problem !== undefined) throw notFetched(name, problem);
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

const notFetched = (name: string, problem: string) =>
  remoteFailure({
    code: 'engines/packages',
    cause: `apt could not fetch the package ${name}: ${problem}`,
    remedy: `Check apt's sources, or install ${name} by hand.`,
  });

/** What went wrong, or undefined. */
async function download(
  name: string,
  folder: string,
  settings: readonly string[],
  options: SystemPackageOptions,
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
  options: SystemPackageOptions,
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
    cause: `The command "${file} ${args[0]}" failed: ${lastWords(result.stderr)}`,
    remedy: "Check apt's sources and the network, or install the programs by hand.",
  });
}

export const aptEnvironment = (options: SystemPackageOptions) =>
  childEnvironment(options.env, ['APT_CONFIG'], { LC_ALL: 'C' });

const exists = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => undefined)) !== undefined;

const notDebian = (name: string) =>
  configurationFailure({
    code: 'engines/no-program',
    cause: `There is no apt to fetch the package ${name} with.`,
    remedy: `Install ${name} with the system's package manager.`,
  });

const abortable = ({ signal }: SystemPackageOptions) => (signal === undefined ? {} : { signal });
