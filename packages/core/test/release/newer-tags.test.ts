import { expect, it } from 'vitest';
import { newerVersions, otherCommits } from '../../src/release/newer-tags.ts';

const TAGS = [
  'latest',
  '1',
  '1.2.3',
  'v1.2.10',
  '1.3.0',
  '2.0.0',
  '2.1.0-rc.1',
  '2.1.0-alpine',
  'sha-1',
  'main',
];

it.each([
  ['1.2.4', 'latest', ['2.0.0', '1.3.0', 'v1.2.10']],
  ['1.2.4', 'stable', ['2.0.0', '1.3.0', 'v1.2.10']],
  ['1.2.4', '1', ['1.3.0', 'v1.2.10']],
  ['1.2.4', 'v1', ['1.3.0', 'v1.2.10']],
  ['1.2.4', '1.2', ['v1.2.10']],
  ['2.0.0', 'latest', []],
  ['2.1.0-beta', 'next', ['2.1.0-rc.1']],
  ['sha-1', 'main', []],
])('%s wants %s: %j come first', (own, floating, expected) => {
  expect(newerVersions(own, floating, TAGS)).toEqual(expected);
});

it('finds the commits of other releases', () => {
  const [own, other] = ['a'.repeat(40), 'b'.repeat(40)];
  const tags = [
    `sha-${own}`,
    `sha-${own}-r1`,
    `sha-${other}`,
    `sha-${other}-r2`,
    'main',
    `sha-${other.slice(1)}`,
  ];
  expect([...otherCommits(`sha-${own}-r7`, tags)]).toEqual([[other, [`sha-${other}`, `sha-${other}-r2`]]]);
  expect(otherCommits('1.2.3', tags).size).toBe(0);
});
