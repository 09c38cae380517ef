import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { appendSummary } from '../src/summary.ts';
import { createTemporaryFolder, temporaryRoot } from '../src/temporary-folder.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));

test('temporary folders lie where the runner empties them', async () => {
  expect(temporaryRoot({ RUNNER_TEMP: folder })).toBe(folder);
  expect(temporaryRoot({ RUNNER_TEMP: '' })).toBe(os.tmpdir());
  const made = await createTemporaryFolder({ RUNNER_TEMP: folder }, 'reports');
  expect(path.dirname(made)).toBe(folder);
  expect(path.basename(made)).toMatch(/^sealift-reports-\w{6}$/);
  expect((await stat(made)).mode & 0o777).toBe(0o700);
});

describe('summary', () => {
  const LIMIT = 1024 * 1024;
  const notices: string[] = [];
  const log = { notice: (message: string) => void notices.push(message) };

  test('parts stand below each other', async () => {
    const file = path.join(folder, 'summary');
    await appendSummary(file, 'one', log);
    await appendSummary(file, 'two', log);
    expect(await readFile(file, 'utf8')).toBe('one\ntwo\n');
  });

  test('without a file nothing is written', async () => {
    await appendSummary(undefined, 'one', log);
    await appendSummary('', 'one', log);
    expect(notices).toEqual([]);
  });

  test('exactly as much as GitHub shows, and not a byte more', async () => {
    const file = path.join(folder, 'large');
    // Umlauts have two bytes.
    await writeFile(file, 'x'.repeat(LIMIT - 3));
    await appendSummary(file, 'ü', log);
    expect((await stat(file)).size).toBe(LIMIT);
    expect(notices).toEqual([]);
    await appendSummary(file, '', log);
    expect((await stat(file)).size).toBe(LIMIT);
    expect(notices).toHaveLength(1);
  });
});

test("the system's clock sleeps until it is woken", async () => {
  const before = systemClock.now();
  await systemClock.sleep(1);
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  const controller = new AbortController();
  const sleeping = systemClock.sleep(60_000, controller.signal);
  controller.abort();
  await expect(sleeping).rejects.toMatchObject({ name: 'AbortError' });
});
