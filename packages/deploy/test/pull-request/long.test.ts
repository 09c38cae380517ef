/** Whatever is put in, what is at risk is said whole, the text has its limit, and no block is left open. */
import { found } from '@sealift/testing/release-records';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { MAX_BODY, renderPullRequestBody } from '../../src/pull-request/body.ts';
import type { AppChange } from '../../src/pull-request/text.ts';
import { MARKER, sampleChange } from './sample.ts';

const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

/** With so many new advisories, and as many packages that changed. */
const noisy = (app: string, entries: number, severity: 'LOW' | 'HIGH'): AppChange =>
  sampleChange(app, {
    comparison: {
      vulnerabilities: {
        introduced: names(entries, `CVE-${app}`).map((id) => found(id, severity)),
        accepted: [],
        fixed: [],
        sameDatabase: true,
      },
      packages: {
        added: [],
        removed: [],
        changed: names(entries, `pkg-${app}`).map((name) => ({
          ...{ type: 'npm', name, from: '1', to: '2', direction: 'upgrade' as const },
        })),
      },
      sizes: [],
    },
  });

const body = (changes: readonly AppChange[]) =>
  renderPullRequestBody({ changes, marker: MARKER, warnings: [], kind: 'deploy', hasTrust: true });

const count = (text: string, part: string) => text.split(part).length - 1;

test.each([17, 27, 40, 100])('%i apps: the risky one keeps its advisories, packages and commits', (apps) => {
  const risky = noisy('risky', 40, 'HIGH');
  const text = body([...names(apps - 1, 'quiet').map((app) => sampleChange(app)), risky]);
  expect(text.length).toBeLessThanOrEqual(MAX_BODY);
  for (const id of [...names(40, 'CVE-risky'), ...names(40, 'pkg-risky')])
    expect(text).toContain(`\`${id}\``);
  expect(text).toContain('keep the cart over a restart');
  for (const app of names(apps - 1, 'quiet')) expect(text).toContain(app);
});

test('what several apps share is said once', () => {
  const text = body(names(8, 'app').map((app) => sampleChange(app)));
  expect(count(text, '**Verified by [this run]')).toBe(1);
  expect(count(text, 'keep the cart over a restart')).toBe(1);
});

test('whatever the input', () => {
  const numbers = fc.record({
    risky: fc.integer({ min: 0, max: 12 }),
    news: fc.integer({ min: 0, max: 12 }),
    quiet: fc.integer({ min: 0, max: 120 }),
    entries: fc.integer({ min: 1, max: 90 }),
  });
  fc.assert(
    fc.property(numbers, ({ risky, news, quiet, entries }) => {
      fc.pre(risky + news + quiet > 0);
      const text = body([
        ...names(quiet, 'quiet').map((app) => sampleChange(app)),
        ...names(news, 'news').map((app) => noisy(app, entries, 'LOW')),
        ...names(risky, 'risky').map((app) => noisy(app, entries, 'HIGH')),
      ]);
      expect(text.length).toBeLessThanOrEqual(MAX_BODY);
      // Rows and warnings of what is at risk are whole, and before all others.
      for (const app of names(risky, 'risky')) {
        expect(text).toContain(`<!-- sealift:warning:${app}@prod -->`);
        const row = text.split('\n').find((line) => line.includes(`<!-- sealift:row:${app}@prod -->`)) ?? '';
        expect(row).toContain(`**${entries} new**`);
        expect(row).toContain('/compare/');
      }
      // Nothing at risk is cut as long as something else has its details.
      const cut = names(risky, 'risky').some((app) =>
        [...names(entries, `CVE-${app}`), ...names(entries, `pkg-${app}`)].some(
          (id) => !text.includes(`\`${id}\``),
        ),
      );
      if (cut) expect(text).not.toMatch(/sealift:details:(?:quiet|news)/);
      const page = micromark(text, {
        allowDangerousHtml: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
      });
      expect(count(page, '<details>')).toBe(count(page, '</details>'));
      expect(count(text, '<!-- sealift:details:')).toBe(count(text, '<!-- sealift:end:'));
      expect(page).not.toMatch(/<p>\||&lt;\/?details/);
    }),
    { numRuns: 12 },
  );
});
