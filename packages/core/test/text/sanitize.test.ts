import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  markdownCode,
  markdownText,
  markdownUrl,
  neutraliseCommands,
  singleLine,
} from '../../src/text/sanitize.ts';

describe('neutraliseCommands', () => {
  it.each([
    '::error::x',
    ' ::add-mask::x',
    '##[command]x',
    'a ##[error] b',
    ':::set-output name=a::b',
    '::::',
  ])('breaks %j', (line) => {
    expect(neutraliseCommands(line)).not.toMatch(/::|##\[/);
  });

  it('leaves no command in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(':', '#', '[', 'a', ' ') }), (line) => {
        expect(neutraliseCommands(line)).not.toMatch(/::|##\[/);
      }),
    );
  });
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
