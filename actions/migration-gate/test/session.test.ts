/** What clients of all kinds do on the wire, through the gate, on a real PostgreSQL. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryLog } from '@sealift/testing/log';
import { Client } from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  bindMessage,
  commandTag,
  createReader,
  executeMessage,
  type Message,
  parseMessage,
  queryMessage,
  serverError,
  syncMessage,
  transactionStatus,
} from '../src/database/messages.ts';
import type { Observation } from '../src/database/observation.ts';
import { type DatabaseProxy, startProxy } from '../src/database/proxy.ts';
import { readSchema } from '../src/database/schema.ts';
import { createThrowaway, type Throwaway } from '../src/database/throwaway.ts';
import { parseDatabaseUrl } from '../src/database/url.ts';
import { createWatch } from '../src/database/watch.ts';
import { watched } from '../src/judge/statement.ts';
import { startPostgres } from './postgres.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop());
const server = parseDatabaseUrl(postgres?.url ?? 'postgresql://u:p@h/d');

let database: Throwaway;
let proxy: DatabaseProxy;
let observed: Observation[] = [];
let names = new Map<number, string>();

beforeEach(async () => {
  if (postgres === undefined) return;
  database = await createThrowaway(server, [], memoryLog());
  const owner = new Client({ ...server, ...database.role, database: database.database });
  await owner.connect();
  await owner.query(`CREATE TABLE a (id int PRIMARY KEY, v int); CREATE TABLE b (id int, a int,
    CONSTRAINT later FOREIGN KEY (a) REFERENCES a DEFERRABLE INITIALLY DEFERRED);
    CREATE PROCEDURE twice() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a VALUES (7); COMMIT; INSERT INTO a VALUES (8); END $$`);
  await owner.end();
  const relations = watched(await readSchema(database.observer));
  names = new Map(relations.map(({ oid, name }) => [oid, name]));
  observed = [];
  const oids = relations.map(({ oid }) => oid);
  proxy = await startProxy({
    host: server.host,
    port: server.port,
    relations: oids,
    watch: createWatch({
      observer: database.observer,
      blocker: database.blocker,
      latecomer: database.latecomer,
      relations: oids,
      tables: relations.map(({ quoted }) => quoted),
      pause: () => sleep(2),
    }),
    observe: (observation) => observed.push(observation),
  });
});
afterEach(async () => {
  if (postgres === undefined) return;
  await proxy.close();
  await database.drop();
});

/** `how sql: table Mode …` */
const seen = () =>
  observed.map(
    ({ how, sql, locks, error }) =>
      `${how} ${sql}: ${error?.code ?? locks.map(({ relation, mode }) => `${names.get(relation)} ${mode}`).join(' ')}`,
  );

async function open(): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port: proxy.port,
    ...database.role,
    database: database.database,
  });
  await client.connect();
  return client;
}

/** A connection of which every byte is ours. */
async function raw() {
  const socket = connect(proxy.port, '127.0.0.1');
  await once(socket, 'connect');
  const parameters = Buffer.from(`user\0${database.role.user}\0database\0${database.database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + parameters.length, 0);
  head.writeUInt32BE(196608, 4);
  socket.write(Buffer.concat([head, parameters]));
  const reader = createReader(socket);
  /** Types of the messages up to one of a type. */
  const until = async (type: string) => {
    const words: string[] = [];
    for (;;) {
      const message = await reader.next();
      if (message === undefined) return [...words, 'gone'];
      words.push(wordOf(message));
      if (message.type === type) return words;
    }
  };
  await until('Z');
  return {
    say: (...parts: readonly Buffer[]) => socket.write(Buffer.concat([...parts])),
    until,
    end: () => socket.destroy(),
  };
}

function wordOf(message: Message): string {
  if (message.type === 'E') return `E${serverError(message).code}`;
  if (message.type === 'C') return `C${commandTag(message)}`;
  return message.type === 'Z' ? `Z${transactionStatus(message)}` : message.type;
}

const flush = Buffer.from([0x48, 0, 0, 0, 4]);
const done = (sql: string) => [parseMessage('', sql), bindMessage('', ''), executeMessage('')];

describe.skipIf(postgres === undefined)('a session', () => {
  it('statement by statement, with the locks of each', async () => {
    const client = await open();
    await client.query('ALTER TABLE a ADD COLUMN w int');
    await client.query('BEGIN');
    await client.query('LOCK TABLE a IN SHARE MODE');
    await client.query('SELECT $1::int', [1]);
    await client.query('ALTER TABLE a ADD COLUMN x int');
    await client.query('COMMIT');
    await client.query('CREATE INDEX CONCURRENTLY i ON a (v)');
    await expect(client.query('nonsense')).rejects.toThrow('syntax error');
    await client.end();
    expect(seen()).toEqual([
      'own ALTER TABLE a ADD COLUMN w int: a AccessExclusiveLock',
      'transaction LOCK TABLE a IN SHARE MODE: a ShareLock',
      'transaction SELECT $1::int: ',
      'transaction ALTER TABLE a ADD COLUMN x int: a AccessExclusiveLock',
      'transaction COMMIT: ',
      'alone CREATE INDEX CONCURRENTLY i ON a (v): a ShareUpdateExclusiveLock',
      'own nonsense: 42601',
    ]);
  });

  it('several statements at once', async () => {
    const client = await open();
    await client.query('ALTER TABLE a ADD COLUMN w int; ALTER TABLE b ADD COLUMN w int');
    await client.query("SET lock_timeout = '2s'; ALTER TABLE a ADD COLUMN x int");
    await client.query('BEGIN; LOCK TABLE a; COMMIT; LOCK TABLE b; SELECT 1').catch(() => {});
    const results = await client.query('BEGIN; LOCK TABLE a; COMMIT; BEGIN; LOCK TABLE b');
    expect(results).toHaveLength(5);
    await client.query('ROLLBACK; ALTER TABLE b ADD COLUMN x int');
    await client.end();
    expect(seen()).toEqual([
      'own ALTER TABLE a ADD COLUMN w int; ALTER TABLE b ADD COLUMN w int: a AccessExclusiveLock b AccessExclusiveLock',
      "own SET lock_timeout = '2s': ",
      'own ALTER TABLE a ADD COLUMN x int: a AccessExclusiveLock',
      'transaction LOCK TABLE a: a AccessExclusiveLock',
      'transaction COMMIT: ',
      'own LOCK TABLE b: b AccessExclusiveLock',
      'own SELECT 1: ',
      'transaction LOCK TABLE a: a AccessExclusiveLock',
      'transaction COMMIT: ',
      'transaction LOCK TABLE b: b AccessExclusiveLock',
      'transaction ROLLBACK: ',
      'own ALTER TABLE b ADD COLUMN x int: b AccessExclusiveLock',
    ]);
    expect(observed[2]?.lockTimeout).toBe(2000);
  });

  it('what says no to a transaction only while it runs', async () => {
    const client = await open();
    await client.query('CALL twice()');
    expect((await client.query('SELECT count(*)::int AS n FROM a')).rows).toEqual([{ n: 2 }]);
    await client.end();
    expect(seen()[0]).toMatch(/^alone CALL twice\(\): /);
  });

  it('what fails when it is committed', async () => {
    const client = await open();
    await expect(client.query('INSERT INTO b VALUES (1, 99)')).rejects.toThrow('foreign key');
    expect((await client.query('SELECT count(*)::int AS n FROM b')).rows).toEqual([{ n: 0 }]);
    await client.end();
  });

  it('a client that throws away all that its session has', async () => {
    const client = await open();
    await client.query('DISCARD ALL');
    await client.query('ALTER TABLE a ADD COLUMN w int');
    await client.end();
    expect(seen()).toEqual(['own ALTER TABLE a ADD COLUMN w int: a AccessExclusiveLock']);
  });

  it('two sessions with statements that have to wait', async () => {
    const [one, two] = [await open(), await open()];
    await Promise.all([one.query('VACUUM a'), two.query('CREATE INDEX CONCURRENTLY i ON b (a)')]);
    await one.end();
    await two.end();
    const [index, vacuum] = seen().toSorted();
    expect(index).toMatch(/^alone CREATE INDEX .* b ShareUpdateExclusiveLock$/);
    expect(vacuum).toMatch(/^alone VACUUM a: .*a ShareUpdateExclusiveLock$/);
  });

  it('prepares behind a Flush, and executes later', async () => {
    const client = await raw();
    client.say(parseMessage('s', 'ALTER TABLE a ADD COLUMN w int'), flush);
    expect(await client.until('1')).toEqual(['1']);
    client.say(bindMessage('', 's'), executeMessage(''), syncMessage());
    expect(await client.until('Z')).toEqual(['2', 'CALTER TABLE', 'ZI']);
    client.end();
    expect(seen()).toEqual(['own ALTER TABLE a ADD COLUMN w int: a AccessExclusiveLock']);
  });

  it('hides no statement behind a Flush', async () => {
    const client = await raw();
    client.say(...done('ALTER TABLE a ADD COLUMN w int'), flush);
    expect(await client.until('C')).toEqual(['1', '2', 'CALTER TABLE']);
    client.say(...done('CREATE INDEX CONCURRENTLY i ON a (v)'), flush);
    await client.until('C');
    client.say(...done('nonsense'), flush);
    expect(await client.until('E')).toEqual(['E42601']);
    client.say(...done('DROP TABLE b'), syncMessage());
    expect(await client.until('Z')).toEqual(['ZI']);
    client.say(queryMessage('SELECT FROM b'));
    expect((await client.until('Z')).at(-1)).toBe('ZI');
    client.end();
    expect(seen()).toEqual([
      'own ALTER TABLE a ADD COLUMN w int: a AccessExclusiveLock',
      'alone CREATE INDEX CONCURRENTLY i ON a (v): a ShareUpdateExclusiveLock',
      'own nonsense: 42601',
      'own SELECT FROM b: b AccessShareLock',
    ]);
  });

  it('copies rows in', async () => {
    const client = await raw();
    const data = (text: string) => {
      const head = Buffer.from([0x64, 0, 0, 0, 4 + text.length]);
      return Buffer.concat([head, Buffer.from(text)]);
    };
    const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);
    client.say(queryMessage('COPY a (id) FROM STDIN'));
    expect(await client.until('G')).toEqual(['G']);
    client.say(data('1\n2\n'), copyDone);
    expect(await client.until('Z')).toEqual(['CCOPY 2', 'ZI']);
    client.say(queryMessage('COPY a (id) FROM STDIN'));
    await client.until('G');
    client.say(data('x\n'), copyDone, queryMessage('SELECT 1'));
    expect(await client.until('Z')).toEqual(['E22P02', 'ZI']);
    expect((await client.until('Z')).at(-1)).toBe('ZI');
    client.end();
    expect(seen()[0]).toBe('own COPY a (id) FROM STDIN: a RowExclusiveLock');
  });

  it('says several things at once', async () => {
    const client = await raw();
    client.say(
      queryMessage('BEGIN'),
      queryMessage('LOCK TABLE a'),
      queryMessage('COMMIT'),
      ...done('SELECT 1'),
      syncMessage(),
    );
    const words = [
      await client.until('Z'),
      await client.until('Z'),
      await client.until('Z'),
      await client.until('Z'),
    ].flat();
    expect(words).toEqual([
      'CBEGIN',
      'ZT',
      'CLOCK TABLE',
      'ZT',
      'CCOMMIT',
      'ZI',
      '1',
      '2',
      'D',
      'CSELECT 1',
      'ZI',
    ]);
    client.end();
    expect(seen()[0]).toBe('transaction LOCK TABLE a: a AccessExclusiveLock');
  });

  it('goes away in the middle', async () => {
    const client = await raw();
    client.say(
      queryMessage('BEGIN'),
      queryMessage('LOCK TABLE a'),
      parseMessage('', 'SELECT').subarray(0, 7),
    );
    client.end();
    const next = await open();
    await next.query('ALTER TABLE a ADD COLUMN w int');
    await next.end();
    expect(seen().at(-1)).toBe('own ALTER TABLE a ADD COLUMN w int: a AccessExclusiveLock');
  });

  it('cannot end the sessions that watch it', async () => {
    const client = await open();
    await expect(
      client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
      ),
    ).rejects.toThrow('terminate');
    await client.query('ALTER TABLE a ADD COLUMN w int');
    await client.end();
    expect(seen().at(-1)).toBe('own ALTER TABLE a ADD COLUMN w int: a AccessExclusiveLock');
  });
});

it('what is no client of PostgreSQL is let go', async () => {
  if (postgres === undefined) return;
  const socket = connect(proxy.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await once(socket, 'close');
  expect(observed).toEqual([]);
});
