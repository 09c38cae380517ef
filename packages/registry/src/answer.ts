/** Answers of a registry: which may pass, and how much of one is read. */
import type { Failure } from '@sealift/core/failure';
import type { Clock } from '@sealift/core/log';
import { discard, readBody } from '@sealift/net/body';
import { isTransientStatus, transientError } from '@sealift/net/retry';
import { parseRetryAfter } from '@sealift/net/retry-after';
import { brokenConnection, type Operation, parseErrors, refusal, tooMuchText } from './failures.ts';

/** Bytes of an answer that is small JSON. */
const MAX_TEXT = 256 * 1024;

/** @throws a TransientError for a status that may pass */
export async function throwTransient(response: Response, url: URL, clock: Clock): Promise<void> {
  if (!isTransientStatus(response.status)) return;
  await discard(response);
  throw transientError({
    reason: `${url.host} answered ${response.status}`,
    after: parseRetryAfter(response.headers.get('retry-after'), clock.now()),
    applied: response.status >= 500 ? 'unknown' : 'no',
  });
}

/** Bytes of an answer, no more than `limit`. @throws a TransientError when the connection ends early */
export async function readBytes(
  response: Response,
  url: URL,
  limit: number,
  tooLarge: () => Failure,
): Promise<Uint8Array> {
  const bytes = await readBody(response, limit).catch((error: unknown) => {
    throw brokenConnection(url, error);
  });
  if (bytes === undefined) throw tooLarge();
  return bytes;
}

/** Text of an answer, for JSON that is small. */
export const readText = async (response: Response, url: URL): Promise<string> =>
  Buffer.from(await readBytes(response, url, MAX_TEXT, () => tooMuchText(url))).toString('utf8');

/** The Failure for an answer that repeating does not change. */
export const readRefusal = async (operation: Operation, url: URL, response: Response): Promise<Failure> =>
  refusal(operation, response.status, parseErrors(await readText(response, url)));
