import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import { lastWords } from '../last-words.ts';
import { prepareNode } from './node-tree.ts';
import { EPOCH, type ImageSettings } from './oci-image.ts';
import type { BaseRecipe, DebianSuite } from './recipe.ts';

export type RootfsOptions = {
  /** Path of mmdebstrap. */
  readonly mmdebstrap: string;
  readonly keyring?: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tell: (detail: string) => void;
  readonly signal?: AbortSignal;
};

export type Rootfs = { readonly tar: string; readonly settings: ImageSettings };

const BIN = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Milliseconds. */
const DEADLINE = 15 * 60_000;

/**
 * Makes the root file system of a base image in a new folder.
 * @throws Failure `remote` when packages cannot be fetched
 */
export async function makeRootfs(
  recipe: BaseRecipe,
  folder: string,
  options: RootfsOptions,
): Promise<Rootfs> {
  if (recipe.kind === 'debian')
    return {
      tar: await debootstrap(recipe, [], folder, options),
      settings: { Env: [`PATH=${BIN}`], Cmd: ['bash'] },
    };
  if (recipe.kind === 'python') {
    const version = path.join(folder, 'version');
    const tar = await debootstrap(recipe, pythonHooks(recipe.python, version), folder, options);
    return {
      tar,
      settings: {
        Env: [
          `PATH=/usr/local/bin:${BIN}`,
          'LANG=C.UTF-8',
          `PYTHON_VERSION=${(await readFile(version, 'utf8')).trim()}`,
        ],
        Cmd: ['python3'],
      },
    };
  }
  if (recipe.kind === 'toolchain')
    return {
      tar: await debootstrap(recipe, linkHooks(recipe.links), folder, options, recipe.folders),
      settings: {
        Env: [
          `PATH=${[...recipe.path, BIN].join(':')}`,
          ...Object.entries(recipe.env).map(([name, value]) => `${name}=${value}`),
        ],
        Cmd: ['bash'],
      },
    };
  const extra = path.join(folder, 'node');
  const version = await prepareNode(recipe.node, extra, folder, options);
  return {
    tar: await debootstrap(recipe, nodeHooks(extra), folder, options),
    settings: {
      Env: [`PATH=${BIN}`, `NODE_VERSION=${version}`],
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['node'],
    },
  };
}

/**
 * The official images have their own Python below /usr/local. A virtual environment there looks the same from the
 * outside: `python`, `pip` and what pip installs are in /usr/local, and Debian's refusal of pip does not apply.
 */
const pythonHooks = (python: string, versionFile: string): string[] => [
  `chroot "$1" python${python} -m venv --symlinks --system-site-packages /usr/local`,
  'rm -f "$1"/usr/local/bin/activate* "$1"/usr/local/bin/Activate.ps1',
  'find "$1"/usr -name __pycache__ -type d -prune -exec rm -rf {} +',
  `chroot "$1" python${python} -c 'import platform; print(platform.python_version())' > ${quote(versionFile)}`,
];

/** Sources may be patterns that fit one folder: the shell fills them in. */
const linkHooks = (links: Readonly<Record<string, string>>): string[] =>
  Object.entries(links).map(
    ([from, to]) =>
      `mkdir -p "$1"${path.posix.dirname(to)} && for found in "$1"${from}; do ln -s "\${found#"$1"}" "$1"${to}; done`,
  );

const nodeHooks = (extra: string): string[] => [
  `sync-in ${quote(extra)} /`,
  'chroot "$1" groupadd --gid 1000 node',
  'chroot "$1" useradd --uid 1000 --gid node --shell /bin/bash --create-home node',
];

async function debootstrap(
  recipe: BaseRecipe,
  hooks: readonly string[],
  folder: string,
  options: RootfsOptions,
  folders: readonly string[] = [],
): Promise<string> {
  const tar = path.join(folder, 'rootfs.tar');
  options.tell(`Debian ${recipe.suite} with ${recipe.packages.join(', ') || 'nothing else'}`);
  const include = recipe.packages.length === 0 ? [] : [`--include=${recipe.packages.join(',')}`];
  const result = await options.exec(
    options.mmdebstrap,
    [
      ...['--mode=root', '--variant=minbase', '--format=tar'],
      ...APT_SETTINGS.map((setting) => `--aptopt=${setting}`),
      ...(recipe.suite === 'forky' ? ['--aptopt=Acquire::Check-Valid-Until "false"'] : []),
      ...DPKG_SETTINGS.map((setting) => `--dpkgopt=${setting}`),
      ...(options.keyring === undefined ? [] : [`--keyring=${options.keyring}`]),
      ...include,
      // Before other packages than the essential ones are installed.
      ...folders.map((each) => `--essential-hook=mkdir -p "$1"${quote(each)}`),
      ...hooks.map((hook) => `--customize-hook=${hook}`),
      recipe.suite,
      tar,
      ...(await sourcesOf(recipe.suite, options)),
    ],
    {
      env: childEnvironment(options.env, [], {
        // mmdebstrap's helpers are beside it.
        PATH: `${path.dirname(options.mmdebstrap)}:${BIN}`,
        TMPDIR: folder,
        LC_ALL: 'C.UTF-8',
        SOURCE_DATE_EPOCH: String(EPOCH.getTime() / 1_000),
      }),
      timeout: DEADLINE,
      onLine: (line) => {
        // Lines with paths are about its own folders.
        if (line.startsWith('I: ') && !line.includes('/'))
          options.tell(`Debian ${recipe.suite}: ${line.slice(3)}`);
      },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
  );
  options.signal?.throwIfAborted();
  if (result.exitCode === 0) return tar;
  const tail = lastWords(result.stderr, 6);
  throw remoteFailure({
    code: 'base-images/packages',
    cause: `mmdebstrap could not make a base image from Debian ${recipe.suite}: ${tail}`,
    remedy: "Check that Debian's packages can be reached, and that the disk has 2 GB of room.",
  });
}

const APT_SETTINGS = [
  'APT::Install-Recommends "false"',
  'Acquire::Languages "none"',
  'Acquire::Retries "3"',
  // The folder is not one that apt's own user may look into.
  'APT::Sandbox::User "root"',
];
/** As in Docker's images of Debian: licences stay, handbooks and translations do not. */
const DPKG_SETTINGS = [
  'path-exclude=/usr/share/man/*',
  'path-exclude=/usr/share/locale/*',
  'path-exclude=/usr/share/doc/*',
  'path-include=/usr/share/doc/*/copyright',
];

/** The machine's own mirrors where it is a Debian, else the public ones. */
async function sourcesOf(suite: DebianSuite, options: RootfsOptions): Promise<string[]> {
  const result = await options
    .exec('apt-get', ['indextargets', '--format', '$(ORIGIN)|$(LABEL)|$(REPO_URI)', 'Created-By: Packages'], {
      env: childEnvironment(options.env, [], { LC_ALL: 'C' }),
      timeout: 30_000,
    })
    .catch(() => undefined);
  const own = (label: string) =>
    result?.stdout
      .split('\n')
      .find((line) => line.startsWith(`Debian|${label}|http`))
      ?.split('|')[2]
      ?.replace(/\/$/, '');
  const main = own('Debian') ?? 'http://deb.debian.org/debian';
  const security = own('Debian-Security') ?? 'http://deb.debian.org/debian-security';
  return [
    `deb ${main} ${suite} main`,
    ...(suite === 'forky' ? [] : [`deb ${main} ${suite}-updates main`]),
    ...(suite === 'forky' ? [] : [`deb ${security} ${suite}-security main`]),
  ];
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
