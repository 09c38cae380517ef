import os from 'node:os';
import { expect, test } from 'vitest';
import { rareGarbageCollection } from '../src/garbage-collection.ts';

test('half of the memory is the limit', () => {
  expect(rareGarbageCollection(2 ** 31 + 1)).toEqual({ GOGC: '400', GOMEMLIMIT: String(2 ** 30) });
});

test('never more than this machine has', () => {
  const limit = Number(rareGarbageCollection()['GOMEMLIMIT']);
  expect(limit).toBeGreaterThan(0);
  expect(limit).toBeLessThanOrEqual(os.totalmem() / 2);
});
