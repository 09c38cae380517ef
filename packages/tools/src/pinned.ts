import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { readMember } from './archive.ts';
import { download } from './download.ts';
import type { ToolAsset, ToolName, ToolPlatform, ToolRelease } from './manifest.ts';
import { checkVersion } from './system.ts';
import type { Tool } from './tool.ts';

export type PinnedOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
};

/**
 * The pinned release of a tool: prepared by an administrator, from the tool cache, or downloaded into it.
 *
 * The cache has the form that GitHub's runners and their clean-up scripts know,
 * `$RUNNER_TOOL_CACHE/sealift-<tool>/<version>/<arch>` with `<arch>.complete` beside it. An entry is made in a folder of
 * its own and renamed into place, so that jobs which share a cache never see half of one.
 * @throws Failure `configuration` when the platform has no pin, `remote` when it cannot be downloaded
 */
export async function findPinned(
  name: ToolName,
  release: ToolRelease,
  options: PinnedOptions,
): Promise<Tool> {
  checkVersion(name, release.version, release);
  const platform = currentPlatform();
  const asset = release.assets[platform as ToolPlatform];
  if (asset === undefined) throw noPin(name, release, platform);
  const entry = cacheEntry(name, release.version, options.env);
  const found = { path: path.join(entry, name), version: release.version };

  const prepared = options.env['SEALIFT_TOOLS'];
  const preparedFolder = prepared ? path.resolve(prepared, `${name}-${release.version}`) : undefined;
  if (preparedFolder !== undefined) {
    const file = path.join(preparedFolder, name);
    if (await isGenuine(preparedFolder, name, asset)) {
      options.log.info(`Using ${name} ${release.version} from SEALIFT_TOOLS`);
      return { path: file, version: release.version };
    }
    if (await exists(file))
      options.log.warning(
        `${file} is not the released ${name} ${release.version} (its sha256 differs) and is not used. Executables that were built in-house need the input "tools: system".`,
      );
  }
  if (await isGenuine(entry, name, asset)) {
    options.log.info(`Using ${name} ${release.version} from the tool cache`);
    return found;
  }
  if (await exists(entry)) {
    options.log.warning(
      `${name} ${release.version} in the tool cache does not have the pinned sha256 any more. It is replaced.`,
    );
    await moveAway(entry);
  }
  await makeFolder(path.dirname(entry));
  const draft = `${entry}.${randomBytes(6).toString('hex')}`;
  await mkdir(draft, { mode: 0o700 });
  try {
    await fill(draft, preparedFolder, name, release.version, asset, options);
    await place(draft, entry, name, asset);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await writeFile(`${entry}.complete`, '');
  return found;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw configurationFailure({
      cause: `The tool cache folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}.`,
      remedy:
        'Set RUNNER_TOOL_CACHE to a folder that the runner may write to, or prepare the tools in SEALIFT_TOOLS.',
      error,
    });
  }
}

const fileOf = (asset: ToolAsset): string => path.posix.basename(new URL(asset.url).pathname);

/** The executable's sha256 as pinned, where the manifest has it. */
const executableSum = (asset: ToolAsset): string | undefined =>
  asset.member === undefined ? asset.sha256 : asset.executableSha256;

/** Makes a complete entry in the new folder `draft`. */
async function fill(
  draft: string,
  preparedFolder: string | undefined,
  name: ToolName,
  version: string,
  asset: ToolAsset,
  options: PinnedOptions,
): Promise<void> {
  const fetched = path.join(draft, fileOf(asset));
  const prepared = preparedFolder && path.join(preparedFolder, fileOf(asset));
  if (prepared && (await sha256Of(prepared)) === asset.sha256) {
    options.log.info(`Taking ${name} ${version} from SEALIFT_TOOLS`);
    await copyFile(prepared, fetched);
  } else {
    await download(asset.url, asset.sha256, fetched, { ...options, label: `${name} ${version}` });
  }
  const executable = path.join(draft, name);
  if (asset.member === undefined) await rename(fetched, executable);
  else {
    const handle = await open(executable, 'w', 0o600);
    try {
      await readMember(fetched, asset.member, async (chunk) => {
        await handle.write(chunk);
      });
    } finally {
      await handle.close();
    }
    // Kept only where it is what later uses are compared with.
    if (asset.executableSha256 !== undefined) await rm(fetched);
  }
  if (!(await isGenuine(draft, name, asset)))
    throw configurationFailure({
      cause: `The executable in ${fileOf(asset)} does not have the pinned sha256.`,
      remedy:
        'Report this: the manifest of Sealift names the archive and the executable of different releases.',
    });
  await chmod(executable, 0o755);
}

/** Renames the draft into the cache, or leaves what another job put there meanwhile. */
async function place(draft: string, entry: string, name: ToolName, asset: ToolAsset): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(draft, entry);
      return;
    } catch (error) {
      if (await isGenuine(entry, name, asset)) return;
      if (attempt === 3) throw error;
      await moveAway(entry);
    }
  }
}

/** A running job may still use what is inside: it is renamed first, and its open files live on. */
async function moveAway(entry: string): Promise<void> {
  const away = `${entry}.${randomBytes(6).toString('hex')}`;
  await rm(`${entry}.complete`, { force: true });
  await rename(entry, away).catch(() => {});
  await rm(away, { recursive: true, force: true });
}

/** Whether the executable in the folder is, byte for byte, what the manifest pins. */
async function isGenuine(folder: string, name: ToolName, asset: ToolAsset): Promise<boolean> {
  const actual = await sha256Of(path.join(folder, name));
  if (actual === undefined) return false;
  const pinned = executableSum(asset);
  if (pinned !== undefined) return actual === pinned;
  const archive = path.join(folder, fileOf(asset));
  if (asset.member === undefined || (await sha256Of(archive)) !== asset.sha256) return false;
  const hash = createHash('sha256');
  await readMember(archive, asset.member, (chunk) => void hash.update(chunk));
  return actual === hash.digest('hex');
}

/** Lower-case hex, or undefined when there is no such file. */
async function sha256Of(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

const exists = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => undefined)) !== undefined;

/** In the words of OCI. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

const currentPlatform = (): string => `${process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`;

function cacheEntry(
  name: ToolName,
  version: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const root =
    env['RUNNER_TOOL_CACHE'] ||
    path.join(env['XDG_CACHE_HOME'] || path.join(env['HOME'] || homedir(), '.cache'), 'sealift', 'tools');
  return path.join(root, `sealift-${name}`, version, process.arch);
}

const noPin = (name: ToolName, release: ToolRelease, platform: string): Failure =>
  configurationFailure({
    cause: `Sealift has no pinned ${name} for ${platform}, only for ${Object.keys(release.assets).join(', ')}.`,
    remedy: `Install ${name} ${release.minimum} or newer on the runner and set the input "tools" to "system".`,
  });
