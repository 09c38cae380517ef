import type { Clock } from '@sealift/core/log';

/** A failure that may pass. `after` is what Retry-After asked for, in milliseconds. */
export class Transient extends Error {
  override readonly name = 'Transient';
  readonly after: number | undefined;
  /** True when the registry may have carried the request out all the same (a reset, a 5xx). */
  readonly ambiguous: boolean;

  constructor(message: string, details: { after?: number | undefined; ambiguous: boolean; error?: unknown }) {
    super(message, { cause: details.error });
    this.after = details.after;
    this.ambiguous = details.ambiguous;
  }
}

/** Timeouts, rate limits and server errors; 425 is "too early". */
export const isTransientStatus = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status <= 599);

/**
 * Milliseconds to wait, from a Retry-After of seconds or of a date.
 * RFC 9110 section 10.2.3
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000;
  // A date has a weekday or month name; Date.parse alone would read "-5" as a year.
  const date = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

export type RetryPolicy = {
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubles with each. */
  readonly firstDelay: number;
  readonly maxDelay: number;
  /** Milliseconds for everything: no attempt starts later. */
  readonly deadline: number;
};

export const RETRY_POLICY: RetryPolicy = {
  attempts: 6,
  firstDelay: 500,
  maxDelay: 20_000,
  deadline: 15 * 60_000,
};

export type RetryOptions = {
  readonly clock: Clock;
  readonly policy: RetryPolicy;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  readonly onRetry: (failure: Transient, delay: number) => void;
  /** The error to throw when no attempt is left. */
  readonly giveUp: (failure: Transient, attempts: number) => Error;
};

/**
 * Repeats `attempt` while it throws {@link Transient}, with growing jittered delays or what Retry-After says.
 * @param attempt gets the failure of the attempt before it, to find out whether that one happened after all
 */
export async function withRetries<T>(
  options: RetryOptions,
  attempt: (previous: Transient | undefined) => Promise<T>,
): Promise<T> {
  const { clock, policy, random, signal } = options;
  const end = clock.now() + policy.deadline;
  let previous: Transient | undefined;
  for (let count = 1; ; count++) {
    try {
      return await attempt(previous);
    } catch (thrown) {
      if (!(thrown instanceof Transient)) throw thrown;
      previous = thrown;
      const ceiling = Math.min(policy.maxDelay, policy.firstDelay * 2 ** (count - 1));
      // Half fixed, half random: parallel uploads must not come back in step.
      const jittered = ceiling * (0.5 + random() / 2);
      const delay = thrown.after === undefined ? jittered : thrown.after + random() * policy.firstDelay;
      if (count >= policy.attempts || clock.now() + delay >= end) throw options.giveUp(thrown, count);
      options.onRetry(thrown, delay);
      await clock.sleep(delay, signal);
    }
  }
}
