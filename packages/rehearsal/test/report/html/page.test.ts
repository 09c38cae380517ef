import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/report/evidence.ts';
import { renderReport } from '../../../src/report/html/page.ts';
import { sampleCanary, sampleEvidence, samplePhases } from '../sample.ts';
import { attribute, type Element, readDocument, within, wordsOf } from './document.ts';

const made = new Date('2026-01-02T03:04:05Z');
const full: Evidence = {
  ...sampleEvidence,
  phases: samplePhases,
  canaries: [sampleCanary],
  node: 'pretended',
};
const read = (evidence: Evidence) => readDocument(renderReport(evidence, { made }));
const named = (elements: readonly Element[], tagName: string) =>
  elements.filter((element) => element.tagName === tagName);
const headings = (elements: readonly Element[]) =>
  elements.filter(({ tagName }) => /^h[1-6]$/.test(tagName)).map((one) => [one.tagName, wordsOf(one).trim()]);

const EMPTY: Evidence = {
  ...sampleEvidence,
  ...{ releases: [], pullRequest: undefined, assertions: [], jobs: [], summaries: {}, engines: {} },
  ...{ unusedPermissions: {}, durations: {}, slowestSteps: [] },
};
const FAILED: Evidence = {
  ...{ ...EMPTY, success: false },
  failure: { job: 'api / Build', step: 'scan', reason: '1 critical vulnerability\nin openssl' },
};

describe('the structure', () => {
  const { elements, errors } = read(full);

  it('is what the HTML standard asks for', () => {
    expect(errors).toEqual([]);
    expect(attribute(named(elements, 'html')[0] as Element, 'lang')).toBe('en');
  });

  it('has one title, and no level of headings is left out', () => {
    const levels = headings(elements).map(([name = '']) => Number(name[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('leads to every part that there is, by ids that exist once', () => {
    const ids = elements.flatMap((element) => attribute(element, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const [nav] = named(elements, 'nav');
    const links = within(nav as Element, 'a').map((link) => attribute(link, 'href')?.slice(1));
    expect(links).toEqual(named(elements, 'section').map((section) => attribute(section, 'id')));
    expect(links).toEqual([
      'releases',
      'timeline',
      'canaries',
      'pull-request',
      'evidence',
      'jobs',
      'engines',
    ]);
    for (const section of named(elements, 'section'))
      expect(ids).toContain(attribute(section, 'aria-labelledby'));
  });

  it('names each table and each column, and each drawing', () => {
    const tables = named(elements, 'table').filter(
      // Those of Markdown are their writers'.
      (table) =>
        !named(elements, 'div').some(
          (div) => attribute(div, 'class') === 'markdown' && within(div, 'table').includes(table),
        ),
    );
    expect(tables.length).toBeGreaterThanOrEqual(5);
    for (const table of tables) {
      expect(within(table, 'caption')).toHaveLength(1);
      expect(
        within(table, 'th').every((cell) =>
          ['col', 'row', 'rowgroup'].includes(attribute(cell, 'scope') ?? ''),
        ),
      ).toBe(true);
    }
    for (const drawing of named(elements, 'svg').filter((svg) => attribute(svg, 'role') === 'img')) {
      expect(attribute(drawing, 'aria-label')).not.toBe('');
      expect(within(drawing, 'title').length).toBeGreaterThanOrEqual(1);
    }
  });

  it('loads nothing, runs nothing and sends nothing', () => {
    const policy = elements.find((element) => attribute(element, 'http-equiv') === 'Content-Security-Policy');
    expect(attribute(policy as Element, 'content')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'$/,
    );
    const names = new Set(elements.map(({ tagName }) => tagName));
    for (const name of ['script', 'link', 'img', 'iframe', 'object', 'embed', 'form', 'base', 'image', 'use'])
      expect(names).not.toContain(name);
    for (const element of elements)
      for (const { name, value } of element.attrs) {
        expect(name).not.toMatch(/^on|^style$|^src/);
        if (name === 'href') expect(value).toMatch(/^#|^https:/);
      }
    expect(wordsOf(named(elements, 'style')[0] as Element)).not.toMatch(/@import|url\(/);
  });
});

describe('what it says', () => {
  const words = (evidence: Evidence) => wordsOf(named(read(evidence).elements, 'body')[0] as Element);

  it('of a run in which everything holds', () => {
    expect(headings(read(EMPTY).elements)[0]?.[1]).toMatch(/Everything holds$/);
    expect(words(EMPTY)).toContain('Nothing was released.');
    expect(words(EMPTY)).not.toContain('deployed to');
    expect(words(full)).toContain('deployed to a pretended node, which runs nothing');
    expect(read(EMPTY).errors).toEqual([]);
  });

  it('of a run that failed', () => {
    const text = words(FAILED);
    expect(headings(read(FAILED).elements)[0]?.[1]).toMatch(/The pipeline failed$/);
    expect(text).toContain('In the job api / Build, step scan:');
    expect(text).toContain('1 critical vulnerability\nin openssl');
  });

  it('of a run whose evidence does not hold: what, and who says so', () => {
    const { elements } = read({ ...full, success: false });
    expect(headings(elements)[0]?.[1]).toMatch(/2 claims do not hold$/);
    const [list] = named(elements, 'ul').filter((one) => attribute(one, 'class') === 'broken');
    expect(within(list as Element, 'li').map(wordsOf)).toEqual([
      'api: has an SBOM cosign',
      'web: is signed cosign',
    ]);
  });

  it('which statement on which manifest was verified', () => {
    const [matrix] = named(read(full).elements, 'table').filter(
      (table) => attribute(table, 'class') === 'matrix',
    );
    const rows = within(matrix as Element, 'tr').map((tr) =>
      [...within(tr, 'th'), ...within(tr, 'td')].map((cell) => wordsOf(cell).trim()),
    );
    expect(rows.slice(1)).toEqual([
      ['index', 'bbbbbbbbbbbb', 'verified', '–', '–', '–', '–'],
      ['linux/amd64', 'cccccccccccc', '–', '–', 'not verified', '–', '–'],
    ]);
  });

  it('when what ran', () => {
    const [gantt] = named(read(full).elements, 'ol').filter((list) => attribute(list, 'class') === 'bars');
    expect(within(gantt as Element, 'svg').map((row) => attribute(row, 'aria-label'))).toEqual([
      'engines: 0.1 s, from 0:00 to 0:00, success',
      'pipeline: 25 s, from 0:00 to 0:25, success',
      'Plan: 1.4 s, from 0:00 to 0:02, success',
      'plan: 1.2 s, from 0:00 to 0:02, success',
      'a good release: 1 min 4 s, from 0:26 to 1:30, failure',
    ]);
  });

  it('how the canary went: its weights, what was measured, and the limit', () => {
    const [section] = named(read(full).elements, 'section').filter(
      (one) => attribute(one, 'id') === 'canaries',
    );
    const labels = within(section as Element, 'svg').flatMap((svg) => attribute(svg, 'aria-label') ?? []);
    expect(labels).toEqual([
      'weight: 0 % from 0:00, 10 % from 0:10, 0 % from 0:50',
      'error-rate: error-rate must be < 0.5 %; Failed at 0:30: [0.16]',
    ]);
    const [circle] = within(section as Element, 'circle');
    // 30 of 60 seconds; 16 of 20 percent, counted from the top.
    expect([attribute(circle as Element, 'cx'), attribute(circle as Element, 'cy')]).toEqual(['50%', '20%']);
    expect(wordsOf(section as Element)).toContain('taken back');
  });

  it('what the pull request changes, line by line', () => {
    const [diff] = named(read(full).elements, 'table').filter(
      (table) => attribute(table, 'class') === 'diff',
    );
    const rows = within(diff as Element, 'tr').map((tr) => [
      attribute(tr, 'class'),
      ...within(tr, 'td').map(wordsOf),
    ]);
    expect(rows.slice(1)).toEqual([
      ['hunk', '@@ -7,3 +7,3 @@ image:'],
      ['context', '7', '7', ' image:'],
      ['removed', '8', '', '-  tag: a'],
      ['added', '', '8', '+  tag: b'],
      ['context', '9', '9', '   pull: always'],
    ]);
  });
});

/** Puts a text into every place that holds one. */
function everywhere<T>(value: T, text: string): T {
  if (typeof value === 'string') return text as T;
  if (Array.isArray(value)) return value.map((one) => everywhere(one, text)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      KEPT.has(key) ? key : key,
      KEPT.has(key) ? one : everywhere(one, text),
    ]),
  ) as T;
}
/** What is one of a few words that we have made. */
const KEPT = new Set(['node', 'conclusion', 'outcome', 'topic', 'level', 'end', 'kind', 'judge']);

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title></textarea><script>alert(1)</script>',
  '</details></div></section></main><h1>Everything holds</h1>',
  '<!-- --><svg onload=alert(1)><a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1)) ![x](https://example.org/x.png) <https://example.org>',
  '<details><summary>',
  '| a |\n| --- |\n| </td></tr></table></details> |',
  '- <details>\n\n</details>\n</details>\n</details>',
  '`</code></pre><script>`',
  '&lt;script&gt;&#60;script&#62;',
  '\u202egnp.exe\u2066\u0000\u001b[31m',
];

describe.each(HOSTILE)('text that says %j', (text) => {
  const hostile = { ...everywhere(full, text), summaries: { [text]: text }, engines: full.engines };
  const rendered = renderReport(hostile, { made });
  const { elements } = readDocument(rendered);

  it('is text, in every place', () => {
    const calm = read({ ...everywhere(full, 'x'), summaries: { x: 'x' }, engines: full.engines }).elements;
    const frame = (all: readonly Element[]) =>
      all
        .filter(({ tagName }) =>
          ['section', 'main', 'h1', 'h2', 'nav', 'footer', 'header', 'style', 'meta', 'title'].includes(
            tagName,
          ),
        )
        .map(({ tagName }) => tagName);
    // Those of drawings are inside of them and follow no text.
    expect(frame(elements)).toEqual(frame(calm));
    for (const element of elements) {
      expect(['script', 'img', 'iframe', 'textarea', 'object']).not.toContain(element.tagName);
      for (const { name, value } of element.attrs) {
        expect(name).not.toMatch(/^on|^style$|^src/);
        if (name === 'href') expect(value).toMatch(/^#|^https:/);
      }
    }
  });

  it('turns nothing round, and hides nothing', () => {
    expect(rendered.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('stays in the part of the page that it belongs to', () => {
    const sections = elements.filter(({ tagName }) => tagName === 'section');
    for (const section of sections) expect((section.parentNode as Element).tagName).toBe('main');
    const summaries = elements.filter((one) => attribute(one, 'class') === 'markdown');
    for (const summary of summaries)
      expect(['card job', 'card pull']).toContain(attribute(summary.parentNode as Element, 'class'));
  });
});

it('is bounded, however much it is told', () => {
  const huge = `${'x'.repeat(2_000_000)}\n`;
  const lines = `@@ -1,90000 +1,90000 @@\n${'+y\n'.repeat(90_000)}`;
  const { pullRequest } = full;
  const [assertion] = full.assertions;
  if (pullRequest === undefined || assertion === undefined) throw new Error('the sample has both');
  const text = renderReport(
    {
      ...full,
      pullRequest: { ...pullRequest, title: huge, body: huge, patch: `diff --git a/x b/x\n${lines}${huge}` },
      assertions: [{ ...assertion, subject: huge, claim: huge, detail: huge }],
      summaries: { 'release / Plan': huge },
      failure: { job: huge, step: huge, reason: huge },
    },
    { made },
  );
  expect(text.length).toBeLessThan(1_000_000);
});

it('is small for a usual run', () => {
  expect(renderReport(full, { made }).length).toBeLessThan(60_000);
});
