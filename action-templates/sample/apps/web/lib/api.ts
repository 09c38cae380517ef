import type { paths } from './api-types';
import { type ShopItem, shopItem } from './items';

type ApiItems = paths['/items']['get']['responses']['200']['content']['application/json'];

export type Answer =
  | { readonly ok: true; readonly items: readonly ShopItem[] }
  | { readonly ok: false; readonly status: 502 | 504; readonly error: string };

const WITHIN_MILLISECONDS = 3000;
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Asks the api at API_URL (default: the Service `api` of the namespace). Never throws: an api that is slow, away or
 * unwell is an answer too, without its words.
 */
export async function listItems(requestId?: string): Promise<Answer> {
  const address = new URL('/items', process.env.API_URL ?? 'http://api');
  try {
    const response = await fetch(address, {
      headers: {
        accept: 'application/json',
        ...(requestId !== undefined && REQUEST_ID.test(requestId) && { 'x-request-id': requestId }),
      },
      cache: 'no-store',
      signal: AbortSignal.timeout(WITHIN_MILLISECONDS),
    });
    if (!response.ok) return failed(502, `the api answered ${response.status}`);
    const items: ApiItems = await response.json();
    return { ok: true, items: items.map(shopItem) };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return failed(
      late ? 504 : 502,
      late ? 'the api did not answer in time' : `no answer of the api: ${error}`,
    );
  }
}

/** What was wrong is for the log; a browser learns that something was. */
function failed(status: 502 | 504, why: string): Answer {
  console.error(
    JSON.stringify({ time: new Date().toISOString(), level: 'error', logger: 'bff', message: why }),
  );
  return { ok: false, status, error: 'The items cannot be had at the moment.' };
}
