import { expect, it } from 'vitest';
import {
  type BLIND_MODES,
  BLINDNESS_KINDS,
  blindnessBlocks,
  judgeBlindness,
  verdictFollows,
} from '../../src/scan/blindness.ts';

it('an unread package database counts unless told otherwise, anything else only when told to', () => {
  const blocking = (mode: (typeof BLIND_MODES)[number]) =>
    BLINDNESS_KINDS.filter((kind) => blindnessBlocks(kind, mode));
  expect(blocking('auto')).toEqual(['no-packages']);
  expect(blocking('fail')).toEqual(BLINDNESS_KINDS);
  expect(blocking('warn')).toEqual([]);
});

it('what blocks comes first', () => {
  const observed = [
    { kind: 'end-of-life', detail: 'old' },
    { kind: 'no-packages', detail: 'none' },
  ] as const;
  expect(judgeBlindness(observed, 'auto')).toEqual([
    { kind: 'no-packages', detail: 'none', blocking: true },
    { kind: 'end-of-life', detail: 'old', blocking: false },
  ]);
});

it.each([
  ['pass', 0, 'end-of-life', false, 'auto', true],
  ['fail', 1, 'end-of-life', false, 'auto', true],
  ['fail', 0, 'no-packages', true, 'auto', true],
  ['fail', 0, 'end-of-life', true, 'fail', true],
  ['pass', 0, 'no-packages', false, 'warn', true],
  ['pass', 1, 'end-of-life', false, 'auto', false],
  ['fail', 0, 'end-of-life', false, 'auto', false],
  ['pass', 0, 'no-packages', true, 'auto', false],
  ['pass', 0, 'no-packages', false, 'auto', false],
  ['fail', 0, 'end-of-life', true, 'auto', false],
] as const)(
  '%s with %i blocking and %s (blocking %s) under %s follows: %s',
  (verdict, blocking, kind, blocks, blind, expected) => {
    const blindness = [{ kind, detail: '', blocking: blocks }];
    expect(verdictFollows({ verdict, blocking, blindness, policy: { blind } })).toBe(expected);
  },
);
