/** The database of the apps: reached with its password alone, by the socket that a node passes on. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRelay } from '@sealift/cluster/node/relay';
import { defaultCacheDir } from '@sealift/engines/cache';
import { ensurePostgres } from '@sealift/engines/system-programs';
import { freePorts } from '@sealift/sandbox/ports';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, startDatabase } from '../../src/deploy/database.ts';

const ROOT = process.platform === 'linux' && process.getuid?.() === 0;
if (!ROOT)
  process.stderr.write('\nTHE DATABASE OF A DEPLOYMENT IS NOT TESTED: that needs root on Linux.\n\n');

const exec = createExec({ debug: () => {} });
const log = { info: () => {} };

it('says that it did not come up, and leaves nothing', async () => {
  const started = startDatabase(exec, '/nonexistent', tmpdir());
  await expect(started).rejects.toMatchObject({ code: expect.stringMatching(/^(rehearsal|process)\//) });
});

describe.skipIf(!ROOT)('a database', () => {
  let logs: string;
  let database: Database;
  let bin: string;
  beforeAll(async () => {
    logs = await mkdtemp(path.join(tmpdir(), 'database-'));
    bin = await ensurePostgres({
      ...{ cacheDir: defaultCacheDir(process.env), env: process.env, exec, log },
    });
    database = await startDatabase(exec, bin, logs);
  });
  afterAll(async () => {
    await database?.stop();
    await rm(logs, { recursive: true, force: true });
  });

  /** psql over TCP, as a pod comes to it. */
  const through = async (password?: string) => {
    const [port = 0] = await freePorts(1);
    const end = await startRelay({
      from: { host: '127.0.0.1', port },
      to: { socketPath: database.socketPath },
    });
    try {
      const url = new URL(database.url('127.0.0.1', port).replace('+psycopg', ''));
      const { exitCode, stdout, stderr } = await exec('psql', ['-XAtqc', 'SELECT current_user'], {
        env: {
          PATH: `${bin}:/usr/bin:/bin`,
          ...{
            PGHOST: url.hostname,
            PGPORT: url.port,
            PGUSER: url.username,
            PGPASSWORD: password ?? url.password,
          },
          PGDATABASE: url.pathname.slice(1),
        },
        timeout: 30_000,
      });
      return exitCode === 0 ? stdout.trim() : stderr;
    } finally {
      await end();
    }
  };

  it('answers to the URL that apps get', async () => {
    expect(await through()).toBe('shop');
  });
  it.each([
    ['another password', 'guess'],
    ['no password', ''],
  ])('refuses %s', async (_, password) => {
    expect(await through(password)).toMatch(/password/);
  });
  it('is asked by the rehearsal itself', async () => {
    expect(await database.query('SELECT 1 + 1')).toBe('2');
    await expect(database.query('SELECT nothing')).rejects.toMatchObject({ code: 'rehearsal/no-database' });
  });
  it('is gone with its folder when it is stopped', async () => {
    await database.stop();
    expect(existsSync(path.dirname(database.socketPath))).toBe(false);
  });
});
