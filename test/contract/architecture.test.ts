import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');

/** `file`: `name` */
const stations = [
  ...page.matchAll(/`((?:packages|actions)\/[^`]+\.(?:ts|yml))`(?::(?:\s+the input)?\s+`([A-Za-z]+)`)?/g),
].map(([, file = '', name]) => ({ file, name }));

it.each(stations)('$file is there, and says $name', ({ file, name }) => {
  expect(existsSync(path.join(root, file))).toBe(true);
  const text = readFileSync(path.join(root, file), 'utf8');
  if (name !== undefined) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
});

it('shows every package', () => {
  for (const name of readdirSync(path.join(root, 'packages'))) expect(page).toContain(`packages/${name}/`);
});

it('explains at most fifteen words', () => {
  const [, glossary = ''] = /## Glossary\n([\s\S]*?)\n## /.exec(page) ?? [];
  expect(glossary.match(/^\| (?!Word|---)/gm)?.length).toBeLessThanOrEqual(15);
});
