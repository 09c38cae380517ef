import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { sha256OfFile } from '@sealift/registry/file-hash';
import * as v from 'valibot';
import type { EngineName, HostPlatform, ProvidedEngine, ProviderName } from './engine.ts';

/** Written beside each executable when it is installed. */
const recordSchema = v.object({
  version: v.string(),
  provider: v.picklist(['mirror', 'release', 'wheel', 'go']),
  identity: v.string(),
  sha256: v.string(),
  size: v.number(),
  /** Milliseconds. */
  modified: v.number(),
});
type EngineRecord = v.InferOutput<typeof recordSchema>;

/** What a cached executable must be to be used. */
export type Acceptable = {
  readonly provider: Exclude<ProviderName, 'cache'>;
  readonly version: string;
  readonly identity: string;
};

/**
 * The folder where the rehearsal keeps what takes long to get: `$XDG_CACHE_HOME/sealift`, else `~/.cache/sealift`.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 */
export const defaultCacheDir = (env: Readonly<Record<string, string | undefined>>): string =>
  path.join(env['XDG_CACHE_HOME'] || path.join(env['HOME'] || homedir(), '.cache'), 'sealift');

const folderOf = (cacheDir: string, name: EngineName, version: string, platform: HostPlatform): string =>
  path.join(cacheDir, 'engines', name, version, platform.replace('/', '-'));

/**
 * Finds an engine that is installed already. The executable is hashed again only when its size or time differ from
 * what was recorded, so that this takes a millisecond.
 */
export async function findCached(
  cacheDir: string,
  name: EngineName,
  platform: HostPlatform,
  acceptable: readonly Acceptable[],
): Promise<ProvidedEngine | undefined> {
  for (const version of new Set(acceptable.map((each) => each.version))) {
    const folder = folderOf(cacheDir, name, version, platform);
    const record = await readRecord(folder);
    if (
      record === undefined ||
      !acceptable.some((each) => each.version === version && each.identity === record.identity)
    )
      continue;
    const file = path.join(folder, name);
    if (await isUnchanged(file, record))
      return { path: file, version, provider: 'cache', origin: record.provider };
  }
  return undefined;
}

/** Moves a verified executable into the cache, with its record. */
export async function install(
  cacheDir: string,
  name: EngineName,
  platform: HostPlatform,
  source: Acceptable,
  executable: string,
): Promise<ProvidedEngine> {
  const folder = folderOf(cacheDir, name, source.version, platform);
  const draft = `${folder}.${randomBytes(6).toString('hex')}`;
  await mkdir(draft, { recursive: true });
  try {
    const file = path.join(draft, name);
    await rename(executable, file);
    await chmod(file, 0o755);
    const sha256 = await sha256OfFile(file);
    const { size, mtimeMs } = await stat(file);
    const record: EngineRecord = {
      version: source.version,
      provider: source.provider,
      identity: source.identity,
      sha256,
      size,
      modified: mtimeMs,
    };
    await writeFile(path.join(draft, 'record.json'), `${JSON.stringify(record, undefined, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const { provider, version } = source;
  return { path: path.join(folder, name), version, provider, origin: provider };
}

async function readRecord(folder: string): Promise<EngineRecord | undefined> {
  try {
    return v.parse(recordSchema, JSON.parse(await readFile(path.join(folder, 'record.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

async function isUnchanged(file: string, record: EngineRecord): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.size !== record.size) return false;
  if (found.mtimeMs === record.modified) return true;
  if ((await sha256OfFile(file)) !== record.sha256) return false;
  // Copied or touched, and still the same bytes: the next look shall be cheap again.
  await utimes(file, record.modified / 1_000, record.modified / 1_000).catch(() => {});
  return true;
}
