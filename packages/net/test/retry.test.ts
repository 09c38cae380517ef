import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isTransientStatus,
  pauseAfter,
  type RetryOptions,
  type RetryPolicy,
  retry,
  type Transient,
  transientError,
  transientOf,
} from '../src/retry.ts';

const POLICY: RetryPolicy = {
  attempts: 6,
  firstPause: 500,
  maxPause: 5_000,
  maxRetryAfter: 120_000,
  total: 15 * 60_000,
};

/** Time that passes only by sleeping. */
function fakeClock() {
  let now = Date.UTC(2026, 10, 1);
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

const passing: Transient = { reason: 'no', applied: 'no' };
const lost: Transient = { reason: 'lost', applied: 'unknown' };

async function run(failures: readonly (Transient | Error)[], more: Partial<RetryOptions<string>> = {}) {
  const clock = fakeClock();
  const lines: string[] = [];
  const queue = [...failures];
  let attempts = 0;
  const outcome = await retry<string>(
    {
      what: 'push of a tag',
      policy: POLICY,
      clock,
      log: { info: (line) => void lines.push(line) },
      random: () => 0.5,
      fail: (end) =>
        new Error(
          end.why === 'cancelled' ? 'cancelled' : `gave up after ${end.attempts}: ${end.transient.reason}`,
          { cause: end.error },
        ),
      ...more,
    },
    async () => {
      attempts += 1;
      const failure = queue.shift();
      if (failure === undefined) return 'done';
      throw failure instanceof Error ? failure : transientError(failure);
    },
  ).catch((error: unknown) => error);
  return { outcome, attempts, slept: clock.slept, lines };
}

const always = (transient: Transient) => Array.from({ length: 20 }, () => transient);

describe('attempts', () => {
  test('until one succeeds; the log names attempt and pause', async () => {
    expect(await run([passing, { ...passing, after: 7_000 }])).toEqual({
      outcome: 'done',
      attempts: 3,
      slept: [375, 7_250],
      lines: [
        'push of a tag: no; attempt 2 of 6 follows in 0.4 s',
        'push of a tag: no; attempt 3 of 6 follows in 7.3 s',
      ],
    });
  });

  test('pauses double up to the longest, half of each left to chance', async () => {
    const low = await run(always(passing), { random: () => 0 });
    const high = await run(always(passing), { random: () => 1 });
    expect(low.slept).toEqual([250, 500, 1000, 2000, 2500]);
    expect(high.slept).toEqual([500, 1000, 2000, 4000, 5000]);
    expect(low.outcome).toMatchObject({ message: 'gave up after 6: no', cause: { message: 'no' } });
  });

  test('never outside of the bounds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (random, attempts) => {
          const pause = pauseAfter({}, attempts, POLICY, () => random);
          expect(pause).toBeGreaterThanOrEqual(POLICY.firstPause / 2);
          expect(pause).toBeLessThanOrEqual(POLICY.maxPause);
          const asked = pauseAfter({ after: 3_000 }, attempts, POLICY, () => random);
          expect(asked).toBeGreaterThanOrEqual(3_000);
          expect(asked).toBeLessThanOrEqual(3_000 + POLICY.firstPause);
        },
      ),
    );
  });

  test('no more after what will not pass, or what a classification of its own does not know', async () => {
    const final = new Error('final');
    expect(await run([final])).toMatchObject({ attempts: 1, outcome: final });
    expect(await run([passing], { classify: () => undefined })).toMatchObject({ attempts: 1 });
    expect(await run([final, passing], { classify: () => passing })).toMatchObject({
      outcome: 'done',
      attempts: 3,
    });
  });

  test('no more when the wait asked for is too long, or the time for everything is over', async () => {
    expect(await run(always({ ...passing, after: 120_000 }))).toMatchObject({ attempts: 6 });
    expect(await run(always({ ...passing, after: 120_001 }))).toMatchObject({ attempts: 1, slept: [] });
    const short = await run(always(passing), { policy: { ...POLICY, total: 1_200 } });
    expect(short).toMatchObject({ attempts: 3, slept: [375, 750] });
  });
});

describe('a write', () => {
  test('that was not sent is sent again, whatever its kind', async () => {
    for (const repeat of ['safe', 'unless-sent', { happened: async () => ({ value: 'asked' }) }] as const)
      expect(await run([passing], { repeat })).toMatchObject({ outcome: 'done', attempts: 2 });
  });

  test('that may have happened is not sent again', async () => {
    expect(await run([lost], { repeat: 'unless-sent' })).toMatchObject({
      attempts: 1,
      slept: [],
      outcome: { message: 'gave up after 1: lost' },
    });
    expect(await run([lost], { repeat: 'safe' })).toMatchObject({ attempts: 2, outcome: 'done' });
  });

  test('is asked about after the pause, and sent again only when it did not happen', async () => {
    const asked: string[] = [];
    const happened = async () => {
      asked.push('asked');
      return undefined;
    };
    expect(await run([lost, passing, lost], { repeat: { happened } })).toMatchObject({
      outcome: 'done',
      attempts: 4,
    });
    expect(asked).toHaveLength(2);
    const found = await run([lost], { repeat: { happened: async () => ({ value: 'found' }) } });
    expect(found).toMatchObject({ outcome: 'found', attempts: 1, slept: [375] });
    const moved = new Error('moved by somebody else');
    const refused = await run([lost], { repeat: { happened: () => Promise.reject(moved) } });
    expect(refused).toMatchObject({ outcome: moved, attempts: 1 });
  });

  test('is asked about after the last attempt as well', async () => {
    const policy = { ...POLICY, attempts: 1 };
    const found = { happened: async () => ({ value: 'found' }) };
    expect(await run([lost], { policy, repeat: found })).toMatchObject({ outcome: 'found', slept: [] });
    const absent = { happened: async () => undefined };
    expect(await run([lost], { policy, repeat: absent })).toMatchObject({
      outcome: { message: 'gave up after 1: lost' },
    });
  });
});

describe('cancellation', () => {
  test('before the first attempt, during one, and during a pause', async () => {
    const before = AbortSignal.abort();
    expect(await run([], { signal: before })).toMatchObject({
      attempts: 0,
      outcome: { message: 'cancelled' },
    });

    const during = new AbortController();
    const classify = () => {
      during.abort();
      return passing;
    };
    // Aborted while the first attempt's failure is looked at: the pause is not slept.
    expect(await run([passing], { signal: during.signal, classify })).toMatchObject({
      attempts: 1,
      slept: [],
      outcome: { message: 'cancelled' },
    });

    const attempt = new AbortController();
    const outcome = await retry(
      {
        what: 'x',
        policy: POLICY,
        clock: fakeClock(),
        log: { info: () => {} },
        signal: attempt.signal,
        fail: ({ why }) => new Error(why),
      },
      async () => {
        attempt.abort();
        throw transientError(passing);
      },
    ).catch((error: unknown) => error);
    expect(outcome).toEqual(new Error('cancelled'));
  });
});

test('an error carries its reason and what is behind it', () => {
  const cause = new Error('socket');
  const error = transientError(lost, cause);
  expect(error).toMatchObject({ message: 'lost', cause });
  expect(transientOf(error)).toBe(lost);
  for (const other of [new Error('lost'), 'lost', undefined, { transient: lost }])
    expect(transientOf(other)).toBeUndefined();
});

test('knows which statuses pass', () => {
  for (const status of [408, 425, 429, 500, 502, 503, 504, 599])
    expect(isTransientStatus(status), `${status}`).toBe(true);
  for (const status of [200, 301, 400, 401, 403, 404, 413, 501, 600])
    expect(isTransientStatus(status), `${status}`).toBe(false);
});
