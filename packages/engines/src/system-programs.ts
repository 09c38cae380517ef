import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, failedWith } from '@sealift/core/failure';
import { findProgram, isExecutable } from '@sealift/tools/process/find-program';
import {
  aptEnvironment,
  ensureSystemPackage,
  ensureSystemTree,
  type SystemPackageOptions,
} from './system-packages.ts';

type Location = {
  /** Of Debian and Ubuntu. */
  readonly package: string;
  /** Below the unpacked package. */
  readonly inPackage: string;
  readonly why: string;
  /** Folders below a library folder that the program looks for by a variable when they are not where it expects them. */
  readonly folders?: Readonly<Record<string, string>>;
};

const CONTAINERD = { package: 'containerd', why: 'a real node runs the containers of its pods with it' };
const PROMETHEUS = { package: 'prometheus', why: 'canaries are judged by what it measures' };

/** Programs that distributions package and that are of no use as a copy from elsewhere: they fit the system. */
const PROGRAMS = {
  runc: {
    package: 'runc',
    inPackage: 'usr/sbin/runc',
    why: 'it runs the RUN lines of Dockerfiles and containers',
  },
  mmdebstrap: {
    package: 'mmdebstrap',
    inPackage: 'usr/bin/mmdebstrap',
    why: 'base images are made with it where Docker Hub cannot be reached',
  },
  prometheus: { ...PROMETHEUS, inPackage: 'usr/bin/prometheus' },
  promtool: { ...PROMETHEUS, inPackage: 'usr/bin/promtool' },
  'redis-server': {
    package: 'redis-server',
    inPackage: 'usr/bin/redis-server',
    why: 'Argo CD keeps what it has rendered in it',
  },
  containerd: { ...CONTAINERD, inPackage: 'usr/bin/containerd' },
  'containerd-shim-runc-v2': { ...CONTAINERD, inPackage: 'usr/bin/containerd-shim-runc-v2' },
  ctr: { ...CONTAINERD, inPackage: 'usr/bin/ctr' },
  'iptables-legacy': {
    package: 'iptables',
    inPackage: 'usr/sbin/iptables-legacy',
    why: 'NetworkPolicies are enforced with it on a real node',
    folders: { XTABLES_LIBDIR: 'xtables' },
  },
  'iptables-legacy-save': {
    package: 'iptables',
    inPackage: 'usr/sbin/iptables-legacy-save',
    why: 'NetworkPolicies are enforced with it on a real node',
    folders: { XTABLES_LIBDIR: 'xtables' },
  },
  'iptables-legacy-restore': {
    package: 'iptables',
    inPackage: 'usr/sbin/iptables-legacy-restore',
    why: 'NetworkPolicies are enforced with it on a real node',
    folders: { XTABLES_LIBDIR: 'xtables' },
  },
  ipset: {
    package: 'ipset',
    inPackage: 'usr/sbin/ipset',
    why: 'NetworkPolicies are enforced with it on a real node',
  },
} as const satisfies Readonly<Record<string, Location>>;
export type SystemProgram = keyof typeof PROGRAMS;

export type SystemProgramOptions = SystemPackageOptions;

/**
 * Absolute path of a program: on PATH, else unpacked into the cache from the package of the system's own Debian or
 * Ubuntu sources, with the libraries that the system lacks. Nothing is installed.
 * @throws Failure `engines/no-program`, `engines/packages` or `engines/libraries` where neither works
 */
export async function ensureSystemProgram(
  program: SystemProgram,
  options: SystemProgramOptions,
): Promise<string> {
  const onPath = await findOnPath(program, options.env);
  if (onPath !== undefined) return onPath;
  const location: Location = PROGRAMS[program];
  const folder = await ensureSystemPackage(location.package, options).catch((error: unknown) => {
    throw failedWith(error, 'engines/no-program') ? notThere(program, location) : error;
  });
  const file = path.join(folder, location.inPackage);
  const alone = location.folders === undefined && (await isExecutable(file));
  if (alone && (await missingLibraries(file, [], options)).length === 0) return file;
  return withLibraries(program, location, options);
}

/** Several at once. */
export async function ensureSystemPrograms<Name extends SystemProgram>(
  programs: readonly Name[],
  options: SystemProgramOptions,
): Promise<Readonly<Record<Name, string>>> {
  const paths: Partial<Record<Name, string>> = {};
  for (const program of programs) paths[program] = await ensureSystemProgram(program, options);
  return paths as Record<Name, string>;
}

/**
 * Folder of the container network plugins `bridge`, `host-local` and others: the system's, else unpacked like a program.
 * @throws Failure `engines/no-program` or `engines/packages`
 */
export async function ensureCniPlugins(options: SystemProgramOptions): Promise<string> {
  for (const folder of ['/opt/cni/bin', '/usr/lib/cni', '/usr/libexec/cni'])
    if (await isExecutable(path.join(folder, 'bridge'))) return folder;
  return path.join(await ensureSystemPackage('containernetworking-plugins', options), 'usr/lib/cni');
}

/**
 * Folder of PostgreSQL's programs `postgres`, `initdb`, `pg_ctl`, `psql`: that of PATH, else the newest below
 * /usr/lib/postgresql, else unpacked like a program. PostgreSQL refuses to run as root: whoever starts it as another
 * user must see to it that this user can read the cache.
 * @throws Failure `engines/no-program`, `engines/packages` or `engines/libraries`
 */
export async function ensurePostgres(options: SystemProgramOptions): Promise<string> {
  const onPath = await findOnPath('postgres', options.env);
  if (onPath !== undefined && (await isExecutable(path.join(path.dirname(onPath), 'initdb'))))
    return path.dirname(onPath);
  const installed = await newestPostgres('/');
  if (installed !== undefined) return installed;
  const tree = await ensureSystemTree('postgresql', options);
  const unpacked = await newestPostgres(tree);
  if (unpacked === undefined)
    throw configurationFailure({
      code: 'engines/no-program',
      cause: "The system's package postgresql brings no server.",
      remedy: 'Install PostgreSQL, or put its programs on PATH.',
    });
  const names = ['postgres', 'initdb', 'pg_ctl', 'psql', 'pg_dump'] as const;
  const wrapped = await Promise.all(
    names.map((name) => wrap(name, path.join(unpacked, name), { tree, folders: {} }, options)),
  );
  return path.dirname(wrapped[0] ?? unpacked);
}

async function newestPostgres(root: string): Promise<string | undefined> {
  const folder = path.join(root, 'usr/lib/postgresql');
  const versions = (await readdir(folder).catch(() => [])).map(Number).filter(Number.isInteger);
  for (const version of versions.toSorted((left, right) => right - left)) {
    const bin = path.join(folder, String(version), 'bin');
    if (await isExecutable(path.join(bin, 'postgres'))) return bin;
  }
  return undefined;
}

/** Looks where an administrator's PATH looks: a user's often lacks the sbin folders. */
export function findOnPath(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  return findProgram(program, `${env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`);
}

async function withLibraries(
  program: SystemProgram,
  location: Location,
  options: SystemProgramOptions,
): Promise<string> {
  const tree = await ensureSystemTree(location.package, options);
  const { folders = {} } = location;
  return wrap(program, path.join(tree, location.inPackage), { tree, folders }, options);
}

/**
 * A script under the program's name that starts it with the libraries that were unpacked beside it.
 * @throws Failure `engines/libraries` when they are not enough
 */
async function wrap(
  name: string,
  file: string,
  { tree, folders }: { readonly tree: string; readonly folders: Readonly<Record<string, string>> },
  options: SystemProgramOptions,
): Promise<string> {
  const libraries = await libraryFolders(tree);
  const missing = await missingLibraries(file, libraries, options);
  if (missing.length > 0) throw withoutLibraries(name, missing);
  const variables = {
    LD_LIBRARY_PATH: libraries.join(':'),
    ...Object.fromEntries(
      Object.entries(folders).map(([variable, folder]) => [
        variable,
        libraries.map((each) => path.join(each, folder)).join(':'),
      ]),
    ),
  };
  const script = path.join(tree, '.sealift', name);
  await mkdir(path.dirname(script), { recursive: true });
  const settings = Object.entries(variables).map(([variable, value]) => `${variable}=${quoted(value)}`);
  await writeFile(script, `#!/bin/sh\n${settings.join(' ')} exec ${quoted(file)} "$@"\n`, { mode: 0o755 });
  return script;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Where Debian keeps libraries, by machine. https://wiki.debian.org/Multiarch/Tuples */
async function libraryFolders(tree: string): Promise<string[]> {
  const tuple = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const folders = [`usr/lib/${tuple}`, `lib/${tuple}`].map((folder) => path.join(tree, folder));
  const there = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  return folders.filter((_, index) => (there[index]?.length ?? 0) > 0);
}

async function missingLibraries(
  file: string,
  libraries: readonly string[],
  options: SystemProgramOptions,
): Promise<string[]> {
  const env = libraries.length === 0 ? {} : { LD_LIBRARY_PATH: libraries.join(':') };
  const result = await options
    .exec('ldd', [file], { env: { ...aptEnvironment(options), ...env }, timeout: 10_000 })
    .catch(() => undefined);
  const lines = result?.stdout.split('\n').filter((line) => line.includes('not found')) ?? [];
  return lines.map((line) => line.trim().split(' ')[0] ?? '');
}

const withoutLibraries = (program: string, missing: readonly string[]) =>
  configurationFailure({
    code: 'engines/libraries',
    cause: `${program} needs libraries that are not installed: ${missing.join(', ')}.`,
    remedy: `Install the package of ${program} with its dependencies.`,
  });

const notThere = (program: SystemProgram, { why }: Location) =>
  configurationFailure({
    code: 'engines/no-program',
    cause: `${program} is not on PATH and there is no apt to fetch it with; ${why}.`,
    remedy: `Install ${program} with the system's package manager.`,
  });
