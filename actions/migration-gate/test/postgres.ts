/** A PostgreSQL of the tests' own, on loopback, in a temporary folder. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Postgres = {
  /** Of a superuser. */
  readonly url: string;
  readonly version: number;
  stop(): Promise<void>;
};

/** Folder of its programs: on PATH, or where Debian puts them. */
async function binaries(): Promise<string | undefined> {
  const debian = '/usr/lib/postgresql';
  const versions = (await readdir(debian).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...(process.env['PATH'] ?? '').split(':'),
    ...versions.map((each) => `${debian}/${each}/bin`),
  ];
  for (const folder of folders)
    if (
      await run(path.join(folder, 'postgres'), ['--version']).then(
        () => true,
        () => false,
      )
    )
      return folder;
  return undefined;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** It refuses to run as root. */
const NOBODY = 65534;

/** @returns `undefined` when the machine has no PostgreSQL */
export async function startPostgres(): Promise<Postgres | undefined> {
  const bin = await binaries();
  if (bin === undefined) return undefined;
  // The tests' own folder is closed to the user that the server runs as.
  const folder = await mkdtemp('/tmp/sealift-postgres-');
  const root = process.getuid?.() === 0;
  const as = root ? { uid: NOBODY, gid: NOBODY } : {};
  if (root) await chown(folder, NOBODY, NOBODY);
  await chmod(folder, 0o700);
  const data = path.join(folder, 'data');
  await run(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'],
    { ...as, cwd: folder },
  );
  const port = await freePort();
  const settings = { fsync: 'off', listen_addresses: '127.0.0.1', unix_socket_directories: folder, port };
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(server, 'exit');
  await new Promise<void>((resolve, reject) => {
    server.once('exit', () => reject(new Error('PostgreSQL does not start')));
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('ready to accept connections')) resolve();
    });
  });
  const { stdout } = await run(path.join(bin, 'postgres'), ['--version']);
  return {
    url: `postgresql://postgres:none@127.0.0.1:${port}/postgres`,
    version: Number(/(\d+)/.exec(stdout)?.[1] ?? 0),
    async stop() {
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
