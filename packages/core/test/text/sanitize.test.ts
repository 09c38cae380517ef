import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  htmlText,
  logText,
  markdownCode,
  markdownText,
  markdownUrl,
  singleLine,
} from '../../src/text/sanitize.ts';

/** As the runner takes lines apart: src/Runner.Common/ActionCommand.cs, with every command known. */
const isCommand = (line: string): boolean =>
  /^[\s\p{C}]*::[^:].*::/u.test(line) || /^[\s\p{C}]*::::/u.test(line) || /##\[[^\]]*\]/.test(line);
const commandsIn = (text: string) => text.split(/\r\n|\r|\n/).filter(isCommand);

describe('logText', () => {
  it.each([
    '::error::x',
    ' ::add-mask::x',
    '\t\u00a0\u3000::add-mask::x',
    '\ufeff\u200b\u00ad::add-mask::x',
    '##[command]x',
    'a ##[error] b',
    '##[##[error]x',
    '::set-output name=a::b',
    '::::',
    'a\n::stop-commands::x\nb',
    'a\r::error::x',
    'a\r\n  ::error::x',
  ])('leaves no command in %j', (text) => {
    expect(commandsIn(text)).not.toEqual([]);
    const safe = logText(text);
    expect(commandsIn(safe)).toEqual([]);
    expect(safe).not.toMatch(/^[\s\p{C}]*::/mu);
    expect(safe).not.toContain('##[');
    expect(safe.replaceAll('\u200b', '')).toBe(text.replaceAll('\u200b', ''));
    // Logs go through loggers more than once: there is nothing left to break up.
    expect(logText(String(safe))).toBe(safe);
  });

  it('leaves no command in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(':', '#', '[', 'a', ' ', '\n', '\r', ']') }), (text) => {
        expect(logText(text)).not.toMatch(/^[\s\p{C}]*::|##\[/mu);
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    const started = performance.now();
    logText('\n '.repeat(500_000));
    logText(' '.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('what only looks like a command or an emoji stays what it is', () => {
  it.each([
    'std::x',
    'error: std::vector<int>::size()',
    'Foo::Bar',
    '[::1]:5000',
    'http://[::1]:5000/v2/',
    '2001:db8::1',
    'fe80::1:2',
    'key: ::1',
    'a#1 ## [x]',
  ])('log: %s', (text) => {
    expect(logText(text)).toBe(text);
  });

  it.each([
    ['std::x', 'std::x'],
    ['Foo::Bar', 'Foo::Bar'],
    ['[::1]:5000', '\\[::1\\]:5000'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:db8:cafe:f00d::1', '2001:db8:cafe:f00d::1'],
    [':tada:', ':\u200btada:'],
    [':+1:', ':\u200b\\+1:'],
    [':ab:', ':\u200bab:'],
    ['1:a:2', '1:\u200ba:2'],
  ])('Markdown: %s', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
    expect(markdownCode(text)).toBe(`\`${text}\``);
  });

  it('HTML', () => {
    expect(htmlText('std::x at [::1]:5000, 2001:db8::1')).toBe('std::x at [::1]:5000, 2001:db8::1');
  });
});

it('what is sanitised is not taken again', () => {
  const line = singleLine('a_b');
  // @ts-expect-error: a second pass would escape the escapes.
  expect(markdownText(line)).toBe('a\\_b');
  const markdown = markdownText('a_b');
  // @ts-expect-error: it has a place already.
  expect(markdownText(markdown)).toBe('a\\\\\\_b');
  // @ts-expect-error: HTML is no Markdown.
  expect(htmlText(markdown)).toBe('a\\_b');
});

it('singleLine shows controls and bidirectional overrides instead of obeying them', () => {
  expect(singleLine('a\r\nb\u001b[31mc\u202ed')).toBe('a b�[31mc�d');
});

describe('markdownText', () => {
  it.each([
    ['<img src=x>', '&lt;img src=x&gt;'],
    ['[a](http://b)', '\\[a\\]\\(http:\u200b//b\\)'],
    ['@octocat', '@\u200boctocat'],
    ['a | b', 'a \\| b'],
    ['www.evil.example', 'www\u200b.evil.example'],
  ])('%j', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });
});

describe('markdownCode', () => {
  it('fences text that has backticks of its own', () => {
    expect(markdownCode('a`b')).toBe('``a`b``');
    expect(markdownCode('`')).toBe('`` ` ``');
  });

  it('never lets text end the code early', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '|', '\n') }), (text) => {
        const code = markdownCode(text);
        const fence = /^`+/.exec(code)?.[0] ?? '';
        const inside = code.slice(fence.length, -fence.length);
        expect(inside.split(/[^`]+/).includes(fence)).toBe(false);
        expect(code).not.toContain('\n');
      }),
    );
  });
});

it('markdownUrl passes https only and escapes what would end the link', () => {
  expect(markdownUrl('javascript:alert(1)')).toBeUndefined();
  expect(markdownUrl('http://example.com')).toBeUndefined();
  expect(markdownUrl('https://example.com/a)b')).toBe('https://example.com/a%29b');
});
