/** A real PostgreSQL for the apps of a rehearsal, behind a unix socket. */
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
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
/**
 * @param bin folder of its programs
 * @param logs folder for its log
 * @throws Failure `rehearsal/no-database`, `sandbox/no-start`
 */
export async function startDatabase(exec: Exec, bin: string, logs: string): Promise<Database> {
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
    const query = async (sql: string) => {
      const { exitCode, stdout, stderr } = await exec(
        'psql',
        ['-h', dir, '-U', USER, '-d', 'postgres', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', sql],
        { env: { ...env, PGPASSWORD: password }, timeout: 20_000 },
      );
      if (exitCode !== 0) throw noStart(stderr.trim().slice(-500));
      return stdout.trimEnd();
    };
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
      timeout: 90_000,
      ready: async () => (await query('SELECT 1')) === '1',
    });
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

const noStart = (why: string) =>
  remoteFailure({
    code: 'rehearsal/no-database',
    cause: `PostgreSQL failed: ${why}.`,
    remedy: 'Keep the working folder (--keep) and read its log.',
  });
