import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FAILURE_CODES } from '../src/failure-codes.ts';

const SOURCES = path.join(import.meta.dirname, '../src');

test('the list of failure codes is the one that is used', async () => {
  const used = new Set<string>();
  for (const name of await readdir(SOURCES, { recursive: true })) {
    if (!name.endsWith('.ts') || name === 'failure-codes.ts') continue;
    const source = await readFile(path.join(SOURCES, name), 'utf8');
    for (const [, code = ''] of source.matchAll(/'(registry\/[a-z-]+)'/g)) used.add(code);
    // Every failure has one.
    const made = source.match(/(?:configuration|remote)Failure\(\{/g)?.length ?? 0;
    expect(source.match(/(?:Failure\(\{\s*code\b)/g)?.length ?? 0, name).toBe(made);
  }
  expect([...used].toSorted()).toEqual([...FAILURE_CODES].toSorted());
});
