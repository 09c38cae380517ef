/**
 * Databases on this machine: each in a folder of its own that never changes after it got its name, so that scans may
 * read it while another process brings a newer one.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import * as v from 'valibot';
import { sha256OfFile } from '../genuine.ts';
import { DATABASES, type DatabaseKind } from './arguments.ts';
import { databaseProblem } from './database-content.ts';
import { type DatabaseMetadata, parseMetadata } from './freshness.ts';

export type CachedDatabase = DatabaseMetadata & {
  /** Absolute; holds metadata.json and the database file. */
  readonly directory: string;
  /** OCI repository that it came from, with its tag. */
  readonly repository: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The tool cache of a runner outlives its jobs; elsewhere the user's cache; a read-only machine gets the temporary folder. */
export async function openDatabaseCache(kind: DatabaseKind, env: Environment): Promise<string> {
  const candidates = [
    env['RUNNER_TOOL_CACHE'],
    env['XDG_CACHE_HOME'],
    env['HOME'] === undefined || env['HOME'] === '' ? undefined : path.join(env['HOME'], '.cache'),
    env['RUNNER_TEMP'],
    os.tmpdir(),
  ].filter((folder): folder is string => folder !== undefined && path.isAbsolute(folder));
  let problem: unknown;
  for (const base of candidates) {
    const folder = path.join(base, 'sealift', `trivy-${DATABASES[kind].folder}`);
    try {
      await mkdir(folder, { recursive: true });
      const probe = await mkdtemp(path.join(folder, '.probe-'));
      await rm(probe, { recursive: true });
      return folder;
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

const GENERATION = /^\d{8,15}-/;
/** Scans that began with the one before the newest may still open its file. */
const KEPT = 2;
/** A download that was killed leaves its folder behind. Milliseconds. */
const ABANDONED_AFTER = 2 * 3_600_000;

/**
 * Newest first, of these repositories or of any; folders that are not a usable database are not among them. Jobs of one
 * machine may be configured for different repositories: one must not get what another chose.
 */
export async function listDatabases(
  kind: DatabaseKind,
  cache: string,
  repositories?: readonly string[],
): Promise<CachedDatabase[]> {
  const names = (await readdir(cache)).filter((name) => GENERATION.test(name));
  const found = await Promise.all(names.map((name) => inspect(kind, path.join(cache, name))));
  return found
    .flatMap((inspected) => ('database' in inspected ? [inspected.database] : []))
    .filter(({ repository }) => repositories?.includes(repository) ?? true)
    .toSorted((a, b) => b.updatedAt - a.updatedAt || b.downloadedAt - a.downloadedAt);
}

const SOURCE = 'source.json';
const Source = v.object({ repository: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000)) });

export type Inspected =
  | { readonly database: CachedDatabase }
  /** A clause: why it cannot be used. */
  | { readonly problem: string };

async function inspect(kind: DatabaseKind, directory: string): Promise<Inspected> {
  const read = (name: string) => readFile(path.join(directory, name), 'utf8').catch(() => undefined);
  const [text, from] = await Promise.all([read('metadata.json'), read(SOURCE)]);
  const metadata = parseMetadata(kind, text ?? '');
  const source = from === undefined ? undefined : parseSource(from);
  if ('problem' in metadata) return metadata;
  if (source === undefined) return { problem: 'nobody knows where it came from' };
  // A job that cleans up may be faster.
  const problem = await databaseProblem(kind, path.join(directory, DATABASES[kind].file)).catch(
    () => 'its file cannot be read',
  );
  if (problem !== undefined) return { problem };
  return { database: { ...metadata, directory, repository: source.repository } };
}

function parseSource(text: string): v.InferOutput<typeof Source> | undefined {
  try {
    return v.parse(Source, JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * Of the database file as it is on disk.
 * @throws Failure `trivy/no-database` when it is gone
 */
export async function databaseDigest(
  kind: DatabaseKind,
  { directory }: Pick<CachedDatabase, 'directory'>,
): Promise<Digest> {
  const sum = await sha256OfFile(path.join(directory, DATABASES[kind].file));
  if (sum !== undefined) return `sha256:${sum}`;
  throw remoteFailure({
    code: 'trivy/no-database',
    cause: `Trivy's ${DATABASES[kind].title} was removed from this machine while it was in use.`,
    remedy: 'Run the job again.',
  });
}

/** An empty folder to use as Trivy's cache folder for a download. */
export const createStaging = (cache: string): Promise<string> => mkdtemp(path.join(cache, '.partial-'));

/**
 * Gives what was downloaded into the staging folder its final name, when it is a database.
 * @param repository where it was downloaded from
 */
export async function adopt(
  kind: DatabaseKind,
  cache: string,
  staging: string,
  repository: string,
): Promise<Inspected> {
  const downloaded = path.join(staging, DATABASES[kind].folder);
  await writeFile(path.join(downloaded, SOURCE), JSON.stringify({ repository })).catch(() => {});
  const inspected = await inspect(kind, downloaded);
  if (!('database' in inspected)) return inspected;
  const { database } = inspected;
  const directory = path.join(
    cache,
    `${database.updatedAt}-${path.basename(staging).slice('.partial-'.length)}`,
  );
  await rename(downloaded, directory);
  return { database: { ...database, directory } };
}

/** Removes what nobody needs any more. Failing to is no reason to fail. */
export async function prune(kind: DatabaseKind, cache: string, now: number): Promise<void> {
  const byRepository = Map.groupBy(await listDatabases(kind, cache), ({ repository }) => repository);
  const keep = [...byRepository.values()].flatMap((databases) =>
    databases.slice(0, KEPT).map(({ directory }) => directory),
  );
  for (const name of await readdir(cache)) {
    const folder = path.join(cache, name);
    const abandoned =
      /^\.(?:partial|probe)-/.test(name) &&
      now - ((await stat(folder).catch(() => undefined))?.mtimeMs ?? now) > ABANDONED_AFTER;
    if (abandoned || (GENERATION.test(name) && !keep.includes(folder)))
      await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
