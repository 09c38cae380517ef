/**
 * Whether caches answer. BuildKit says nothing while a cache service keeps it waiting, and a cache that cannot be read or
 * written is an error of a step that fails nothing: both are for the user to know.
 */

import type { Clock, Log } from '@sealift/core/log';
import { formatDuration } from '@sealift/core/text/duration';
import { singleLine } from '@sealift/core/text/sanitize';
import type { BuildEvent, Vertex } from '../progress/events.ts';
import type { CacheOption } from './option.ts';

/** What became of one cache in one build. */
export type CacheOutcome = {
  readonly name: string;
  readonly role: 'read' | 'written';
  readonly state: 'done' | 'absent' | 'failed' | 'given up';
  /** Why, when it failed. */
  readonly reason: string | undefined;
};

export type Silence = {
  readonly cache: CacheOption;
  /** Milliseconds since the cache's last sign of life. */
  readonly silent: number;
};

export type CacheWatch = {
  onEvent(event: BuildEvent): void;
  /** Caches that are waited for, and for how long they have been silent. */
  silences(): readonly Silence[];
  outcomes(): readonly CacheOutcome[];
};

const IMPORT = 'importing cache manifest from ';
const EXPORT = 'exporting cache to ';
/** A cache that nobody has written yet: registries say so in several ways. */
const ABSENT = /not found|manifest unknown|name unknown|404/i;

/** @param caches those that this build reads, or the one that it writes */
export function watchCaches(
  role: CacheOutcome['role'],
  caches: readonly CacheOption[],
  clock: Pick<Clock, 'now'>,
): CacheWatch {
  const prefix = role === 'read' ? IMPORT : EXPORT;
  const seen = new Map<string, { vertex: Vertex; heard: number }>();
  const cachesOf = ({ name }: Vertex): readonly CacheOption[] => {
    if (role === 'written') return caches;
    const id = name.slice(prefix.length);
    const named = caches.filter((cache) => cache.type === 'registry' && sameImage(cache.name, id));
    return named.length > 0 ? named : caches.filter(({ type }) => id.startsWith(`${type}:`));
  };
  return {
    onEvent(event) {
      const now = clock.now();
      for (const vertex of event.vertexes)
        if (vertex.name.startsWith(prefix) && vertex.started !== undefined)
          seen.set(vertex.digest, { vertex, heard: now });
      for (const { vertex } of [...event.statuses, ...event.logs]) {
        const known = seen.get(vertex);
        if (known !== undefined) known.heard = now;
      }
    },
    silences: () =>
      [...seen.values()]
        .filter(({ vertex }) => vertex.completed === undefined)
        .flatMap(({ vertex, heard }) =>
          cachesOf(vertex).map((cache) => ({ cache, silent: clock.now() - heard })),
        ),
    outcomes: () =>
      [...seen.values()].flatMap(({ vertex }) =>
        cachesOf(vertex).map(({ name }) => ({ name, role, ...stateOf(vertex) })),
      ),
  };
}

function stateOf({ completed, error }: Vertex): Pick<CacheOutcome, 'state' | 'reason'> {
  if (error !== '')
    return { state: ABSENT.test(error) ? 'absent' : 'failed', reason: singleLine(error).slice(0, 500) };
  return { state: completed === undefined ? 'given up' : 'done', reason: undefined };
}

/** BuildKit writes Docker Hub's short names and a missing tag out. */
const sameImage = (given: string, id: string): boolean =>
  id === given ||
  id === `${given}:latest` ||
  [`docker.io/${given}`, `docker.io/library/${given}`].some((full) => id === full || id === `${full}:latest`);

/** Milliseconds of silence after which the user hears of it. */
const NOTICED = 10_000;

export type CacheGuard = {
  /** Call it every second. Warns of caches that are silent, and returns those whose time is over. */
  look(): readonly CacheOption[];
  givenUp(): readonly CacheOption[];
};

/** @param patience milliseconds of silence after which a cache is given up; Infinity where that would not help */
export function createCacheGuard(watch: CacheWatch, patience: number, log: Pick<Log, 'warning'>): CacheGuard {
  const warned = new Set<string>();
  let over: readonly CacheOption[] = [];
  return {
    look() {
      const silences = watch.silences();
      for (const { cache, silent } of silences) {
        if (silent < NOTICED || warned.has(cache.text)) continue;
        warned.add(cache.text);
        const then =
          patience === Number.POSITIVE_INFINITY
            ? 'BuildKit serves no build until it does; restart the daemon if it goes on.'
            : `After ${formatDuration(patience)} it is given up.`;
        log.warning(`The cache ${cache.name} has not answered for ${formatDuration(silent)}. ${then}`, {
          title: 'Build cache',
        });
      }
      const late = silences.filter(({ silent }) => silent >= patience).map(({ cache }) => cache);
      if (over.length === 0) over = late;
      return late;
    },
    givenUp: () => over,
  };
}
