import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * - `{ status }`: this answer, and the upstream never hears of the request
 * - `reset-before`: TCP reset, the upstream never hears of the request
 * - `reset-after`: TCP reset in place of the answer, after the upstream has done the work
 * - `hang`: reads the request and never answers
 * - `{ delay }`: milliseconds before the request goes on
 */
export type Fault =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | 'reset-before'
  | 'reset-after'
  | 'hang'
  | { readonly delay: number };

export type Injection = {
  /** The exact host name, also where a wildcard route answers. */
  readonly host: string;
  readonly method?: string;
  /** Tested against path and query. */
  readonly path: RegExp;
  /** How many requests it meets; Infinity for all. */
  readonly times: number;
  readonly fault: Fault;
};

export type Injected = {
  readonly hits: number;
  remove(): void;
};

export type Faults = {
  inject(injection: Injection): Injected;
  clear(): void;
  /** The oldest injection that still wants this request, counted down. */
  take(host: string, request: IncomingMessage): Fault | undefined;
};

export function createFaults(): Faults {
  const active = new Set<Injection & { hits: number }>();
  return {
    inject(injection) {
      const entry = { ...injection, hits: 0 };
      active.add(entry);
      return {
        get hits() {
          return entry.hits;
        },
        remove: () => void active.delete(entry),
      };
    },
    clear: () => active.clear(),
    take(host, { method, url = '' }) {
      for (const entry of active) {
        if (entry.hits >= entry.times || entry.host !== host) continue;
        if (entry.method !== undefined && entry.method !== method) continue;
        // search() has no memory, whatever the flags of the expression.
        if (url.search(entry.path) === -1) continue;
        entry.hits += 1;
        return entry.fault;
      }
      return undefined;
    },
  };
}

export const describeFault = (fault: Fault): string =>
  typeof fault === 'string' ? fault : 'delay' in fault ? `delay ${fault.delay}` : `status ${fault.status}`;

/** A TCP reset: what a client sees when the other machine dies. `connection` is the one below TLS. */
export const reset = (connection: Socket): void => void connection.resetAndDestroy();

/**
 * Lets the fault happen.
 * @param connection of the client, below TLS
 * @returns whether the request goes on to its upstream
 */
export async function applyFault(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  connection: Socket,
  stopping: AbortSignal,
): Promise<boolean> {
  if (fault === 'reset-before') {
    reset(connection);
    return false;
  }
  if (fault === 'reset-after') {
    resetInsteadOfAnswer(response, connection);
    return true;
  }
  if (fault === 'hang') {
    request.resume();
    return false;
  }
  if ('delay' in fault) {
    await sleep(fault.delay, undefined, { signal: stopping }).catch(() => {});
    return !stopping.aborted && !response.destroyed;
  }
  // A client that is still sending reads the answer only when its body is taken.
  request.resume();
  response.writeHead(fault.status, { ...fault.headers });
  response.end(fault.body ?? '');
  return false;
}

/** The upstream may write what it likes: nothing reaches the client, and the end of it is a reset. */
function resetInsteadOfAnswer(response: ServerResponse, connection: Socket): void {
  const swallow = (...args: readonly unknown[]) => {
    const done = args.at(-1);
    if (typeof done === 'function') process.nextTick(() => done());
    return true;
  };
  Object.assign(response, {
    writeHead: () => response,
    flushHeaders: () => {},
    write: swallow,
    end: () => {
      reset(connection);
      return response;
    },
  });
}
