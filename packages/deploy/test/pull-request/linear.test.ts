/** Text from outside of 100 KB, made of each piece that a pattern looks for: none takes more than linear time. */
import { expect, test } from 'vitest';
import { bumpBranch } from '../../src/pull-request/branch-name.ts';
import { formatMarker, parseMarker } from '../../src/pull-request/marker.ts';

const PIECES = [
  ...['a', '.', '/', '-', '@', '@{', '.lock', '..', '/.', ' ', '\n', '{', '}', '<!--', '-->', '"'],
  ...['<!-- sealift:pull {', '<!-- sealift:pull {} ', '<!-- sealift:pull {}-->', '} -->', '\\', '\\u003c'],
];
/** Milliseconds: a hundred times what it takes, and a fraction of what a quadratic pattern takes. */
const LIMIT = 1500;
const hostile = PIECES.flatMap((piece) =>
  ['', 'x', '\n'].map(
    (tail) => [piece, tail, piece.repeat(Math.ceil(100_000 / piece.length)) + tail] as const,
  ),
);
const time = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

test.each(hostile)('%j with %j behind', (_piece, _tail, text) => {
  expect(time(() => parseMarker(text))).toBeLessThan(LIMIT);
  expect(time(() => bumpBranch('sealift/{ref}', { ref: text }))).toBeLessThan(LIMIT);
  expect(bumpBranch('sealift/{ref}', { ref: text }).length).toBeLessThan(200);
});

test('a marker is found wherever it stands, and nothing else is taken for one', () => {
  const marker = {
    ...{ v: 1 as const, source: 'acme/shop', ref: 'main', group: 'app', key: 'api', run: '1' },
    ...{ environments: ['prod'], apps: { api: 'a'.repeat(40) }, places: { api: 'x' } },
  };
  const line = formatMarker(marker);
  for (const body of [line, `text\n${line}`, `a ${line} b\nmore -->`, `${line}\n<!-- other -->`])
    expect(parseMarker(body)).toEqual(marker);
  for (const body of [
    '',
    '<!-- sealift:pull ',
    line.replace(' -->', ''),
    line.replace('{', '{\n'),
    '<!-- sealift:pull x -->',
  ])
    expect(parseMarker(body)).toBeUndefined();
});

test.each([
  ['main.lock', 'main-'],
  ['a.lock.lock./b', 'a/b-'],
  ['x.LOCK', 'x-'],
  ['.lock', 'lock-'],
])('%s is no name of a branch, and becomes one', (ref, begin) => {
  expect(bumpBranch('s/{ref}', { ref })).toMatch(new RegExp(`^s/${begin}[0-9a-f]{8}$`));
});
