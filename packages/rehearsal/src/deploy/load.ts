/** Users of a service: requests to whatever is ready behind it, evenly, so many a second. */
import http from 'node:http';
import { WAY_IN_HEADER } from '@sealift/cluster/node/way-in';

export type LoadCount = {
  readonly sent: number;
  /** Answered with less than 500. */
  readonly answered: number;
  /** Answered with 500 or more by a pod. */
  readonly errors: number;
  /** Without any answer of a pod, by reason. */
  readonly lost: Readonly<Record<string, number>>;
};

export type Load = {
  readonly count: () => LoadCount;
  stop(): void;
};

export type LoadOptions = {
  /** Unix socket of the node's proxy. */
  readonly wayIn: string;
  readonly path: string;
  /** Requests a second. */
  readonly rate: number;
  /** Addresses (host:port) that are ready now: asked again and again, as kube-proxy hears of them. */
  readonly endpoints: () => Promise<readonly string[]>;
  /** Milliseconds after which it ends by itself. */
  readonly limit: number;
};

/** Milliseconds between questions for endpoints, and for one request. */
const REFRESH = 300;
const TIMEOUT = 5_000;
/** Requests on their way: more would only wait for each other. */
const MOST_OPEN = 200;

/** Begins with the first endpoint. A request that finds too many others on their way counts as lost. */
export function startLoad({ wayIn, path, rate, endpoints, limit }: LoadOptions): Load {
  const seen = { sent: 0, answered: 0, errors: 0 };
  const lost = new Map<string, number>();
  const lose = (why: string) => lost.set(why, (lost.get(why) ?? 0) + 1);
  let addresses: readonly string[] = [];
  let open = 0;
  const end = Date.now() + limit;
  const look = setInterval(() => {
    endpoints().then(
      (found) => {
        addresses = found;
      },
      // The API server may be slow for a moment; what is known stays.
      () => undefined,
    );
  }, REFRESH);
  const beat = setInterval(() => {
    if (Date.now() > end) stop();
    const address = addresses[seen.sent % Math.max(1, addresses.length)];
    if (address === undefined) return;
    seen.sent += 1;
    if (open >= MOST_OPEN) {
      lose('too many open');
      return;
    }
    open += 1;
    ask(wayIn, `http://${address}${path}`).then((answer) => {
      open -= 1;
      if (answer.lost !== undefined) lose(answer.lost);
      else if (answer.status >= 500) seen.errors += 1;
      else seen.answered += 1;
    });
  }, 1_000 / rate);
  const stop = () => {
    clearInterval(look);
    clearInterval(beat);
  };
  return { stop, count: () => ({ ...seen, lost: Object.fromEntries(lost) }) };
}

type Answer = { readonly status: number; readonly lost?: string };

function ask(socketPath: string, url: string): Promise<Answer> {
  return new Promise((resolve) => {
    const request = http.get({ socketPath, path: url, agent: false, timeout: TIMEOUT }, (response) => {
      const status = response.statusCode ?? 0;
      const refused = response.headers[WAY_IN_HEADER];
      response.once('error', (error: NodeJS.ErrnoException) =>
        resolve({ status, lost: error.code ?? 'error' }),
      );
      response.once('end', () =>
        resolve(refused === undefined ? { status } : { status, lost: String(refused) }),
      );
      response.resume();
    });
    request.once('timeout', () =>
      request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
    );
    request.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ status: 0, lost: error.code ?? 'error' }),
    );
  });
}

/** What came in between two moments. */
export const since = (before: LoadCount, now: LoadCount): LoadCount => ({
  sent: now.sent - before.sent,
  answered: now.answered - before.answered,
  errors: now.errors - before.errors,
  lost: Object.fromEntries(
    Object.entries(now.lost)
      .map(([why, times]) => [why, times - (before.lost[why] ?? 0)] as const)
      .filter(([, times]) => times > 0),
  ),
});

export const lostIn = ({ lost }: LoadCount): number =>
  Object.values(lost).reduce((sum, times) => sum + times, 0);
