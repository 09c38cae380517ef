import { describe, expect, it } from 'vitest';
import { isTransientStatus, parseRetryAfter, RETRY_POLICY, Transient, withRetries } from '../src/retry.ts';
import { fakeClock, thrownBy } from './seams.ts';

describe('parseRetryAfter', () => {
  const now = Date.parse('Sun, 01 Nov 2026 00:00:00 GMT');
  it.each<[string | null, number | undefined]>([
    ['0', 0],
    ['7', 7000],
    [' 120 ', 120_000],
    ['Sun, 01 Nov 2026 00:00:30 GMT', 30_000],
    ['Sunday, 01-Nov-26 00:00:30 GMT', 30_000],
    ['Sat, 31 Oct 2026 00:00:00 GMT', 0],
    [null, undefined],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['99999999999999999999', undefined],
  ])('%j → %j', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});

it('knows which statuses pass', () => {
  for (const status of [408, 425, 429, 500, 502, 503, 504])
    expect(isTransientStatus(status), `${status}`).toBe(true);
  for (const status of [200, 301, 400, 401, 403, 404, 413, 501])
    expect(isTransientStatus(status), `${status}`).toBe(false);
});

describe('withRetries', () => {
  const attemptAll = async (failure: () => Error, random = 0.5) => {
    const clock = fakeClock();
    let attempts = 0;
    const error = await thrownBy(() =>
      withRetries(
        {
          clock,
          policy: RETRY_POLICY,
          random: () => random,
          onRetry: () => {},
          giveUp: (last, count) => new Error(`gave up after ${count}: ${last.message}`),
        },
        async () => {
          attempts++;
          throw failure();
        },
      ),
    );
    return { slept: clock.slept, attempts, error };
  };

  it('doubles its delays, with half of each left to chance', async () => {
    const low = await attemptAll(() => new Transient('no', { ambiguous: false }), 0);
    const high = await attemptAll(() => new Transient('no', { ambiguous: false }), 1);
    expect(low.slept).toEqual([250, 500, 1000, 2000, 4000]);
    expect(high.slept).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(low.error).toEqual(new Error('gave up after 6: no'));
  });

  it('waits as long as Retry-After says, and not at all when that is past the deadline', async () => {
    const waits = await attemptAll(() => new Transient('no', { ambiguous: false, after: 60_000 }), 0);
    expect(waits.slept).toEqual([60_000, 60_000, 60_000, 60_000, 60_000]);
    const never = await attemptAll(() => new Transient('no', { ambiguous: false, after: 3_600_000 }));
    expect(never).toMatchObject({ attempts: 1, slept: [] });
  });

  it('does not repeat what will not pass', async () => {
    expect(await attemptAll(() => new Error('final'))).toMatchObject({
      attempts: 1,
      error: new Error('final'),
    });
  });
});
