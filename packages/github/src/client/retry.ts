/**
 * When a request to GitHub may be sent again. Octokit's retry and throttling plugins repeat every 5xx, writes
 * included, and sleep by the wall clock; see docs/decisions/github-client.md.
 */
import { RequestError } from '@octokit/request-error';

/**
 * - `safe`: sending it twice ends like sending it once (reads; objects that nothing refers to yet; full replacements)
 * - `ask`: a second one would do harm, so the caller finds out first whether the first one happened
 */
export type Repeat = 'safe' | 'ask';

export type Attempt = {
  readonly error: unknown;
  readonly repeat: Repeat;
  /** 0 for the first. */
  readonly retries: number;
  /** Milliseconds since 1970, to turn a reset time into a wait. */
  readonly now: number;
};

export type Decision =
  | { readonly again: true; readonly wait: number; readonly reason: string }
  /** `applied: unknown` when GitHub may have done the write although no good answer came. */
  | { readonly again: false; readonly applied: 'no' | 'unknown'; readonly rateLimited: boolean };

export const MAX_RETRIES = 4;
/** A job should not sleep through longer limits: it fails and says when to come back. */
export const LONGEST_WAIT = 120_000;

/** The connection was never made, so nothing was asked. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Certificates do not get better by asking again. */
const HOPELESS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|UNABLE_TO_|SELF_SIGNED_)/;

/** The `code` of the innermost system error, e.g. `ECONNRESET`. */
export function systemCode(error: unknown): string | undefined {
  let code: string | undefined;
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') code = at.code;
  return code;
}

export const statusOf = (error: unknown): number | undefined =>
  error instanceof RequestError && error.response !== undefined ? error.status : undefined;

export function decide({ error, repeat, retries, now }: Attempt): Decision {
  const status = statusOf(error);
  const limit = rateLimitWait(error, now);
  const tooOften = retries >= MAX_RETRIES;
  if (limit !== undefined) {
    // Refused before anything was done: any request may come again, if the wait is bearable.
    if (tooOften || limit > LONGEST_WAIT) return { again: false, applied: 'no', rateLimited: true };
    return { again: true, wait: limit, reason: 'GitHub asks to slow down' };
  }
  if (status === undefined) {
    const code = systemCode(error);
    const sent = code === undefined || !NOT_SENT.has(code);
    const applied = sent && repeat === 'ask' ? 'unknown' : 'no';
    const stop = { again: false, applied, rateLimited: false } as const;
    if (code !== undefined && HOPELESS.test(code)) return { ...stop, applied: 'no' };
    if (tooOften || applied === 'unknown') return stop;
    return { again: true, wait: backoff(retries), reason: code ?? 'no answer' };
  }
  if (status < 500 && status !== 408) return { again: false, applied: 'no', rateLimited: false };
  if (repeat === 'ask') return { again: false, applied: 'unknown', rateLimited: false };
  if (tooOften) return { again: false, applied: 'unknown', rateLimited: false };
  return {
    again: true,
    wait: Math.min(retryAfter(error, now) ?? backoff(retries), LONGEST_WAIT),
    reason: `HTTP ${status}`,
  };
}

/** 1, 2, 4, 8 seconds, each between half and all of it, so that jobs that failed together come back apart. */
export const backoff = (retries: number): number => 1000 * 2 ** retries * (0.5 + Math.random() / 2);

/**
 * Milliseconds to wait when the answer is a primary or secondary rate limit, else undefined.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function rateLimitWait(error: unknown, now: number): number | undefined {
  if (!(error instanceof RequestError) || error.response === undefined) return undefined;
  if (error.status !== 403 && error.status !== 429) return undefined;
  const { headers } = error.response;
  const after = retryAfter(error, now);
  if (after !== undefined) return after;
  if (headers['x-ratelimit-remaining'] === '0')
    return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - now) + 1000;
  // Without a header GitHub asks for at least a minute.
  if (error.status === 429 || /secondary rate limit|abuse detection/i.test(error.message)) return 60_000;
  return undefined;
}

/** `Retry-After` in milliseconds: seconds or an HTTP date. */
function retryAfter(error: unknown, now: number): number | undefined {
  if (!(error instanceof RequestError)) return undefined;
  const text = error.response?.headers['retry-after'];
  if (text === undefined || text === '') return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(String(text));
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
