/**
 * Gets Trivy's databases: one download per machine, shared by parallel jobs. A scan without a database, or with one
 * that is too old, would report few or no findings, so both are failures.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Failure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { childEnvironment, type Exec } from '../exec.ts';
import { withFileLock } from '../file-lock.ts';
import { DATABASES, type DatabaseKind, downloadArguments } from './arguments.ts';
import {
  adopt,
  type CachedDatabase,
  createStaging,
  listDatabases,
  openDatabaseCache,
  prune,
} from './cache.ts';
import { freshness } from './freshness.ts';
import { trivyReason } from './reason.ts';

export type { CachedDatabase } from './cache.ts';

export type DatabaseOptions = {
  /** Path of the trivy executable. */
  readonly trivy: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Tried in this order. Default: Google's mirror, then GitHub. */
  readonly repositories?: readonly string[];
  /** Hours since the database was made after which it is not used any more. Default: 168. */
  readonly maxAge?: number;
};

export type UsableDatabase = CachedDatabase & {
  /** A clause: why it is not the newest that there may be. */
  readonly notRefreshed?: string;
};

export const DEFAULT_MAX_AGE = 168;

const MINUTES = 10;
const ROUNDS = 3;
/** Milliseconds before the second and third round; plus up to as much again, so that parallel jobs come back apart. */
const PAUSES = [2_000, 10_000] as const;

/**
 * The newest usable database of the configured repositories on this machine, downloaded when there is none or it is not
 * fresh. Usable: of the schema that is known, not made in the future, and not without advisories.
 * @throws Failure `trivy/no-database` or `trivy/database-too-old` when there is none young enough and none can be had
 */
export async function ensureDatabase(kind: DatabaseKind, options: DatabaseOptions): Promise<UsableDatabase> {
  const cache = await openDatabaseCache(kind, options.env);
  const maxAge = maxAgeOf(options);
  const find = () => findNewest(kind, cache, options);
  const before = await find();
  if (before?.state === 'fresh') return before.newest;
  return withFileLock(path.join(cache, '.lock'), options, async () => {
    const current = await find();
    if (current?.state === 'fresh') return current.newest;
    const result = await download(kind, cache, options);
    if ('database' in result) {
      await prune(kind, cache, options.clock.now());
      const { database } = result;
      if (freshness(kind, database, options.clock.now(), maxAge) !== 'expired') return database;
      throw tooOld(kind, database, options, `${result.repository} has no newer one`);
    }
    if (current === undefined)
      throw remoteFailure({
        code: 'trivy/no-database',
        cause: `Trivy's ${DATABASES[kind].title} could not be downloaded: ${result.reason}.`,
        remedy: `Run the job again later, or name a registry that this runner reaches in "${DATABASES[kind].input}"; nothing is scanned without a database.`,
      });
    if (current.state === 'expired') throw tooOld(kind, current.newest, options, result.reason);
    options.log.warning(
      `Trivy's ${DATABASES[kind].title} could not be refreshed (${result.reason}); the one of ${isoTime(
        current.newest,
      )} is used.`,
    );
    return { ...current.newest, notRefreshed: result.reason };
  });
}

const maxAgeOf = ({ maxAge = DEFAULT_MAX_AGE }: Pick<DatabaseOptions, 'maxAge'>) => maxAge * 3_600_000;

type Looking = Pick<DatabaseOptions, 'clock' | 'repositories' | 'maxAge'>;

async function findNewest(kind: DatabaseKind, cache: string, options: Looking) {
  const found = await listDatabases(kind, cache, repositoriesOf(kind, options));
  return found
    .map((newest) => ({ newest, state: freshness(kind, newest, options.clock.now(), maxAgeOf(options)) }))
    .find(({ state }) => state !== 'future');
}

/** The one that {@link ensureDatabase} would give without asking anybody; undefined where it would have to. */
export async function databaseAtHand(
  kind: DatabaseKind,
  options: Looking & Pick<DatabaseOptions, 'env'>,
): Promise<CachedDatabase | undefined> {
  const found = await findNewest(kind, await openDatabaseCache(kind, options.env), options);
  return found?.state === 'fresh' ? found.newest : undefined;
}

const isoTime = ({ updatedAt }: CachedDatabase) => new Date(updatedAt).toISOString();

function tooOld(
  kind: DatabaseKind,
  database: CachedDatabase,
  options: DatabaseOptions,
  reason: string,
): Failure {
  return remoteFailure({
    code: 'trivy/database-too-old',
    cause: `Trivy's ${DATABASES[kind].title} is of ${isoTime(database)}, older than the ${
      options.maxAge ?? DEFAULT_MAX_AGE
    } hours allowed, and could not be refreshed: ${reason}.`,
    remedy: `Run the job again later, name a registry with a newer one in "${DATABASES[kind].input}", or raise "max-database-age".`,
  });
}

const repositoriesOf = (
  kind: DatabaseKind,
  { repositories }: Pick<DatabaseOptions, 'repositories'>,
): readonly string[] => repositories ?? DATABASES[kind].repositories;

type Download =
  | { readonly database: CachedDatabase; readonly repository: string }
  | { readonly reason: string };

async function download(kind: DatabaseKind, cache: string, options: DatabaseOptions): Promise<Download> {
  const repositories = repositoriesOf(kind, options);
  let reasons: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const pause = PAUSES[round - 1];
    if (pause !== undefined) await options.clock.sleep(pause * (1 + Math.random()), options.signal);
    reasons = [];
    let hopeful = false;
    for (const repository of repositories) {
      options.signal?.throwIfAborted();
      const attempt = await downloadFrom(kind, cache, repository, options);
      if ('database' in attempt) {
        options.log.info(
          `Trivy's ${DATABASES[kind].title} of ${isoTime(attempt.database)} from ${repository}`,
        );
        return { ...attempt, repository };
      }
      options.log.info(`Trivy's ${DATABASES[kind].title}: ${repository}: ${attempt.reason}`);
      reasons.push(`${repository}: ${attempt.reason}`);
      hopeful ||= attempt.again;
    }
    if (!hopeful) break;
  }
  return { reason: reasons.join('; ') };
}

/** Asking the same registry again does not help against these. */
const HOPELESS =
  /MANIFEST_UNKNOWN|NAME_UNKNOWN|NAME_INVALID|UNAUTHORIZED|DENIED|x509:|certificate|could not parse reference|invalid reference/i;

async function downloadFrom(
  kind: DatabaseKind,
  cache: string,
  repository: string,
  options: DatabaseOptions,
): Promise<{ readonly database: CachedDatabase } | { readonly reason: string; readonly again: boolean }> {
  const staging = await createStaging(cache);
  try {
    const result = await options.exec(options.trivy, downloadArguments(kind, staging, repository, MINUTES), {
      cwd: staging,
      env: childEnvironment(options.env, ['DOCKER_CONFIG'], { TMPDIR: staging }),
      timeout: MINUTES * 60_000 + 15_000,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (result.timedOut) return { reason: `no answer within ${MINUTES} minutes`, again: true };
    if (result.exitCode !== 0)
      return { reason: trivyReason(result.stderr), again: !HOPELESS.test(result.stderr) };
    const adopted = await adopt(kind, cache, staging, repository);
    if ('problem' in adopted)
      return { reason: `what it serves cannot be used: ${adopted.problem}`, again: false };
    if (freshness(kind, adopted.database, options.clock.now(), Number.POSITIVE_INFINITY) === 'future') {
      await rm(adopted.database.directory, { recursive: true, force: true });
      return {
        reason: `what it serves cannot be used: it says that it was made in the future (${isoTime(adopted.database)})`,
        again: false,
      };
    }
    return adopted;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
