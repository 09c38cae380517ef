import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimLayoutFolder } from '../src/layout-folder.ts';

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), 'sealift-layouts-'));
});
afterEach(() => rm(temporary, { recursive: true, force: true }));

test('builds of one job have a folder each, also those that run at once', async () => {
  const env = { RUNNER_TEMP: temporary };
  const first = await claimLayoutFolder(undefined, '/ws', env);
  const others = await Promise.all(Array.from({ length: 4 }, () => claimLayoutFolder(undefined, '/ws', env)));
  expect(first).toBe(path.join(temporary, 'layout'));
  expect(others.toSorted()).toEqual([2, 3, 4, 5].map((count) => path.join(temporary, `layout-${count}`)));
});

test('the folder that was asked for is not made', async () => {
  const folder = await claimLayoutFolder('out/layout', temporary, {});
  expect(folder).toBe(path.join(temporary, 'out', 'layout'));
  expect(existsSync(folder)).toBe(false);
});
