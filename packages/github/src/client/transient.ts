/** Which failed requests to GitHub may work when they are sent again. See docs/decisions/github-client.md. */
import {
  isTransientStatus,
  transientOf as ownTransient,
  type RetryPolicy,
  type Transient,
} from '@sealift/net/retry';
import { parseRetryAfter } from '@sealift/net/retry-after';
import { headersOf, networkProblem, statusOf } from './request-error.ts';

export const RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  firstPause: 1000,
  maxPause: 8000,
  // A job should not sleep through longer limits: it fails and says when to come back.
  maxRetryAfter: 120_000,
  total: 20 * 60_000,
};

/** @param now milliseconds since 1970, to turn a reset time into a wait */
export function transientOf(error: unknown, now: number): Transient | undefined {
  const limit = rateLimitPause(error, now);
  // Refused before anything was done.
  if (limit !== undefined) return { reason: 'GitHub asks to slow down', after: limit, applied: 'no' };
  const status = statusOf(error);
  if (status !== undefined)
    return isTransientStatus(status)
      ? { reason: `HTTP ${status}`, after: retryAfter(error, now), applied: 'unknown' }
      : undefined;
  const problem = networkProblem(error);
  if (problem?.kind === 'not-sent') return { reason: problem.code, applied: 'no' };
  if (problem?.kind === 'unknown') return { reason: problem.code, applied: 'unknown' };
  return ownTransient(error);
}

/**
 * Milliseconds to wait when the answer is a primary or secondary rate limit, else undefined.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function rateLimitPause(error: unknown, now: number): number | undefined {
  const status = statusOf(error);
  if (status !== 403 && status !== 429) return undefined;
  const after = retryAfter(error, now);
  if (after !== undefined) return after;
  const headers = headersOf(error);
  if (headers['x-ratelimit-remaining'] === '0')
    return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - now) + 1000;
  // Without a header GitHub asks for at least a minute.
  const secondary = error instanceof Error && /secondary rate limit|abuse detection/i.test(error.message);
  return status === 429 || secondary ? 60_000 : undefined;
}

function retryAfter(error: unknown, now: number): number | undefined {
  const header = headersOf(error)['retry-after'];
  return header === undefined ? undefined : parseRetryAfter(String(header), now);
}
