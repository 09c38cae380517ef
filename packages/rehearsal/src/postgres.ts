/** A real PostgreSQL that is thrown away: in a folder that goes with it, at a unix socket and, where asked for, a port. */
import { chown, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { makeOwnFolder } from '@sealift/sandbox/own-folder';
import { type Service, startProcess } from '@sealift/sandbox/process';
import type { Exec } from '@sealift/tools/exec';

export type Postgres = Service & {
  /** Unix socket that the server listens at. */
  readonly socketPath: string;
  /** @returns the rows as psql prints them, unaligned and without a header */
  query(sql: string): Promise<string>;
};

export type PostgresOptions = {
  readonly exec: Exec;
  /** Folder of its programs. */
  readonly bin: string;
  /** Folder for its log. */
  readonly logs: string;
  /** Of the superuser, whom it asks for the password over every way. */
  readonly user: string;
  readonly password: string;
  /** On loopback; none when not given. */
  readonly port?: number;
};

/** It refuses to be root's. Every system has this user. */
const NOBODY = 65_534;
const DROP = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];

/** @throws Failure `rehearsal/no-database`, `sandbox/no-start` */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { exec, bin, logs, user, password, port } = options;
  // The rehearsal's own folder is root's alone.
  const folder = await makeOwnFolder('sealift-db-');
  const dir = folder.path;
  try {
    await chown(dir, NOBODY, NOBODY);
    const env = { PATH: `${bin}:/usr/bin:/bin`, LC_ALL: 'C.UTF-8' };
    await initialize(options, dir, env);
    const query = async (sql: string) => {
      const { exitCode, stdout, stderr } = await exec(
        // On PATH, where a folder of links to the server's programs may lack it.
        'psql',
        ['-h', dir, '-p', String(port ?? PORT), '-U', user, '-d', 'postgres', ...QUIET, '-c', sql],
        { env: { ...env, PGPASSWORD: password }, timeout: 20_000 },
      );
      if (exitCode !== 0) throw noStart(stderr.trim().slice(-500));
      return stdout.trimEnd();
    };
    const settings = [
      `listen_addresses=${port === undefined ? '' : '127.0.0.1'}`,
      ...[`port=${port ?? PORT}`, `unix_socket_directories=${dir}`, 'max_connections=200', 'jit=off'],
      // Thrown away with the rehearsal.
      ...['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'],
    ];
    const service = await startProcess({
      name: 'postgres',
      file: 'setpriv',
      args: [
        ...[...DROP, path.join(bin, 'postgres'), '-D', path.join(dir, 'data')],
        ...settings.flatMap((setting) => ['-c', setting]),
      ],
      env,
      logs,
      timeout: 90_000,
      ready: async () => (await query('SELECT 1')) === '1',
    });
    return {
      name: 'postgres',
      socketPath: path.join(dir, `.s.PGSQL.${port ?? PORT}`),
      query,
      stop: async () => {
        await service.stop();
        await folder.remove();
      },
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

const PORT = 5432;
const QUIET = ['-XAtq', '-v', 'ON_ERROR_STOP=1'];

async function initialize(
  { exec, bin, user, password }: PostgresOptions,
  dir: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const file = path.join(dir, 'password');
  await writeFile(file, password, { mode: 0o600 });
  await chown(file, NOBODY, NOBODY);
  const made = await exec(
    'setpriv',
    [
      ...[...DROP, path.join(bin, 'initdb')],
      ...['--pgdata', path.join(dir, 'data'), '--username', user, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--pwfile', file, '--no-sync', '--no-instructions'],
    ],
    { env, timeout: 60_000 },
  );
  if (made.exitCode !== 0) throw noStart(made.stderr.trim().slice(-500));
  await rm(file);
}

const noStart = (why: string) =>
  remoteFailure({
    code: 'rehearsal/no-database',
    cause: `The PostgreSQL server of the rehearsal failed: ${why}.`,
    remedy: 'Keep the working folder (--keep) and read its log.',
  });
