/** Sees from outside what locks a session has or waits for. */
import type { Client } from 'pg';
import { isLockMode, type Lock } from './observation.ts';

export type Watch = {
  /** Locks of a session on relations that were there before. */
  locksOf(pid: number): Promise<readonly Lock[]>;
  /**
   * The locks that a session has or waits for from `start` to its end. The gate takes locks of its own on every table
   * before, so that a statement that no transaction may hold has to wait, and lets go of them one by one when it does.
   * Such statements have several transactions of their own: what waits for others to end looks for them once, so that
   * a latecomer, who locks meanwhile, stops the stronger lock that follows.
   */
  locksDuring(pid: number, start: () => Promise<unknown>): Promise<readonly Lock[]>;
};

export type WatchOptions = {
  /** Of anybody, in the same database. */
  readonly observer: Pick<Client, 'query'>;
  /** Of whom the tables belong to. */
  readonly blocker: Pick<Client, 'query'>;
  /** Likewise, in a session of its own. */
  readonly latecomer: Pick<Client, 'query'>;
  readonly relations: readonly number[];
  /** Tables by their quoted names. */
  readonly tables: readonly string[];
  readonly pause: () => Promise<void>;
};

const STRONGER = [
  ['middle', 'SHARE UPDATE EXCLUSIVE'],
  ['strongest', 'ACCESS EXCLUSIVE'],
] as const;

type Release = () => Promise<unknown>;
type Row = { readonly relation: number | null; readonly mode: string; readonly granted: boolean };

const LOCKS = `
SELECT CASE WHEN l.locktype = 'relation' AND l.relation = ANY ($2::oid[]) THEN l.relation END::int8::float8 AS relation,
       l.mode, l.granted
FROM pg_catalog.pg_locks l
WHERE l.pid = $1 AND (NOT l.granted OR l.locktype = 'relation')
ORDER BY l.relation, l.mode`;

export function createWatch(options: WatchOptions): Watch {
  const { observer, blocker, latecomer, relations, tables, pause } = options;
  const ask = async (pid: number): Promise<readonly Row[]> =>
    (await observer.query<Row>(LOCKS, [pid, relations])).rows;
  const list = tables.join(', ');
  // It never waits: who asks for the strongest lock is seen already.
  const lockLate = () =>
    latecomer
      .query('BEGIN')
      .then(() => latecomer.query(`LOCK TABLE ${list} IN ACCESS SHARE MODE NOWAIT`).catch(() => {}));
  const lockAll = async (): Promise<Release[]> => {
    if (list === '') return [];
    await blocker.query('BEGIN');
    // What waits for others to end waits for the weakest; what locks at once, for one of the stronger ones.
    await blocker.query(`LOCK TABLE ${list} IN ROW EXCLUSIVE MODE`);
    for (const [name, mode] of STRONGER)
      await blocker.query(`SAVEPOINT ${name}; LOCK TABLE ${list} IN ${mode} MODE`);
    return [
      ...STRONGER.map(
        ([name]) =>
          () =>
            blocker.query(`ROLLBACK TO SAVEPOINT ${name}`),
      ).reverse(),
      () => lockLate().then(() => blocker.query('ROLLBACK')),
      () => latecomer.query('ROLLBACK'),
    ];
  };
  const look = async (pid: number, releases: Release[], over: () => boolean) => {
    const seen = new Map<string, Lock>();
    while (!over()) {
      const rows = await ask(pid);
      for (const lock of rows.flatMap(lockOf)) seen.set(`${lock.relation} ${lock.mode}`, lock);
      const release = rows.some(({ granted }) => !granted) ? releases.shift() : undefined;
      if (release === undefined) await pause();
      else await release();
    }
    return [...seen.values()];
  };
  // There is one blocker, and clients may have several sessions.
  let turn: Promise<unknown> = Promise.resolve();
  const locksDuring = async (pid: number, start: () => Promise<unknown>): Promise<readonly Lock[]> => {
    const releases = await lockAll();
    let over = false;
    const end = () => {
      over = true;
    };
    start().then(end, end);
    try {
      return await look(pid, releases, () => over);
    } finally {
      for (const session of [blocker, latecomer]) await session.query('ROLLBACK');
    }
  };
  return {
    locksOf: async (pid) => (await ask(pid)).flatMap(lockOf),
    locksDuring(pid, start) {
      const mine = turn.then(() => locksDuring(pid, start));
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

const lockOf = ({ relation, mode }: Row): readonly Lock[] =>
  relation !== null && isLockMode(mode) ? [{ relation, mode }] : [];
