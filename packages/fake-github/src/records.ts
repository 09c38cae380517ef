import type { IncomingMessage } from 'node:http';
import { requestUrl } from './http.ts';
import type { Level } from './permissions.ts';

/** Who did it: a job of a run, an App, a person's token, or nobody known. */
export type Origin = { readonly who: string; readonly runId?: number; readonly job?: string };

export type Incident = Origin & {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly host: string;
  readonly method: string;
  /** Without query: it may hold signatures. */
  readonly path: string;
  readonly message: string;
};

export type Denial = Incident & { readonly permission: string; readonly needed: Level };

export type Records = {
  /** A permission was missing. */
  readonly denials: Journal<Denial>;
  /** A route that the stand-in does not know: the rehearsal cannot judge it, so it fails. */
  readonly unknownRoutes: Journal<Incident>;
  /** A request that GitHub's description does not allow. */
  readonly violations: Journal<Incident>;
  /** A parameter or field that GitHub would silently ignore: mostly a slip of the pen. */
  readonly ignored: Journal<Incident>;
  /** The stand-in itself went wrong. */
  readonly bugs: Journal<Incident>;
};

export type Journal<T> = { add(entry: T): void; readonly entries: readonly T[]; readonly dropped: number };

/** A client that loops must not fill the memory. */
const KEPT = 2_000;

function createJournal<T>(): Journal<T> {
  const entries: T[] = [];
  let dropped = 0;
  return {
    add: (entry) => {
      if (entries.length < KEPT) entries.push(entry);
      else dropped += 1;
    },
    entries,
    get dropped() {
      return dropped;
    },
  };
}

export const createRecords = (): Records => ({
  denials: createJournal(),
  unknownRoutes: createJournal(),
  violations: createJournal(),
  ignored: createJournal(),
  bugs: createJournal(),
});

type World = {
  readonly records: Pick<Records, 'bugs'>;
  readonly clock: { now(): number };
  readonly log: { debug(message: string): void };
};

/** The stand-in itself went wrong at a request to one of its hosts. */
export function recordBug(
  { records, clock, log }: World,
  host: string,
  error: unknown,
  request: IncomingMessage,
): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.debug(`GitHub stand-in: ${message}`);
  records.bugs.add({
    who: 'the stand-in',
    at: clock.now(),
    host,
    method: request.method ?? '',
    path: requestUrl(request).pathname,
    message,
  });
}
