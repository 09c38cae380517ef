import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { operationOf, peekBody } from './peek.ts';

/**
 * - `{ status }`: this answer, and the upstream never hears of the request
 * - `{ status, applied: true }`: this answer in place of the upstream's, after that has done the work
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
      readonly applied?: true;
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
  /** Tested against the body, up to 4 MB of it. */
  readonly body?: RegExp;
  /** The name of a GraphQL operation, or the first field of one without a name. */
  readonly operation?: string;
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
  take(host: string, request: IncomingMessage): Promise<Fault | undefined>;
};

const wantsBody = ({ body, operation }: Injection): boolean => body !== undefined || operation !== undefined;

function matchesBody({ body, operation }: Injection, text: string | undefined): boolean {
  if (text === undefined) return false;
  if (body !== undefined && text.search(body) === -1) return false;
  return operation === undefined || operationOf(text) === operation;
}

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
    async take(host, request) {
      const { method, url = '' } = request;
      const mayMeet = (entry: Injection & { hits: number }) =>
        active.has(entry) &&
        entry.hits < entry.times &&
        entry.host === host &&
        (entry.method === undefined || entry.method === method) &&
        // search() has no memory, whatever the flags of the expression.
        url.search(entry.path) !== -1;
      const candidates = [...active].filter(mayMeet);
      const text = candidates.some(wantsBody) ? await peekBody(request) : undefined;
      // Reading the body took time: another request may have used an injection up.
      const found = candidates.find(
        (entry) => mayMeet(entry) && (!wantsBody(entry) || matchesBody(entry, text)),
      );
      if (found === undefined) return undefined;
      found.hits += 1;
      return found.fault;
    },
  };
}

export const describeFault = (fault: Fault): string =>
  typeof fault === 'string'
    ? fault
    : 'delay' in fault
      ? `delay ${fault.delay}`
      : `status ${fault.status}${fault.applied ? ' after the work' : ''}`;

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
    replaceAnswer(response, () => reset(connection));
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
  if (fault.applied) {
    const { writeHead, end } = response;
    replaceAnswer(response, () => {
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      writeHead.call(response, fault.status, { ...fault.headers });
      end.call(response, fault.body ?? '', 'utf8');
    });
    return true;
  }
  // A client that is still sending reads the answer only when its body is taken.
  request.resume();
  response.writeHead(fault.status, { ...fault.headers });
  response.end(fault.body ?? '');
  return false;
}

/** The upstream may write what it likes: nothing reaches the client, and at its end `answer` happens instead. */
function replaceAnswer(response: ServerResponse, answer: () => void): void {
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
      answer();
      return response;
    },
  });
}
