import { cp, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Failure } from '@sealift/core/failure';
import { memoryLog } from '@sealift/testing/log';
import { describe, expect, it } from 'vitest';
import type { Exec } from '../../src/exec.ts';
import { type DatabaseOptions, databaseAtHand, ensureDatabase } from '../../src/trivy/database.ts';
import { trivyReason } from '../../src/trivy/reason.ts';
import { createClock, downloads, ended, HOUR, NOW, temporaryFolder } from './fakes.ts';

const log = (name: string) => readFile(path.join(import.meta.dirname, 'fixtures', name), 'utf8');

async function setUp(exec: Exec, change: Partial<Pick<DatabaseOptions, 'env' | 'maxAge'>> = {}) {
  const cache = await temporaryFolder();
  const options = {
    trivy: '/tools/trivy',
    exec,
    env: { RUNNER_TOOL_CACHE: cache, GITHUB_TOKEN: 'secret', TRIVY_IGNORE_UNFIXED: 'true' },
    log: memoryLog(),
    clock: createClock(),
    repositories: ['first/db:2', 'second/db:2'],
    ...change,
  };
  return {
    ...options,
    folder: path.join(cache, 'sealift', 'trivy-db'),
    get: (exec2?: Exec) =>
      ensureDatabase('vulnerabilities', exec2 === undefined ? options : { ...options, exec: exec2 }),
  };
}

const failure = async (work: Promise<unknown>): Promise<Failure> => {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Failure);
  return thrown as Failure;
};

describe('on an empty machine', () => {
  it('downloads once, and the next one uses it', async () => {
    const exec = downloads({ 'first/db:2': NOW - HOUR });
    const { get, folder } = await setUp(exec);
    const database = await get();
    expect(database).toMatchObject({ version: 2, updatedAt: NOW - HOUR });
    expect(await readdir(database.directory)).toEqual(['metadata.json', 'source.json', 'trivy.db']);
    expect(await get()).toEqual(database);
    expect(exec.asked).toEqual(['first/db:2']);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('downloads once for parallel jobs', async () => {
    const exec = downloads({ 'first/db:2': NOW - HOUR });
    const { get } = await setUp(exec);
    const all = await Promise.all([get(), get(), get(), get()]);
    expect(new Set(all.map(({ directory }) => directory)).size).toBe(1);
    expect(exec.asked).toHaveLength(1);
  });

  it('goes on to the second registry after any failure of the first', async () => {
    const exec = downloads({ 'second/db:2': NOW - HOUR });
    const { get, clock } = await setUp(exec);
    await get();
    expect(exec.asked).toEqual(['first/db:2', 'second/db:2']);
    expect(clock.slept).toEqual([]);
  });

  it('without any database fails, after three rounds of what may pass', async () => {
    const busy = ended(1, await log('download-429.log'));
    const exec = downloads({ 'first/db:2': busy, 'second/db:2': busy });
    const { get, folder, clock } = await setUp(exec);
    const { category: code, message } = await failure(get());
    expect(code).toBe('remote');
    expect(message).toContain('could not be downloaded');
    expect(message).toContain('TOOMANYREQUESTS');
    expect(exec.asked).toHaveLength(6);
    expect(clock.slept).toHaveLength(2);
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not ask again where asking does not help', async () => {
    const exec = downloads({});
    expect((await failure((await setUp(exec)).get())).category).toBe('remote');
    expect(exec.asked).toHaveLength(2);
  });

  it('asks again where there was no answer in time', async () => {
    const late = { ...ended(1), timedOut: true };
    const exec = downloads({ 'first/db:2': late, 'second/db:2': late });
    expect((await failure((await setUp(exec)).get())).message).toContain('no answer within 10 minutes');
    expect(exec.asked).toHaveLength(6);
  });

  it('hands on what stops the job, where there is such a thing', async () => {
    const { signal } = new AbortController();
    const seen: unknown[] = [];
    const inner = downloads({ 'first/db:2': NOW });
    const exec: Exec = (file, args, options) => {
      seen.push(options.signal);
      return inner(file, args, options);
    };
    await ensureDatabase('vulnerabilities', { ...(await setUp(exec)), signal });
    expect(seen).toEqual([signal]);
  });

  it('does not take something else for a database', async () => {
    for (const content of ['', '{}', '{"Version":1,"UpdatedAt":"2026-06-10T00:00:00Z"}', '{"Version":2}']) {
      let asked = 0;
      const exec: Exec = async (_, args) => {
        asked += 1;
        const folder = path.join(args[args.indexOf('--cache-dir') + 1] ?? '', 'db');
        await mkdir(folder);
        await writeFile(path.join(folder, 'trivy.db'), 'x');
        await writeFile(path.join(folder, 'metadata.json'), content);
        return ended(0);
      };
      expect((await failure((await setUp(exec)).get())).message, content).toMatch(
        /is not a vulnerability database|its schema is 1, and only 2 is known/,
      );
      // Each registry once: it will not serve another thing in ten seconds.
      expect(asked).toBe(2);
    }
  });

  it.each([
    ['empty', NOW, 'not a single advisory'],
    ['buckets-only', NOW, 'not a single advisory'],
    ['foreign', NOW, 'not a single advisory'],
    ['small', Date.parse('2099-01-01T00:00:00Z'), 'made in the future (2099-01-01'],
  ])('%s, of %s: an error, and never no findings', async (name, made, words) => {
    const bytes = gunzipSync(
      await readFile(path.join(import.meta.dirname, 'fixtures/databases', `${name}.db.gz`)),
    );
    const exec = downloads({ 'first/db:2': made, 'second/db:2': made }, bytes);
    const { get, folder } = await setUp(exec);
    const { code, message } = await failure(get());
    expect(exec.asked).toHaveLength(2);
    expect(code).toBe('trivy/no-database');
    expect(message).toContain(words);
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes on to the second registry when the first serves what cannot be used', async () => {
    const exec = downloads({ 'first/db:2': Date.parse('2099-01-01T00:00:00Z'), 'second/db:2': NOW });
    expect(await (await setUp(exec)).get()).toMatchObject({ repository: 'second/db:2', updatedAt: NOW });
  });

  it('is at hand when nobody need be asked: fresh, and of a registry that is configured here', async () => {
    const { get, exec: _, ...options } = await setUp(downloads({ 'first/db:2': NOW - HOUR }));
    const atHand = (change = {}) => databaseAtHand('vulnerabilities', { ...options, ...change });
    expect(await atHand()).toBeUndefined();
    const database = await get();
    expect(await atHand()).toEqual(database);
    expect(await atHand({ repositories: ['other/db:2'] })).toBeUndefined();
    const at = (now: number) => ({ clock: { now: () => now, sleep: async () => {} } });
    expect(await atHand(at(NOW + 24 * HOUR))).toBeUndefined();
  });

  it('does not take what another job got from a registry that is not configured here', async () => {
    const { get, exec: _, ...options } = await setUp(downloads({ 'first/db:2': NOW }));
    await get();
    const exec = downloads({ 'other/db:2': NOW - HOUR });
    const own = await ensureDatabase('vulnerabilities', { ...options, exec, repositories: ['other/db:2'] });
    expect(own).toMatchObject({ repository: 'other/db:2', updatedAt: NOW - HOUR });
    expect((await get(downloads({}))).repository).toBe('first/db:2');
  });

  it('does not take a folder that lies in the cache and says of itself that it is made in 2099', async () => {
    const { get, folder } = await setUp(downloads({ 'first/db:2': NOW }));
    const { directory } = await get();
    const planted = path.join(folder, '4070908800000-planted');
    await cp(directory, planted, { recursive: true });
    await writeFile(
      path.join(planted, 'metadata.json'),
      JSON.stringify({ Version: 2, UpdatedAt: '2099-01-01T00:00:00Z' }),
    );
    expect((await get(downloads({}))).directory).toBe(directory);
  });

  it('hands no secret and no setting of the job to Trivy', async () => {
    const seen: unknown[] = [];
    const inner = downloads({ 'first/db:2': NOW });
    const exec: Exec = (file, args, options) => {
      seen.push(Object.keys(options.env));
      return inner(file, args, options);
    };
    await (await setUp(exec)).get();
    expect(seen).toEqual([['TMPDIR']]);
  });
});

describe('age', () => {
  it('12 hours old: refreshed', async () => {
    const { get } = await setUp(downloads({ 'first/db:2': NOW - 13 * HOUR }));
    await get();
    const exec = downloads({ 'first/db:2': NOW - HOUR });
    expect((await get(exec)).updatedAt).toBe(NOW - HOUR);
    expect(exec.asked).toHaveLength(1);
  });

  it('old and not to be refreshed: used, with a warning', async () => {
    const { get, log } = await setUp(downloads({ 'first/db:2': NOW - 100 * HOUR }));
    await get();
    expect((await get(downloads({}))).updatedAt).toBe(NOW - 100 * HOUR);
    expect(log.lines.filter((line) => line.startsWith('warning'))).toHaveLength(1);
  });

  it('too old and not to be refreshed: a failure', async () => {
    const { get, clock } = await setUp(downloads({ 'first/db:2': NOW - 160 * HOUR }));
    await get();
    await clock.sleep(10 * HOUR);
    const { category: code, message } = await failure(get(downloads({})));
    expect(code).toBe('remote');
    expect(message).toContain('older than the 168 hours allowed');
  });

  it('a registry that serves only what is too old: a failure', async () => {
    const { get } = await setUp(downloads({ 'first/db:2': NOW - 50 * HOUR }), { maxAge: 48 });
    expect((await failure(get())).message).toContain('older than the 48 hours allowed');
  });

  it('keeps the two newest', async () => {
    const { get, folder } = await setUp(downloads({ 'first/db:2': NOW - 150 * HOUR }));
    await get();
    for (const age of [120, 90, 60]) await get(downloads({ 'first/db:2': NOW - age * HOUR }));
    expect((await readdir(folder)).map((name) => name.split('-')[0]).toSorted()).toEqual(
      [NOW - 90 * HOUR, NOW - 60 * HOUR].map(String),
    );
  });
});

it('a lock whose holder has died is taken over, a living one is waited for', async () => {
  const exec = downloads({ 'first/db:2': NOW });
  const { get, folder, clock } = await setUp(exec);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '.lock'), 'somebody');
  await utimes(path.join(folder, '.lock'), NOW / 1000, NOW / 1000);
  await get();
  const waited = clock.slept.reduce((sum, one) => sum + one, 0);
  expect(waited).toBeGreaterThan(29_000);
  expect(waited).toBeLessThan(32_000);
  expect(await readdir(folder)).toHaveLength(1);
});

it('a machine whose tool cache cannot be written uses the next place', async () => {
  const home = await temporaryFolder();
  const blocked = path.join(home, 'file');
  await writeFile(blocked, '');
  const { get } = await setUp(downloads({ 'first/db:2': NOW }), {
    env: { RUNNER_TOOL_CACHE: blocked, HOME: home },
  });
  expect((await get()).directory).toContain(path.join(home, '.cache', 'sealift'));
});

describe('what Trivy says, on one line', () => {
  it.each([
    ['download-unknown.log', /^GET http:.*MANIFEST_UNKNOWN: manifest unknown; unknown tag=3$/],
    ['download-refused.log', /connection refused$/],
    ['download-429.log', /TOOMANYREQUESTS: retry-after: 1\.2s, allowed: 44000\/minute$/],
    ['no-database.log', /--skip-db-update cannot be specified on the first run$/],
    ['no-java-database.log', /Unable to initialize the Java DB/],
    ['no-java-database-debug.log', /--skip-java-db-update' cannot be specified on the first run$/],
    ['damaged-layout.log', /no such file or directory$/],
    ['damaged-layer.log', /unexpected EOF$/],
  ])('%s', async (name, expected) => {
    const reason = trivyReason(await log(name));
    expect(reason).toMatch(expected);
    expect(reason).not.toMatch(/\n|FATAL|INFO/);
  });
  it('nothing', () => expect(trivyReason('')).toBe('it ended without a message'));
});

it('a log of one long number, or of anything else that repeats, is read in linear time', () => {
  for (const piece of [
    '1',
    ' ',
    '1 errors occurred: * ',
    'scan error: ',
    'OCI artifact error: ',
    '\tFATAL\t',
    '\u001b[1m',
    '  - ',
  ]) {
    const start = performance.now();
    trivyReason(piece.repeat(Math.ceil(1_000_000 / piece.length)));
    expect([piece, performance.now() - start < 1500]).toEqual([piece, true]);
  }
});
