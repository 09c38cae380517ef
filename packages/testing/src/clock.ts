import type { Clock } from '@sealift/core/log';

export type FakeClock = Clock & {
  /** Milliseconds of each sleep, in order. */
  readonly slept: number[];
  /** Now, in milliseconds. May be set. */
  time: number;
};

/** Time that passes only by sleeping. */
export function fakeClock(start = Date.parse('2026-11-23T12:00:00Z')): FakeClock {
  const clock: FakeClock = {
    time: start,
    slept: [],
    now: () => clock.time,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      clock.slept.push(milliseconds);
      clock.time += milliseconds;
    },
  };
  return clock;
}
