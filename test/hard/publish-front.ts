/** Loopback before a real registry: it sees each request of a client, and can let the client die in the middle of one. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forward } from '@sealift/sandbox/proxy/forward';

/** When: as the request arrives, with half of its body sent on, or when all is done and not answered. */
export const MOMENTS = ['arrived', 'half', 'done'] as const;

export type Death = {
  /** Number of the request, from 1. */
  readonly at: number;
  readonly moment: (typeof MOMENTS)[number];
  readonly kill: () => void;
};

export type Front = {
  readonly host: string;
  /** Requests so far. */
  readonly seen: number;
  /** Digests of blobs whose bytes began to come. */
  readonly uploads: readonly string[];
  /** Connections of clients that are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
};

/** @param port of the real registry */
export async function startFront(port: number, death?: Death): Promise<Front> {
  const uploads: string[] = [];
  let seen = 0;
  const server = createServer((request, response) => {
    seen += 1;
    const digest = new URL(request.url ?? '/', 'http://registry').searchParams.get('digest');
    if (request.method === 'PUT' && digest !== null) uploads.push(digest);
    if (death !== undefined && seen === death.at && dieIn(request, response, death)) return;
    forward({ port }, request, response, {}, () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get seen() {
      return seen;
    },
    uploads,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns whether the registry never hears of the request */
function dieIn(request: IncomingMessage, response: ServerResponse, { moment, kill }: Death): boolean {
  const half = Number(request.headers['content-length'] ?? 0) / 2;
  if (moment === 'arrived') {
    kill();
    request.destroy();
    return true;
  }
  if (moment === 'half' && half > 0) {
    let received = 0;
    let dead = false;
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (dead || received < half) return;
      dead = true;
      kill();
    });
    return false;
  }
  const { writeHead } = response;
  Object.assign(response, {
    writeHead: (...given: readonly unknown[]) => {
      kill();
      return Reflect.apply(writeHead, response, given);
    },
  });
  return false;
}
