import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { differences } from '../../scripts/bundle-differences.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** The one that is built fastest. */
const ACTION = 'publish';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Builds the bundle anew, in memory, and compares it with the one in the folder. */
const check = (dist: string) =>
  spawnSync(
    process.execPath,
    [
      '--conditions=source',
      '--disable-warning=ExperimentalWarning',
      path.join(root, 'scripts/build.ts'),
      '--check',
      `--dist=${dist}`,
      ACTION,
    ],
    { cwd: root, encoding: 'utf8' },
  );

it('a bundle that is built anew has the committed bytes', { timeout: 60_000 }, () => {
  const { status, stdout, stderr } = check('dist');
  expect(stdout + stderr).toBe('dist/ matches the sources (1 bundles).\n');
  expect(status).toBe(0);
});

it('one changed bit in a committed bundle fails the check', { timeout: 60_000 }, () => {
  const dist = mkdtempSync(path.join(tmpdir(), 'sealift-dist-'));
  folders.push(dist);
  cpSync(path.join(root, 'dist', ACTION), path.join(dist, ACTION), { recursive: true });
  const file = path.join(dist, ACTION, 'index.js');
  const bytes = readFileSync(file);
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const { status, stdout } = check(dist);
  expect(stdout).toBe(`dist/${ACTION}: index.js differs\nRun "npm run build" and commit dist/.\n`);
  expect(status).toBe(1);
});

it('a file without bytes is there or not', () => {
  const empty = new Map([['empty.txt', Buffer.alloc(0)]]);
  expect(differences(empty, new Map())).toEqual(['empty.txt is missing']);
  expect(differences(new Map(), empty)).toEqual(['empty.txt is stale']);
  expect(differences(empty, new Map(empty))).toEqual([]);
});
