import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { databaseProblem } from '../../src/trivy/database-content.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** Written by bbolt 1.4.3. */
const fixture = async (name: string): Promise<Buffer> =>
  gunzipSync(await readFile(path.join(import.meta.dirname, 'fixtures/databases', `${name}.db.gz`)));

const problemOf = async (bytes: Uint8Array): Promise<string | undefined> => {
  const file = path.join(folder, 'trivy.db');
  await writeFile(file, bytes);
  return databaseProblem('vulnerabilities', file);
};

it.each(['small', 'large'])(
  '%s: an advisory is seen, in a branch of pages and in a page inside a value',
  async (name) => {
    expect(await problemOf(await fixture(name))).toBeUndefined();
  },
);

it.each([
  ['empty', 'not a single advisory'],
  ['buckets-only', 'not a single advisory'],
  ['no-advisories', 'not a single advisory'],
  ['foreign', 'not a single advisory'],
  ['no-details', 'names no vulnerabilities'],
])('%s: refused', async (name, words) => {
  expect(await problemOf(await fixture(name))).toContain(words);
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(65_536)],
  ['text', Buffer.from('database '.repeat(5000))],
  ['SQLite', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192)])],
])('%s is no database', async (_, bytes) => {
  expect(await problemOf(bytes)).toContain('not a vulnerability database');
});

it('a download that was cut off is no database', async () => {
  const file = path.join(folder, 'trivy.db');
  await writeFile(file, await fixture('large'));
  await truncate(file, 2_000_000);
  expect(await databaseProblem('vulnerabilities', file)).toContain('only part of one');
});

it('a Java database is told by its first bytes', async () => {
  const file = path.join(folder, 'trivy-java.db');
  await writeFile(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192)]));
  expect(await databaseProblem('java', file)).toBeUndefined();
  await writeFile(file, 'SQLite');
  expect(await databaseProblem('java', file)).toContain('not a Java database');
});

it('property: bytes changed at random end in an answer, soon', async () => {
  const small = await fixture('small');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
      async (changes) => {
        const bytes = Buffer.from(small);
        for (const [at, value] of changes) bytes[at] = value;
        const problem = await problemOf(bytes);
        expect(problem === undefined || typeof problem === 'string').toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});
