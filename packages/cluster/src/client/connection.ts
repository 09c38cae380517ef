/** Requests to an API server on loopback, with its own certificate as the only one that is trusted. */
import https from 'node:https';
import { remoteFailure } from '@sealift/core/failure';

export type Request = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  /** `application/json` unless it is a patch. */
  readonly contentType?: string;
  /** Milliseconds; a minute if left out. A webhook may take its time, and a busy machine a custom resource. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
};

export type Response = {
  readonly status: number;
  readonly text: string;
  /** What the API server wants to be said to whoever asked, e.g. of Pod Security. */
  readonly warnings: readonly string[];
};

export type Connection = {
  /** Base address, https. */
  readonly url: string;
  /** @throws Failure `cluster/unreachable` when there is no answer */
  send(request: Request): Promise<Response>;
  close(): void;
};

/** Bytes of an answer that are taken: custom resources are large, and lists of them larger. */
const LIMIT = 64 << 20;

export function connect(options: {
  readonly url: string;
  /** PEM. */
  readonly ca: string;
  readonly token: string;
}): Connection {
  const agent = new https.Agent({ keepAlive: true, ca: options.ca });
  const send = (request: Request) =>
    new Promise<Response>((resolve, reject) => {
      const { method, timeout = 60_000 } = request;
      const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
      const deadline = AbortSignal.timeout(timeout);
      const fail = (error: Error) => reject(unreachable(request, error));
      const outgoing = https.request(
        new URL(request.path, options.url),
        {
          agent,
          method,
          signal: request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]),
          headers: {
            accept: 'application/json',
            authorization: `Bearer ${options.token}`,
            ...(body === undefined
              ? {}
              : {
                  'content-type': request.contentType ?? 'application/json',
                  'content-length': body.length,
                }),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          let size = 0;
          incoming.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > LIMIT) outgoing.destroy(new Error(`the answer is larger than ${LIMIT} bytes`));
            else chunks.push(chunk);
          });
          incoming.once('error', fail);
          incoming.once('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              text: Buffer.concat(chunks).toString(),
              warnings: warningsOf(incoming.headers['warning']),
            }),
          );
        },
      );
      outgoing.once('error', fail);
      outgoing.end(body);
    });
  return { url: options.url, send, close: () => agent.destroy() };
}

/**
 * Texts of a Warning header: `299 - "text", 299 - "text"`.
 * https://kubernetes.io/blog/2020/09/03/warnings/
 */
export function warningsOf(header: string | undefined): string[] {
  const texts = (header ?? '').matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g);
  return [...texts].map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1'));
}

const unreachable = (request: Request, error: Error) =>
  remoteFailure({
    code: 'cluster/unreachable',
    cause: `The API server gave no answer to ${request.method} ${request.path}: ${error.message}.`,
    remedy: 'Read kube-apiserver.log in the folder of logs.',
    error,
  });
