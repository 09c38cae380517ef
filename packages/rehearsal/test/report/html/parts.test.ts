/** The small functions that drawings and tables are made of. */
import { formatDuration } from '@sealift/core/text/duration';
import { describe, expect, it } from 'vitest';
import { rootsOf } from '../../../src/report/html/gantt.ts';
import { bounded, html, textOf } from '../../../src/report/html/html.ts';
import { parsePatch } from '../../../src/report/html/patch.ts';
import { lineThrough, stepsThrough } from '../../../src/report/html/plot.ts';
import { clockTime, roundedUp, scaleTo, ticks } from '../../../src/report/html/scale.ts';
import { formatOf, limitOf } from '../../../src/report/html/units.ts';
import type { Phase } from '../../../src/report/phases.ts';

describe('markup', () => {
  it('escapes text, in elements and attributes, and keeps markup', () => {
    expect(textOf(html`<a title="${'"<&>\''}">${html`<b>${'<i>'}</b>`}</a>`)).toBe(
      '<a title="&quot;&lt;&amp;&gt;&#39;"><b>&lt;i&gt;</b></a>',
    );
  });
  it('shows lists one after the other, numbers as they are, and nothing of what is not there', () => {
    expect(textOf(html`${[html`<b>`, 'x', 0, undefined, false]}`)).toBe('<b>x0');
  });
  it('takes no object of text for markup', () => {
    expect(textOf(html`${['<b>'] as readonly string[]}`)).toBe('&lt;b&gt;');
  });
  it('keeps lines, and shows what would not be seen', () => {
    expect(textOf(html`${'a\r\nb\u202ec\u0000\rd'}`)).toBe('a\nb�c�\nd');
  });
  it('cuts', () => {
    expect(bounded('abc', 2)).toEqual({ text: 'ab', cut: 1 });
    expect(bounded('abc', 3)).toEqual({ text: 'abc', cut: 0 });
  });
});

describe('scales', () => {
  it.each([
    [100, 0, 0],
    [100, 50, 50],
    [100, 33.333, 33.33],
    [100, 500, 100],
    [100, -1, 0],
    [0, 1, 100],
    [Number.NaN, 0.5, 50],
  ])('to %d: %d is at %d %%', (to, value, percent) => {
    expect(scaleTo(to).percent(value)).toBe(percent);
  });
  it.each([
    [60_000, 6, [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]],
    [125_000, 6, [0, 30_000, 60_000, 90_000, 120_000]],
    [500, 6, [0]],
    [0, 6, [0]],
  ])('%d ms has marks at round times', (to, most, expected) => {
    expect(ticks(to, most)).toEqual(expected);
  });
  it('has few marks however long it is', () => {
    for (const to of [1, 1e4, 1e6, 1e8, 1e10]) expect(ticks(to, 6).length).toBeLessThanOrEqual(7);
  });
  it.each([
    [0.0049, 0.005],
    [0.16, 0.2],
    [0.21, 0.25],
    [3, 5],
    [7, 10],
    [225, 250],
    [10, 10],
    [0, 1],
    [Number.NaN, 1],
  ])('an axis to %d ends at %d', (value, expected) => {
    expect(roundedUp(value)).toBe(expected);
  });
  it.each([
    [0, '0:00', '0.0 s'],
    [1_400, '0:01', '1.4 s'],
    [9_960, '0:10', '10 s'],
    [59_600, '1:00', '1 min 0 s'],
    [754_000, '12:34', '12 min 34 s'],
    [3_725_000, '1:02:05', '62 min 5 s'],
  ])('%d ms are %s, and last %s', (time, clock, lasts) => {
    expect(clockTime(time)).toBe(clock);
    expect(formatDuration(time)).toBe(lasts);
  });
});

describe('lines', () => {
  it('end where there is nothing to say', () => {
    const places = [0, 1, 2, 10, 11, 50].map((x) => ({ x, y: x }));
    expect(lineThrough(places, 2)).toEqual(['0,100 10,99 20,98', '100,90 110,89', '500,50 500,50']);
    expect(lineThrough([], 2)).toEqual([]);
  });
  it('of steps last until the next one, and are closed', () => {
    expect(
      stepsThrough([
        { x: 0, y: 0 },
        { x: 20, y: 10 },
      ]),
    ).toBe('0,100 0,100 200,100 200,90 1000,90 1000,100');
  });
});

describe('metrics', () => {
  it.each([
    ['len(result) > 0 && result[0] < 0.005', { operator: '<', value: 0.005 }],
    ['len(result) > 0 && result[0] >= 600', { operator: '≥', value: 600 }],
    ['true', undefined],
    ['', undefined],
  ])('%s', (condition, expected) => {
    expect(limitOf(condition)).toEqual(expected);
  });
  it.each([
    ['error-rate', 0.005, '0.5 %'],
    ['error-rate', 0.1666, '17 %'],
    ['p95-seconds', 0.35, '350 ms'],
    ['p95-seconds', 1.234, '1.2 s'],
    ['requests', 225, '225'],
  ])('%s of %d is shown as %s', (name, value, expected) => {
    expect(formatOf(name)(value)).toBe(expected);
  });
});

describe('a patch', () => {
  it('with what looks like headers in its lines, without a newline at the end, and binary files', () => {
    const files = parsePatch(
      [
        'diff --git a/a b/a',
        '--- a/a',
        '+++ b/a',
        '@@ -1,2 +1,3 @@',
        '--- b/x',
        '+++ b/x',
        '+diff --git a/y b/y',
        ' z',
        '\\ No newline at end of file',
        'diff --git a/pic.png b/pic.png',
        'Binary files a/pic.png and b/pic.png differ',
      ].join('\n'),
    );
    expect(files).toEqual([
      {
        path: 'a',
        hunks: [
          {
            heading: '@@ -1,2 +1,3 @@',
            lines: [
              { kind: 'removed', text: '-- b/x', before: 1, after: undefined },
              { kind: 'added', text: '++ b/x', before: undefined, after: 1 },
              { kind: 'added', text: 'diff --git a/y b/y', before: undefined, after: 2 },
              { kind: 'context', text: 'z', before: 2, after: 3 },
            ],
          },
        ],
      },
      { path: 'pic.png', hunks: [] },
    ]);
  });
  it('that is none', () => {
    expect(parsePatch('')).toEqual([]);
    expect(parsePatch('@@ -1 +1 @@\n+x')).toEqual([]);
  });
});

it('puts what runs within a scene into it, and the rest in the order of time', () => {
  const phase = (topic: string, text: string, started: number, ended: number): Phase => ({
    ...{ topic, text, started, ended, outcome: 'success', jobs: [] },
  });
  const roots = rootsOf([
    phase('pipeline', 'first', 5, 50),
    phase('engines', 'x', 0, 60),
    phase('deployment', 'good', 100, 200),
    phase('pipeline', 'second', 101, 150),
    phase('deployment', 'bad', 200, 300),
    phase('pipeline', 'third', 201, 250),
  ]);
  expect(roots.map((root) => [root.phase.text, root.within.map(({ text }) => text)])).toEqual([
    ['x', []],
    ['first', []],
    ['good', ['second']],
    ['bad', ['third']],
  ]);
});
