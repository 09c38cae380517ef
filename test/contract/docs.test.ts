import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { troubleshootingUrl } from '@sealift/action-kit/troubleshooting';
import type { FailureCode } from '@sealift/core/failure';
import { expect, it, test } from 'vitest';

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

/** What GitHub names a heading: https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = '']) => id));
  const seen = new Map<string, number>();
  for (const [, heading = ''] of text.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = heading
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/<[^>]+>/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return anchors;
}

const OWN_PAGE = /https:\/\/github\.com\/sealift\/sealift\/blob\/[^/\s]+\/([^)#\s"'`]+\.md)/;

const templates = globSync('action-templates/**/*.md', { cwd: root });

it.each([...pages, ...templates])('%s links only to headings that are there', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#\s]*)#([^)\s]+)\)/g)];
  const missing = links.filter(([, to = '', anchor = '']) => {
    const own = OWN_PAGE.exec(to)?.[1];
    if (own === undefined && /^[a-z]+:/.test(to)) return false;
    const file = own === undefined ? path.resolve(root, path.dirname(page), to) : path.join(root, own);
    const target = to === '' ? path.join(root, page) : file;
    return target.endsWith('.md') && !anchorsOf(target).has(anchor);
  });
  expect(missing.map(([link]) => link)).toEqual([]);
});

/** Sources, action files, workflows and templates name headings of pages in texts that people read. */
const NAMING = globSync(
  [
    '{packages,actions}/*/src/**/*.ts',
    'actions/*/action.yml',
    'action.yml',
    '.github/workflows/*.yml',
    'action-templates/**/*.{md,yml,yaml}',
    'schemas/*.json',
    'scripts/**/*.ts',
  ],
  { cwd: root },
);

it('sources, action files and templates name only headings that are there', () => {
  const named = NAMING.flatMap((file) =>
    [
      ...readFileSync(path.join(root, file), 'utf8').matchAll(
        /\b((?:docs|actions|packages)\/[A-Za-z0-9/_-]+\.md)#([A-Za-z0-9_-]+)/g,
      ),
    ].map(([, page = '', anchor = '']) => ({ file, page, anchor })),
  );
  expect(
    named.filter(
      ({ page, anchor }) =>
        !existsSync(path.join(root, page)) || !anchorsOf(path.join(root, page)).has(anchor),
    ),
  ).toEqual([]);
});

test.each([
  ['## One `code` word', 'one-code-word'],
  ['### "trust", and who writes it: a list', 'trust-and-who-writes-it-a-list'],
  ['# A [link](there.md) & more', 'a-link--more'],
])('the anchor of "%s"', (heading, anchor) => {
  const page = path.join(mkdtempSync(path.join(tmpdir(), 'anchors-')), 'page.md');
  writeFileSync(page, `${heading}\n\ntext\n\n${heading}\n`);
  expect([...anchorsOf(page)]).toEqual([anchor, `${anchor}-1`]);
});

it('every failure links to its entry', async () => {
  const anchors = anchorsOf(path.join(root, 'docs/troubleshooting.md'));
  const lists = globSync('{packages,actions}/*/src/failure-codes.ts', { cwd: root }).filter(
    (file) => !/packages\/(?:testing|fake-github)\//.test(file),
  );
  const codes = await Promise.all(
    lists.map(
      async (file) =>
        ((await import(path.join(root, file))) as { readonly FAILURE_CODES: readonly FailureCode[] })
          .FAILURE_CODES,
    ),
  );
  const env = {};
  expect(
    codes.flat().filter((code) => !anchors.has(troubleshootingUrl(code, env).split('#')[1] ?? '')),
  ).toEqual([]);
});
