/** The one loop that does things again. What may be repeated, and what a failure means, each boundary says itself. */

import type { Clock, Log } from '@sealift/core/log';
import { formatDuration } from '@sealift/core/text/duration';

/** Why an attempt failed in a way that may pass. */
export type Transient = {
  /** For the log and the final message, without a full stop: `ghcr.io answered 503`. */
  readonly reason: string;
  /** Milliseconds that the other side asked to wait; see retry-after.ts. */
  readonly after?: number | undefined;
  /** Whether what was asked may have been done all the same. */
  readonly applied: 'no' | 'unknown';
};

export type TransientError = Error & { readonly transient: Transient };

/** An error for {@link retry} to take as a reason for another attempt. */
export const transientError = (transient: Transient, cause?: unknown): TransientError =>
  Object.assign(new Error(transient.reason, { cause }), { name: 'TransientError', transient });

/** The reason inside an error of {@link transientError}; undefined for any other. */
export const transientOf = (error: unknown): Transient | undefined =>
  error instanceof Error && error.name === 'TransientError' && 'transient' in error
    ? (error as TransientError).transient
    : undefined;

export type RetryPolicy = {
  /** With the first one. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubles with each. */
  readonly firstPause: number;
  /** Milliseconds; pauses do not grow beyond. */
  readonly maxPause: number;
  /** Milliseconds; who asks to wait longer by `Retry-After` is not waited for at all. */
  readonly maxRetryAfter: number;
  /** Milliseconds for everything: no attempt starts later. */
  readonly total: number;
};

/**
 * Whether an attempt that may have succeeded can be followed by another.
 * - `safe`: doing it twice ends like doing it once
 * - `unless-sent`: never after `applied: 'unknown'`
 * - `happened`: asked first, by a question of its own. Gives the value when it did happen, undefined to try again, and
 *   throws when it must not be tried again.
 */
export type Repeat<T> =
  | 'safe'
  | 'unless-sent'
  | { readonly happened: () => Promise<{ readonly value: T } | undefined> };

/** Why there is no further attempt. */
export type RetryEnd =
  | {
      readonly why: 'exhausted';
      readonly transient: Transient;
      readonly attempts: number;
      readonly error: unknown;
    }
  | { readonly why: 'cancelled'; readonly error: unknown };

export type RetryOptions<T> = {
  /** What is done, for the log: `upload of sha256:… to ghcr.io/acme/shop`. */
  readonly what: string;
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
  readonly signal?: AbortSignal | undefined;
  /** From 0 to 1. Default: Math.random. */
  readonly random?: () => number;
  /** Default: `safe`. */
  readonly repeat?: Repeat<T>;
  /** The reason to go on after an error, undefined for none. Default: {@link transientOf}. */
  readonly classify?: (error: unknown) => Transient | undefined;
  /** The error to throw at the end. */
  readonly fail: (end: RetryEnd) => Error;
};

/**
 * Repeats `attempt` while its errors are transient, with growing pauses of which half is left to chance, or as long as
 * `Retry-After` says.
 * @throws what `attempt` throws when that is not transient; what `fail` makes of the end
 */
export async function retry<T>(options: RetryOptions<T>, attempt: () => Promise<T>): Promise<T> {
  const { policy, clock, signal, repeat = 'safe', random = Math.random, classify = transientOf } = options;
  const end = clock.now() + policy.total;
  const cancelled = (error: unknown) => options.fail({ why: 'cancelled', error });
  for (let attempts = 1; ; attempts += 1) {
    if (signal?.aborted) throw cancelled(signal.reason);
    const outcome = await attempt().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('value' in outcome) return outcome.value;
    const { error } = outcome;
    if (signal?.aborted) throw cancelled(error);
    const transient = classify(error);
    if (transient === undefined) throw error;
    const pause = pauseAfter(transient, attempts, policy, random);
    const ask = transient.applied === 'unknown' && typeof repeat === 'object' ? repeat.happened : undefined;
    const last =
      attempts >= policy.attempts ||
      clock.now() + pause >= end ||
      (transient.after ?? 0) > policy.maxRetryAfter ||
      (transient.applied === 'unknown' && repeat === 'unless-sent');
    if (!last) {
      options.log.info(
        `${options.what}: ${transient.reason}; attempt ${attempts + 1} of ${policy.attempts} follows in ${formatDuration(pause)}`,
      );
      await clock.sleep(pause, signal).catch((woken: unknown) => {
        throw signal?.aborted ? cancelled(woken) : woken;
      });
    }
    const found = await ask?.();
    if (found !== undefined) return found.value;
    if (last) throw options.fail({ why: 'exhausted', transient, attempts, error });
  }
}

/**
 * Milliseconds before the next attempt. Half of it is left to chance: what failed together must not come back together.
 * @param attempts those made so far
 */
export function pauseAfter(
  { after }: Pick<Transient, 'after'>,
  attempts: number,
  { firstPause, maxPause }: Pick<RetryPolicy, 'firstPause' | 'maxPause'>,
  random: () => number,
): number {
  if (after !== undefined) return after + random() * firstPause;
  return Math.min(maxPause, firstPause * 2 ** (attempts - 1)) * (0.5 + random() / 2);
}

/** Timeouts, rate limits and errors of a server; 425 is "too early", 501 does not pass. */
export const isTransientStatus = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status <= 599);
