/** A PostgreSQL of the test's own, on loopback, in a folder that goes with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { mustRun } from './machine.ts';

/** PostgreSQL refuses to be root's. Every system has this user. */
const NOBODY = 65_534;
const READY_WITHIN = 60_000;

export type Postgres = {
  /** For SQLAlchemy with psycopg; the user may make databases. */
  readonly url: (database: string) => string;
  readonly stop: () => Promise<void>;
};

/**
 * @param bin folder of PostgreSQL's programs
 * @param databases names of databases to make
 */
export async function startPostgres(bin: string, databases: readonly string[]): Promise<Postgres> {
  const asRoot = process.getuid?.() === 0;
  const drop = asRoot ? ['--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups', '--'] : [];
  // Not in the folder of the test run, which is closed to that user.
  const folder = await mkdtemp('/tmp/sealift-sample-postgres-');
  if (asRoot) await chown(folder, NOBODY, NOBODY);
  await chmod(folder, 0o700);
  const call = (program: string, args: readonly string[]): [string, string[]] =>
    asRoot ? ['setpriv', [...drop, path.join(bin, program), ...args]] : [path.join(bin, program), [...args]];
  const options = { cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' }, timeout: READY_WITHIN };
  const data = path.join(folder, 'data');
  await mustRun(
    ...call('initdb', ['-D', data, '-U', 'shop', '-A', 'trust', '-E', 'UTF8', '--no-sync']),
    options,
  );
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder, fsync: 'off' };
  const [file, args] = call('postgres', ['-D', data, ...settingsOf(settings)]);
  const server = spawn(file, args, { cwd: folder, env: options.env, stdio: ['ignore', 'ignore', 'pipe'] });
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill('SIGINT');
      await once(server, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(server);
    for (const name of databases)
      await mustRun(...call('createdb', ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'shop', name]), options);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: (database) => `postgresql+psycopg://shop@127.0.0.1:${port}/${database}`, stop };
}

const settingsOf = (settings: Readonly<Record<string, string | number>>) =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

async function ready(server: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('PostgreSQL was not ready in time.')), READY_WITHIN);
  server.once('error', reject);
  server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}.`)));
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('ready to accept connections')) resolve();
  });
  await promise.finally(() => clearTimeout(timer));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}
