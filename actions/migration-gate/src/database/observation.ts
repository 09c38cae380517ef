/** What PostgreSQL was seen to do for one statement, or for several that a client sent at once. */
import type { ServerError } from './messages.ts';

export const LOCK_MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const;
/** From the weakest to the strongest. https://www.postgresql.org/docs/current/explicit-locking.html */
export type LockMode = (typeof LOCK_MODES)[number];

export const isLockMode = (text: string): text is LockMode => LOCK_MODES.some((mode) => mode === text);

/** Whether rows cannot be inserted, changed or deleted by others while it is held. */
export const blocksWrites = (mode: LockMode): boolean =>
  LOCK_MODES.indexOf(mode) >= LOCK_MODES.indexOf('ShareLock');
/** Whether not even SELECT goes on. */
export const blocksReads = (mode: LockMode): boolean => mode === 'AccessExclusiveLock';

export const isStronger = (mode: LockMode, than: LockMode): boolean =>
  LOCK_MODES.indexOf(mode) > LOCK_MODES.indexOf(than);

/** On a relation that was there before the migrations ran. */
export type Lock = { readonly relation: number; readonly mode: LockMode };

export type Observation = {
  readonly sql: string;
  /** As the server calls what it did: `ALTER TABLE`. */
  readonly tags: readonly string[];
  /**
   * - `transaction`: in one of the client's; locks are held until its end
   * - `own`: alone, in a transaction that the gate put around it
   * - `alone`: one that no transaction may hold, seen while it waited for the gate's locks
   */
  readonly how: 'transaction' | 'own' | 'alone';
  /** The same for all statements of one transaction. */
  readonly transaction: number;
  /** Those that it took and that its transaction did not have before. */
  readonly locks: readonly Lock[];
  /** Relations, indexes among them, whose file is another one now. */
  readonly rewritten: readonly number[];
  /** Tables of which every row was looked at. */
  readonly scanned: readonly number[];
  /** Milliseconds; 0 is for ever. */
  readonly lockTimeout: number | undefined;
  readonly error: ServerError | undefined;
};
