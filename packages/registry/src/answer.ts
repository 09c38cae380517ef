/** Answers of a registry: which may pass, and how much of one is read. */
import type { Failure } from '@sealift/core/failure';
import type { Clock } from '@sealift/core/log';
import { discard, readBody } from '@sealift/net/body';
import { isTransientStatus, transientError } from '@sealift/net/retry';
import { parseRetryAfter } from '@sealift/net/retry-after';
import {
  brokenConnection,
  describeAnswer,
  type Operation,
  parseErrors,
  type RegistryError,
  refusal,
  tooMuchText,
} from './failures.ts';
import { knownRefusal } from './known-refusals.ts';

/** Bytes of an answer that is small JSON. */
const MAX_TEXT = 256 * 1024;

/** @throws a TransientError for a status that may pass; Failure `registry/unavailable` for a limit that will not */
export async function throwTransient(
  response: Response,
  url: URL,
  operation: Operation,
  clock: Clock,
): Promise<void> {
  if (!isTransientStatus(response.status)) return;
  const errors = response.status === 429 ? parseErrors(await readText(response, url)) : [];
  if (errors.some(isLasting)) throw refusal(operation, response.status, errors);
  await discard(response);
  throw transientError({
    reason: `${url.host} answered ${describeAnswer(response.status, errors)}`,
    after: parseRetryAfter(response.headers.get('retry-after'), clock.now()),
    applied: response.status >= 500 ? 'unknown' : 'no',
  });
}

const isLasting = ({ message }: RegistryError): boolean => {
  const known = knownRefusal(message, '');
  return known !== undefined && known.passing !== true;
};

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
