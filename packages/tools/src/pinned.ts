import {
  access,
  chmod,
  constants,
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { readMember } from './archive.ts';
import { download } from './download.ts';
import { withFileLock } from './file-lock.ts';
import { fileNameOf, isGenuine, needsArchive, sha256OfFile } from './genuine.ts';
import type { Tool, ToolAsset, ToolName, ToolPlatform, ToolRelease } from './pinned-releases.ts';
import { checkVersion } from './system.ts';
import { type CacheKey, findCached, storeInCache } from './tool-cache.ts';

export type PinnedOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
};

/** One tool as it is looked for on this machine. */
type Wanted = {
  readonly name: ToolName;
  readonly version: string;
  readonly asset: ToolAsset;
  readonly cache: CacheKey;
  /** Where an administrator may have put it. */
  readonly prepared: string | undefined;
};

/**
 * The pinned release of a tool: prepared by an administrator, from the tool cache, or downloaded into it.
 *
 * The cache is the one of GitHub's runners, `$RUNNER_TOOL_CACHE/sealift-<tool>/<version>/<arch>` with `<arch>.complete`
 * beside it. Neither the mark nor the folder is believed: the executable is hashed on every use. Entries are written in
 * place, so one job does it at a time, under a lock beside the entry, after another look; a job that runs a genuine
 * executable never has it replaced.
 * @throws Failure `tool/no-pin` for this platform, `tool/cache-unwritable`, `tool/wrong-bytes` when what was fetched is
 * not what is pinned, and what {@link download} throws
 */
export async function findPinned(
  name: ToolName,
  release: ToolRelease,
  options: PinnedOptions,
): Promise<Tool> {
  checkVersion(name, release.version, release);
  const wanted = wantedTool(name, release, options.env);
  const { version } = release;
  const prepared = await fromPrepared(wanted, options.log);
  if (prepared !== undefined) return { path: prepared, version };
  const known = await fromCache(wanted);
  const file = 'file' in known ? known.file : await bring(wanted, options);
  if ('file' in known) options.log.info(`Using ${name} ${version} from the tool cache`);
  return { path: file, version };
}

function wantedTool(name: ToolName, release: ToolRelease, env: PinnedOptions['env']): Wanted {
  const platform = `${process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`;
  const asset = release.assets[platform as ToolPlatform];
  if (asset === undefined) throw noPin(name, release, platform);
  const root =
    env['RUNNER_TOOL_CACHE'] ||
    path.join(env['XDG_CACHE_HOME'] || path.join(env['HOME'] || homedir(), '.cache'), 'sealift', 'tools');
  const folder = env['SEALIFT_TOOLS'];
  const { version } = release;
  return {
    name,
    version,
    asset,
    cache: { root: path.resolve(root), tool: `sealift-${name}`, version },
    prepared: folder ? path.resolve(folder, `${name}-${version}`) : undefined,
  };
}

/** In the words of OCI. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

const noPin = (name: ToolName, release: ToolRelease, platform: string): Failure =>
  configurationFailure({
    code: 'tool/no-pin',
    cause: `Sealift has no pinned ${name} for ${platform}, only for ${Object.keys(release.assets).join(', ')}.`,
    remedy: `Install ${name} ${release.minimum} or newer on the runner and set the input "tools" to "system".`,
  });

async function fromPrepared(
  { name, version, asset, prepared }: Wanted,
  log: Log,
): Promise<string | undefined> {
  if (prepared === undefined) return undefined;
  const file = path.join(prepared, name);
  if (await isGenuine(prepared, name, asset)) {
    log.info(`Using ${name} ${version} from SEALIFT_TOOLS`);
    return file;
  }
  if ((await stat(file).catch(() => undefined)) !== undefined)
    log.warning(
      `${file} is not the released ${name} ${version} (its sha256 differs) and is not used. Executables that were built in-house need the input "tools: system".`,
    );
  return undefined;
}

/** The executable in the cache; whether there is an entry that is not the release. */
async function fromCache({
  name,
  asset,
  cache,
}: Wanted): Promise<{ readonly file: string } | { readonly changed: boolean }> {
  const folder = findCached(cache);
  if (folder === undefined) return { changed: false };
  if (!(await isGenuine(folder, name, asset))) return { changed: true };
  return { file: path.join(folder, name) };
}

/** Puts the release into the cache, unless another job did so meanwhile. */
async function bring(wanted: Wanted, options: PinnedOptions): Promise<string> {
  const { name, version, asset, cache } = wanted;
  const entries = path.join(cache.root, cache.tool, version);
  const unwritable = cacheUnwritable(entries);
  await mkdir(entries, { recursive: true }).catch(unwritable);
  await access(entries, constants.W_OK).catch(unwritable);
  const lock = { clock: options.clock, signal: options.signal };
  const lockFile = path.join(entries, `${process.arch}.lock`);
  return withFileLock(lockFile, lock, async () => {
    const known = await fromCache(wanted);
    if ('file' in known) return known.file;
    if (known.changed)
      options.log.warning(
        `${name} ${version} in the tool cache does not have the pinned sha256 any more. It is replaced.`,
      );
    await removeDrafts(entries);
    const draft = await mkdtemp(path.join(entries, DRAFT));
    try {
      await fill(draft, wanted, options);
      const folder = await storeInCache(draft, cache);
      if (await isGenuine(folder, name, asset)) return path.join(folder, name);
      throw changedWhileStored(wanted);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
}

const DRAFT = `${process.arch}.draft-`;

/** Those of jobs that were killed: whoever holds the lock is the only one with a draft. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(DRAFT)) await rm(path.join(folder, name), { recursive: true, force: true });
}

/** Fetches the release, and takes the executable out only when the bytes of the archive are the pinned ones. */
async function fill(draft: string, wanted: Wanted, options: PinnedOptions): Promise<void> {
  const { name, version, asset } = wanted;
  const fetched = path.join(draft, fileNameOf(asset));
  if (await copyPrepared(wanted, fetched)) options.log.info(`Taking ${name} ${version} from SEALIFT_TOOLS`);
  else await download(asset.url, asset.sha256, fetched, { ...options, label: `${name} ${version}` });
  const executable = path.join(draft, name);
  if (asset.member === undefined) await rename(fetched, executable);
  else {
    const handle = await open(executable, 'w', 0o600);
    try {
      await readMember(fetched, asset.member, (chunk) => handle.writeFile(chunk));
    } finally {
      await handle.close();
    }
    // Kept only where it is what later uses are compared with.
    if (!needsArchive(asset)) await rm(fetched);
  }
  if (!(await isGenuine(draft, name, asset))) throw wrongBytes(asset);
  await chmod(executable, 0o755);
}

/** The copy is what is hashed: the folder belongs to others. */
async function copyPrepared({ asset, prepared }: Wanted, to: string): Promise<boolean> {
  if (prepared === undefined) return false;
  try {
    await copyFile(path.join(prepared, fileNameOf(asset)), to);
  } catch {
    return false;
  }
  if ((await sha256OfFile(to)) === asset.sha256) return true;
  await rm(to, { force: true });
  return false;
}

const wrongBytes = (asset: ToolAsset): Failure =>
  configurationFailure({
    code: 'tool/wrong-bytes',
    cause: `The executable in ${fileNameOf(asset)} does not have the pinned sha256.`,
    remedy: 'Report this: the pins of Sealift name the archive and the executable of different releases.',
  });

const changedWhileStored = ({ name, version }: Wanted): Failure =>
  configurationFailure({
    code: 'tool/wrong-bytes',
    cause: `${name} ${version} was changed while it was put into the tool cache.`,
    remedy: 'Look for a full disk, and for another program that writes to the folder of RUNNER_TOOL_CACHE.',
  });

const cacheUnwritable =
  (folder: string) =>
  (error: unknown): never => {
    throw configurationFailure({
      code: 'tool/cache-unwritable',
      cause: `The tool cache folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}.`,
      remedy:
        'Set RUNNER_TOOL_CACHE to a folder that the runner may write to, or prepare the tools in SEALIFT_TOOLS.',
      error,
    });
  };
