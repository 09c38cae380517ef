/** A short question with a short answer, as services for tokens take them. */
import type { Clock } from '@sealift/core/log';
import { readBody } from './body.ts';
import { startDeadline } from './deadline.ts';
import { networkError } from './network-error.ts';
import { isTransientStatus, transientError } from './retry.ts';
import { parseRetryAfter } from './retry-after.ts';

export type ShortQuestion = {
  readonly url: string | URL;
  readonly init: RequestInit;
  /** Milliseconds. */
  readonly deadline: number;
  /** Bytes; of a longer answer the text is empty. */
  readonly limit: number;
  /** What a status that may pass is called in messages. Default: `it answered 503`. */
  readonly called?: (status: number) => string;
};

export type AskDependencies = {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
};

/**
 * One attempt, for `retry`: to be asked twice must be harmless.
 * @returns also statuses that mean no
 * @throws a TransientError for what may pass; what fetch throws otherwise
 */
export async function askOnce(
  { url, init, deadline, limit, called = (status) => `it answered ${status}` }: ShortQuestion,
  { fetch, clock, signal }: AskDependencies,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(url, { ...init, signal: startDeadline(deadline, signal).signal });
    const { status, headers } = response;
    const bytes = await readBody(response, limit);
    if (!isTransientStatus(status)) return { status, text: Buffer.from(bytes ?? []).toString('utf8') };
    const after = parseRetryAfter(headers.get('retry-after'), clock.now());
    throw transientError({ reason: called(status), after, applied: 'unknown' });
  } catch (error) {
    const broken = networkError(error);
    if (broken?.kind !== 'not-sent' && broken?.kind !== 'unknown') throw error;
    throw transientError({ reason: broken.code, applied: 'unknown' }, error);
  }
}
