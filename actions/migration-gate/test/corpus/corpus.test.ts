import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findEngines } from '@sealift/engines/find';
import { afterAll, describe, expect, it } from 'vitest';
import { startPostgres } from '../postgres.ts';
import { CASES } from './cases.ts';
import { type Measured, measure } from './measure.ts';
import { renderTable } from './table.ts';

const RECORD = path.join(import.meta.dirname, 'recorded.json');
const PAGE = path.resolve(import.meta.dirname, '../../../../docs/migrations.md');
const MARKS = ['<!-- corpus -->\n', '\n<!-- /corpus -->'] as const;
const recording = process.env['RECORD'] === 'true';

type Recorded = { readonly postgres: number; readonly cases: Record<string, Measured> };
const recorded: Recorded = recording
  ? { postgres: 0, cases: {} }
  : (JSON.parse(await readFile(RECORD, 'utf8')) as Recorded);

const engines = findEngines(['squawk']);
const postgres = await startPostgres();
afterAll(async () => {
  await postgres?.stop();
  if (!recording) return;
  const [before = '', rest = ''] = (await readFile(PAGE, 'utf8')).split(MARKS[0]);
  const [, after = ''] = rest.split(MARKS[1]);
  await writeFile(PAGE, `${before}${MARKS[0]}${renderTable(recorded.cases)}${MARKS[1]}${after}`);
});

it('records every migration of the corpus', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(40);
  if (!recording) expect(Object.keys(recorded.cases)).toEqual(CASES.map(({ name }) => name));
});

it('shows them in the guide', async () => {
  const page = await readFile(PAGE, 'utf8');
  const [before, rest = ''] = page.split(MARKS[0]);
  const [table, after] = rest.split(MARKS[1]);
  if (recording) return;
  expect(table).toBe(renderTable(recorded.cases));
  expect(before + (after ?? '')).toContain('PostgreSQL 15');
});

describe.skipIf(postgres === undefined)('PostgreSQL is seen to do', () => {
  it.each(CASES)('$name', { timeout: 60_000 }, async (each) => {
    if (postgres === undefined) return;
    const measured = await measure(each, postgres.url, engines?.squawk);
    if (recording) {
      recorded.cases[each.name] = measured;
      const text = JSON.stringify({ postgres: postgres.version, cases: recorded.cases }, null, 2);
      await writeFile(RECORD, `${text}\n`);
      return;
    }
    const expected = recorded.cases[each.name];
    // Without squawk its opinion is not compared; another version of PostgreSQL may lock less.
    const { squawk: _, ...rest } = measured;
    if (postgres.version === recorded.postgres)
      expect(rest).toEqual({ statements: expected?.statements, gate: expected?.gate });
    if (engines !== undefined) expect(measured.squawk).toEqual(expected?.squawk);
  });
});
