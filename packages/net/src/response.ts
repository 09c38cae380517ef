/**
 * An answer that did not come by fetch, of the same class as those that do: the first use of Node's own `Response` loads
 * a second undici, of three megabytes and more.
 */
import { Headers, Response as UndiciResponse } from 'undici';

/** https://fetch.spec.whatwg.org/#null-body-status; of those, what a server can send. */
const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/** @param headers by name, in the order of their values */
export function makeResponse(
  status: number,
  headers: Readonly<Record<string, readonly string[] | undefined>>,
  body: Uint8Array,
): Response {
  const given = new Headers();
  for (const [name, values = []] of Object.entries(headers))
    for (const value of values) given.append(name, value);
  const answer = new UndiciResponse(WITHOUT_BODY.includes(status) ? null : body, { status, headers: given });
  // The two sets of types describe the same standard and differ in the names of private members only.
  return answer as unknown as Response;
}
