import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../src/report/html/html.ts';
import { renderMarkdown } from '../../../src/report/html/markdown.ts';

const render = (text: string) => textOf(renderMarkdown(text, { pretended: ['acme/shop', 'Acme/Ops'] }));

it.each([
  ['a title, below that of its part', '## a', '<h4>a</h4>'],
  ['emphasis', '**a** `b`', '<p><strong>a</strong> <code>b</code></p>'],
  [
    'a table, with its sides',
    '| a |\n| --: |\n| 1 |',
    '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n<thead>\n<tr>\n<th class="right">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class="right">1</td>\n</tr>\n</tbody>\n</table></div>',
  ],
  [
    'what folds',
    '<details>\n<summary>a</summary>\n\nb\n\n</details>',
    '<details>\n<summary>a</summary>\n<p>b</p>\n</details>',
  ],
  ['a task', '- [x] a', '<ul>\n<li>☑ a</li>\n</ul>'],
  ['a picture, by its words', '![b](https://example.org/b.png)', '<p>b</p>'],
  [
    'a link',
    '[a](https://example.org/?a=1&b=2)',
    '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">a</a></p>',
  ],
  [
    'a link into the stand-in',
    '[a](https://github.com/acme/ops/pull/1)',
    '<p><span class="nowhere" title="In the stand-in, not on github.com">a</span></p>',
  ],
  [
    'a link to a repository of a like name',
    '[a](https://github.com/acme/ops-2/pull/1)',
    '<p><a href="https://github.com/acme/ops-2/pull/1" rel="noopener noreferrer">a</a></p>',
  ],
  ['a link that runs', '[a](javascript:alert(1))', '<p><span class="nowhere">a</span></p>'],
  ['a link that is no address', '[a](b/c)', '<p><span class="nowhere">a</span></p>'],
  [
    'a warning',
    '> [!WARNING]\n> a **b**',
    '<blockquote class="alert warning"><p class="alert-title">Warning</p>\n<p>a <strong>b</strong></p></blockquote>',
  ],
  ['a quotation', '> a', '<blockquote>\n<p>a</p>\n</blockquote>'],
  ['no comment', 'a <!-- b -->', '<p>a </p>'],
  ['of an unknown element its text', '<marquee>a</marquee>', '<p>a</p>'],
  ['nothing of a template', 'a<template>b</template>', '<p>a</p>'],
  ['a script as text, as GitHub does', '<script>a</script>', '&lt;script&gt;a&lt;/script&gt;'],
  ['no attribute', '<b id="a" class="b" style="c" onclick="d">e</b>', '<p><b>e</b></p>'],
  ['what GitHub must not make a link of', 'unix:\u200b//x @\u200ba', '<p>unix://x @a</p>'],
])('shows %s', (_, markdown, expected) => {
  expect(render(markdown).trim()).toBe(expected);
});

it('cuts what nobody reads, and says so', () => {
  expect(render('x'.repeat(65_543))).toContain('7 more characters are not shown.');
});

it('does not fall over what is nested without end', () => {
  expect(render('>'.repeat(500)).length).toBeLessThan(10_000);
  expect(render('<b>'.repeat(900)).length).toBeLessThan(10_000);
});

it.each([
  ['emphasis', '_a*'.repeat(5_000)],
  ['links', '[a]('.repeat(5_000)],
  ['quotations', '>'.repeat(60_000)],
  ['elements that each paragraph opens again', '<b><i>'.repeat(1_000)],
])('shows %s without end as it is, in no time', (_, text) => {
  expect(render(text)).toMatch(/^<pre>/);
});

describe('whatever it is told', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<details>',
        '</details>',
        '<summary>',
        '<table>',
        '<td>',
        '</td>',
        '<a href="javascript:x">',
        '</div>',
        '<p>',
        '<svg>',
        '<math>',
        '<style>',
        '<template>',
        '<!--',
        '-->',
        '\n\n',
        '- ',
        '> ',
        '`',
        '| a |\n| - |\n',
      ),
    ),
    { maxLength: 12 },
  );

  it('is markup of a few elements that is the same when it is read again', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = render(parts.join(''));
        const outside = parseFragment(`<div>${text}</div><hr>`).childNodes;
        expect(outside.map(({ nodeName }) => nodeName)).toEqual(['div', 'hr']);
        expect(text).not.toMatch(/<(?:script|style|svg|math|template|img|input|iframe)/i);
        expect(text).not.toMatch(/ on\w+=|href="(?!https:)/);
      }),
      { numRuns: 200 },
    );
  });
});
