/** A real PostgreSQL for the apps of a rehearsal, behind a unix socket. */
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { type Service, startProcess } from '@sealift/sandbox/process';
import type { Exec } from '@sealift/tools/exec';

export type Database = Service & {
  /** Unix socket that the server listens at. */
  readonly socketPath: string;
  /** @returns the URL for SQLAlchemy, for whoever reaches the socket at this address */
  url(host: string, port: number): string;
  /** @returns the rows as psql prints them, unaligned and without a header */
  query(sql: string): Promise<string>;
};

/** It refuses to be root's. Every system has this user. */
const NOBODY = 65_534;
const USER = 'shop';
/** Debian and its children; other distributions have it on PATH. */
const VERSIONS = '/usr/lib/postgresql';

/**
 * @param logs folder for its log
 * @throws Failure `rehearsal/no-database`
 */
export async function startDatabase(exec: Exec, logs: string): Promise<Database> {
  const bin = await findBin();
  // The rehearsal's own folder is root's alone.
  const dir = await mkdtemp(path.join(tmpdir(), 'sealift-db-'));
  try {
    await chown(dir, NOBODY, NOBODY);
    const password = randomBytes(16).toString('hex');
    await writeFile(path.join(dir, 'password'), password, { mode: 0o644 });
    const env = { PATH: `${bin}:/usr/bin:/bin`, LC_ALL: 'C.UTF-8' };
    const data = path.join(dir, 'data');
    const made = await exec(
      'setpriv',
      [
        ...DROP,
        path.join(bin, 'initdb'),
        ...['--pgdata', data, '--username', USER, '--auth', 'scram-sha-256', '--encoding', 'UTF8'],
        ...['--pwfile', path.join(dir, 'password'), '--no-sync', '--no-instructions'],
      ],
      { env, timeout: 60_000 },
    );
    if (made.exitCode !== 0) throw noStart(made.stderr.trim().slice(-500));
    const service = await startProcess({
      name: 'postgres',
      file: 'setpriv',
      args: [
        ...[...DROP, path.join(bin, 'postgres'), '-D', data],
        ...['listen_addresses=', `unix_socket_directories=${dir}`, 'max_connections=200', 'jit=off'].flatMap(
          (setting) => ['-c', setting],
        ),
        // Thrown away with the rehearsal.
        ...['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'].flatMap((setting) => [
          '-c',
          setting,
        ]),
      ],
      env,
      logs,
      ready: async () =>
        (await exec(path.join(bin, 'pg_isready'), ['-h', dir], { env, timeout: 5_000 })).exitCode === 0,
    });
    const query = async (sql: string) => {
      const { exitCode, stdout, stderr } = await exec(
        path.join(bin, 'psql'),
        ['-h', dir, '-U', USER, '-d', 'postgres', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', sql],
        { env: { ...env, PGPASSWORD: password }, timeout: 20_000 },
      );
      if (exitCode !== 0) throw noStart(stderr.trim().slice(-500));
      return stdout.trimEnd();
    };
    return {
      name: 'postgres',
      socketPath: path.join(dir, '.s.PGSQL.5432'),
      url: (host, port) => `postgresql+psycopg://${USER}:${password}@${host}:${port}/postgres`,
      query,
      stop: async () => {
        await service.stop();
        await rm(dir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

const DROP = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];

async function findBin(): Promise<string> {
  const versions = (await readdir(VERSIONS).catch(() => []))
    .filter((name) => /^\d+$/.test(name))
    .sort((left, right) => Number(right) - Number(left));
  const [newest] = versions;
  if (newest !== undefined) return path.join(VERSIONS, newest, 'bin');
  throw configurationFailure({
    code: 'rehearsal/no-database',
    cause: `There is no PostgreSQL below ${VERSIONS}: the sample's migrations need a real one.`,
    remedy: 'Install the package postgresql (apt-get install --no-install-recommends postgresql).',
  });
}

const noStart = (why: string) =>
  remoteFailure({
    code: 'rehearsal/no-database',
    cause: `PostgreSQL failed: ${why}.`,
    remedy: 'Keep the working folder (--keep) and read its log.',
  });
