import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type RequestRecord = {
  readonly host: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** 0 when the connection ended before an answer. */
  readonly status: number;
  /** Milliseconds from the head of the request to the end of the answer. */
  readonly duration: number;
  /** Bytes on the connection inside TLS, heads included. */
  readonly received: number;
  readonly sent: number;
  /** The injected fault that met it. */
  readonly fault?: string;
  /** Why the upstream failed. */
  readonly error?: string;
};

export type RequestLog = {
  /** In the order in which the requests ended. Only the newest are kept. */
  readonly records: readonly RequestRecord[];
  /** Follows one request; the notes end up in its record. */
  follow(
    host: string,
    request: IncomingMessage,
    response: ServerResponse,
    notes: { fault?: string; error?: string },
  ): void;
  clear(): void;
};

export function createRequestLog(limit: number): RequestLog {
  const records: RequestRecord[] = [];
  /** A kept-alive connection carries many requests: what was counted for the earlier ones. */
  const counted = new WeakMap<Socket, { readonly received: number; readonly sent: number }>();
  return {
    records,
    follow(host, request, response, notes) {
      const started = performance.now();
      const { socket } = request;
      const { method = '', url: path = '' } = request;
      response.once('close', () => {
        const before = counted.get(socket) ?? { received: 0, sent: 0 };
        const now = { received: socket.bytesRead, sent: socket.bytesWritten };
        counted.set(socket, now);
        records.push({
          host,
          method,
          path,
          status: response.headersSent ? response.statusCode : 0,
          duration: Math.round(performance.now() - started),
          received: now.received - before.received,
          sent: now.sent - before.sent,
          ...notes,
        });
        if (records.length > limit) records.shift();
      });
    },
    clear() {
      records.length = 0;
    },
  };
}
