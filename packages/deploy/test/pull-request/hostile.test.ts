/** The text as GitHub reads it: by a parser of GitHub Flavored Markdown, with raw HTML let through. */

import { exactly } from '@sealift/core/verification/identity';
import { HOSTILE } from '@sealift/testing/findings';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { renderPullRequestBody } from '../../src/pull-request/body.ts';
import { keptText, sectionKey } from '../../src/pull-request/sections.ts';
import { renderBumpSummary } from '../../src/pull-request/summary.ts';
import type { AppChange, PullRequestText } from '../../src/pull-request/text.ts';
import { MARKER, sampleChange, sampleRecord } from './sample.ts';

const toHtml = (markdown: string) =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });

/** Everything that the text itself is made of. */
const TAGS =
  /^<(?:\/?(?:h3|p|blockquote|ul|li|table|thead|tbody|tr|th|td|strong|code|pre|details|summary|b|sub)|code class="language-sh"|a href="https:\/\/github\.com\/acme\/[^"<>]*"|\/a)>$/;

function check(markdown: string, change: AppChange): void {
  const page = toHtml(markdown).replace(/<!-- sealift:[^\n]*? -->/g, '');
  for (const [tag] of page.matchAll(/<[a-z/!?][^>]*>?/gi)) expect(tag).toMatch(TAGS);
  const words = page
    .replace(/<pre>.*?<\/pre>|<code>.*?<\/code>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  expect(words).not.toMatch(/@[\w-]|#\d|\bGH-\d|:\/\/|www\.|[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/i);
  const [first = ''] = page.match(/<tbody>\n<tr>.*?<\/tr>/s) ?? [];
  expect(first.match(/<td>/g)).toHaveLength(7);
  expect(markdown).not.toMatch(/<!--(?! sealift:)/);
  expect(page.match(/<details>/g)).toHaveLength(1);
  expect(page.match(/<\/details>/g)).toHaveLength(1);
  expect(sectionKey(change)).toMatch(/^[A-Za-z0-9._%@-]+$/);
}

function hostileChange(text: string): AppChange {
  const record = sampleRecord('api');
  const finding = { id: text, package: text, version: text, fixedVersion: text, severity: 'HIGH' as const };
  return sampleChange('api', {
    proposed: 'now',
    app: text,
    environment: text,
    image: text,
    edits: [{ file: text, path: text, line: 1, before: `${text}!`, after: text }],
    before: { tag: text },
    after: { tag: text, digest: record.digest },
    record: {
      ...record,
      tags: [text],
      source: {
        ...record.source,
        repository: 'acme/shop',
        ref: text,
        workflowRef: text,
        runId: text,
        runAttempt: text,
      },
      platforms: record.platforms.map((platform) => ({
        ...platform,
        platform: text,
        scan: {
          ...platform.scan,
          scanner: { name: 'trivy', version: text },
          database: {
            version: 1,
            updatedAt: text,
            digest: `sha256:${'d'.repeat(64)}`,
            repository: 'mirror.gcr.io/aquasec/trivy-db:2',
          },
        },
        sbom: { ...platform.sbom, generator: { name: 'syft', version: text } },
      })),
    },
    verification: {
      kind: 'verified',
      policy: { identities: exactly(text), issuer: text, sourceRepository: text, sourceRef: text },
      by: 'https://github.com/acme/shop/actions/runs/1',
    },
    signer: { identity: text, issuer: text, sourceRepository: text, sourceRef: 'x'.concat(text) },
    commits: {
      compareUrl: 'https://github.com/acme/shop/compare/a...b',
      relation: 'diverged',
      ahead: 1,
      behind: 1,
      list: [
        { sha: 'c'.repeat(40), title: text, author: text },
        { sha: text, title: text },
      ],
    },
    comparison: {
      vulnerabilities: {
        introduced: [finding],
        accepted: [{ ...finding, suppressed: { statement: text } }],
        fixed: [finding],
        sameDatabase: false,
      },
      packages: {
        added: [{ type: text, name: text, version: text }],
        removed: [{ type: text, name: text, version: text }],
        changed: [{ type: text, name: text, from: text, to: text, direction: 'change' }],
      },
      sizes: [{ platform: text, before: 1, after: 2 }],
    },
    chart: { problems: [text], notes: [text] },
  });
}

const textOf = (change: AppChange, warning: string): PullRequestText => ({
  changes: [change],
  marker: MARKER,
  warnings: [warning],
  kind: 'deploy',
  hasTrust: true,
});

const CORPUS = [
  ...HOSTILE,
  '-->',
  '--><img src=x>',
  '<!-- sealift:row:web --> |',
  '<!-- sealift:end:api -->',
  '\n</details>\n# owned\n',
  '</code></summary><h1>x',
  '@octocat/team and @octocat',
  'fixes #1, closes GH-12, acme/shop#3',
  'HTTPS://evil.example ftp://evil.example mailto:a@b.example a@b.example',
  'wWw.evil.example',
  '`` ` ``` ````',
  '\\`\\|\\',
  '\\\\| a \\\\\\| b',
  '| --- | --- |',
  '> [!NOTE]',
  '[x]: https://evil.example',
  '![](https://evil.example)',
  '[^1]: note',
  '~~x~~ __y__ **z** $a$ :tada:',
  '&lt;script&gt; &#64;octocat &#x40;octocat',
  '\u200f\u202eabc\u2066\ufeff\u{e0041}',
  '---',
  '```\nx\n```',
];

test.each(CORPUS.map((text) => [text.slice(0, 60), text]))('%j is shown, not obeyed', (_name, text) => {
  const change = hostileChange(text);
  const body = renderPullRequestBody(textOf(change, text));
  check(body, change);
  expect([...keptText(body).sections.keys()]).toEqual([sectionKey(change)]);
  check(renderBumpSummary({ text: [textOf(change, text)] }), change);
});

test('whatever is put together of such pieces', () => {
  const pieces = fc
    .array(
      fc.oneof(fc.constantFrom(...CORPUS), fc.constantFrom(...'`|\\<>&@#[]()!*_~:-. \n"\'$'), fc.string()),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((list) => list.join(''));
  fc.assert(
    fc.property(pieces, (text) => {
      const change = hostileChange(text);
      const body = renderPullRequestBody(textOf(change, text));
      check(body, change);
      expect([...keptText(body).sections.keys()]).toEqual([sectionKey(change)]);
    }),
    { numRuns: 60 },
  );
});

test.each(['javascript:alert(1)', 'http://evil.example', 'https://evil.example/)<img>', 'x'.repeat(900)])(
  '%j as an address makes no tag',
  (url) => {
    const change = sampleChange('api', {
      commits: { compareUrl: url, relation: 'ancestor', ahead: 1, behind: 0, list: [] },
    });
    const page = toHtml(renderPullRequestBody(textOf(change, 'x')));
    expect(page).not.toMatch(/<img|href="(?!https:)/);
  },
);
