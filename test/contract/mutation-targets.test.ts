import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TARGETS } from '../mutation/targets.ts';

const ROOT = path.join(import.meta.dirname, '../..');

test('what is mutated, and the tests that must see it, are there', () => {
  const named = TARGETS.flatMap(({ file, tests }) => [file, ...tests]);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});
