/**
 * How much of each package its own tests run, so that a fault shows in seconds and not in the end-to-end suite.
 *
 *   npm run coverage -- [name of a package or action …]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);
/** Percent of lines. */
const LEAST = 85;
/** Doubles for tests: nothing ships of it, and the tests that use them run it. */
const EXEMPT = 'packages/testing';

type Covered = { readonly lines: { readonly pct: number } };
type Row = { readonly folder: string; readonly percent: number; readonly uncovered: readonly string[] };

const asked = process.argv.slice(2);
const folders = ['packages', 'actions']
  .flatMap((parent) => readdirSync(path.join(ROOT, parent)).map((name) => `${parent}/${name}`))
  .filter((folder) => folder !== EXEMPT && existsSync(path.join(ROOT, folder, 'src')))
  .filter((folder) => asked.length === 0 || asked.includes(folder) || asked.includes(path.basename(folder)));

const rows = folders.map(measure);
const width = Math.max(...rows.map(({ folder }) => folder.length));
const say = (line: string) => process.stdout.write(`${line}\n`);
say(`${'package'.padEnd(width)} | lines % | files below ${LEAST} %`);
for (const { folder, percent, uncovered } of rows)
  say(`${folder.padEnd(width)} | ${percent.toFixed(1).padStart(7)} | ${uncovered.join(', ')}`);
process.exitCode = rows.every(({ percent }) => percent >= LEAST) ? 0 : 1;

function measure(folder: string): Row {
  const report = mkdtempSync(path.join(os.tmpdir(), 'sealift-coverage-'));
  try {
    const run = spawnSync(
      process.execPath,
      [
        '--conditions=source',
        path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
        'run',
        `${folder}/test/`,
        '--passWithNoTests',
        '--coverage.enabled',
        `--coverage.include=${folder}/src/**`,
        '--coverage.reporter=json-summary',
        `--coverage.reportsDirectory=${report}`,
        '--reporter=dot',
      ],
      { cwd: ROOT, encoding: 'utf8' },
    );
    if (run.status !== 0) throw new Error(`The tests of ${folder} fail:\n${run.stdout}\n${run.stderr}`);
    return rowOf(folder, path.join(report, 'coverage-summary.json'));
  } finally {
    rmSync(report, { recursive: true, force: true });
  }
}

function rowOf(folder: string, summary: string): Row {
  const files = JSON.parse(readFileSync(summary, 'utf8')) as Readonly<Record<string, Covered>>;
  return {
    folder,
    percent: files['total']?.lines.pct ?? 0,
    uncovered: Object.entries(files)
      .filter(([file, { lines }]) => file !== 'total' && lines.pct < LEAST)
      .map(([file, { lines }]) => `${path.relative(path.join(ROOT, folder, 'src'), file)} ${lines.pct}`),
  };
}
