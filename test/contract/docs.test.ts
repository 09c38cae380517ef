import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(
    (file) => `docs/${file}`,
  ),
  ...['packages', 'actions'].flatMap((parent) =>
    readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}/README.md`),
  ),
].filter((page) => page.endsWith('.md') && existsSync(path.join(root, page)));

/** A path that stands in a sentence may end with its full stop. */
const exists = (name: string) =>
  [name, name.replace(/\.$/, ''), `${name}.ts`].some((candidate) => existsSync(path.join(root, candidate)));

it.each(pages)('%s names only files that are there', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8');
  const named = [...text.matchAll(/\b(?:packages\/[a-z-]+|test\/[a-z]+|scripts)\/[A-Za-z0-9/_.-]+/g)].map(
    ([name]) => name,
  );
  expect(named.filter((name) => !exists(name))).toEqual([]);
});

it.each(pages)('%s links only to pages that are there', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(path.resolve(root, path.dirname(page), link)))).toEqual([]);
});

it.each(readdirSync(path.join(root, 'packages')))(
  'packages/%s says in about ten lines what it is',
  (name) => {
    const text = readFileSync(path.join(root, 'packages', name, 'README.md'), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(16);
  },
);
