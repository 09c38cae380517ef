/** The workflows that are copied break none of the rules that the sketches break. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { WORKFLOW_RULES } from './rules.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const workflows = ['.github/workflows', 'action-templates'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => /(?:^|\/)workflows\/[^/]+\.yml$/.test(file)),
);

test.each(workflows)('%s', (file) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  expect(WORKFLOW_RULES.flatMap(({ check }) => check(text))).toEqual([]);
});

test('there are some', () => {
  expect(workflows.length).toBeGreaterThan(5);
});
