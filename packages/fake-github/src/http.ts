import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** One host of the stand-in, mounted on a TLS proxy or, in a test, on a plain server. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** More than this is read by no route that keeps a body in memory: a 40 MB blob in base64 and some. */
export const BODY_LIMIT = 64 * 1024 * 1024;

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** @throws BodyTooLarge as soon as more than `limit` bytes have come */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new BodyTooLarge(`The body has more than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Path and query. The host is left to the proxy; proxies send the absolute form. */
export const requestUrl = (request: IncomingMessage): URL =>
  new URL(request.url ?? '/', 'http://stand-in.invalid');

export function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: OutgoingHttpHeaders = {},
): void {
  const empty = status === 204 || status === 304;
  const length = empty ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(empty ? undefined : body);
}

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: OutgoingHttpHeaders = {},
): void =>
  send(response, status, body === undefined ? '' : JSON.stringify(body), {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });

/** JSON of a body, or undefined when it is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Turns asynchronous work into a handler that always answers, whatever is thrown. */
export const asHandler =
  (
    work: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
    onError: (error: unknown, request: IncomingMessage) => void,
  ): Handler =>
  (request, response) => {
    work(request, response).catch((error: unknown) => {
      // A client that went away is not an error of ours.
      if (request.destroyed && !request.complete) return response.destroy();
      if (!(error instanceof BodyTooLarge)) onError(error, request);
      if (response.headersSent) return response.destroy();
      const status = error instanceof BodyTooLarge ? 413 : 500;
      sendJson(
        response,
        status,
        { message: status === 413 ? 'Payload Too Large' : 'Server Error', status: String(status) },
        { connection: 'close' },
      );
      return undefined;
    });
  };
