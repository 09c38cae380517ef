/** What was seen of a migration's statements, with the names that the base has for what they locked. */

import path from 'node:path';
import {
  blocksReads,
  blocksWrites,
  isStronger,
  type Lock,
  type LockMode,
  type Observation,
} from '../database/observation.ts';
import { isVersionTable, type Schema } from '../database/schema.ts';
import type { Revision } from '../revisions/revision.ts';
import { takeMark } from '../running/line-hook.ts';
import { namesIn } from '../sql/split.ts';

export type SeenLock = {
  readonly table: string;
  readonly mode: LockMode;
  /** A materialised view, which nobody writes to but by refreshing it. */
  readonly view?: true;
};

/** Whether others have to wait who would write, or who would read what nobody writes. */
export const blocksOthers = ({ mode, view }: SeenLock): boolean =>
  view === true ? blocksReads(mode) : blocksWrites(mode);

export type SeenStatement = {
  readonly revision: Revision;
  readonly file: string;
  readonly line: number;
  readonly sql: string;
  readonly tags: readonly string[];
  readonly how: Observation['how'];
  readonly transaction: number;
  /** On tables and views of the base, the strongest for each, weaker than what says anything left out. */
  readonly locks: readonly SeenLock[];
  /** Tables whose rows it may have changed. */
  readonly changed: readonly string[];
  readonly rewritten: readonly string[];
  readonly scanned: readonly string[];
  readonly lockTimeout: number | undefined;
  readonly error: Observation['error'];
  /** Whether Alembic wrote it for its own version table. */
  readonly bookkeeping: boolean;
};

const LOCKABLE = 'rpmvf';

/** Relations of the base whose locks say something. */
export const watched = (schema: Schema): Schema['relations'] =>
  schema.relations.filter((each) => LOCKABLE.includes(each.kind) && !isVersionTable(each));

/** @param line of a statement in the SQL that was run, where the gate ran it itself */
export function seenStatements(
  observations: readonly (Observation & { readonly line?: number })[],
  revision: Revision,
  base: Schema,
): readonly SeenStatement[] {
  const known = new Map(watched(base).map((relation) => [relation.oid, relation]));
  const nameOf = (oid: number): readonly string[] => {
    const relation = known.get(oid);
    return relation === undefined ? [] : [relation.name];
  };
  const lockOf = ({ relation: oid, mode }: Lock): readonly SeenLock[] =>
    nameOf(oid).map((table) => ({
      table,
      mode,
      ...(known.get(oid)?.kind === 'm' ? { view: true as const } : {}),
    }));
  return observations.map((each) => {
    const mark = takeMark(each.sql);
    const locks = strongest(each.locks.flatMap(lockOf));
    const rewritten = [...new Set(each.rewritten.flatMap(nameOf))];
    const scanned = [...new Set(each.scanned.flatMap(nameOf))];
    return {
      revision,
      file: revision.file,
      line: each.line ?? lineOf(mark, revision),
      sql: mark.sql,
      ...{ tags: each.tags, how: each.how, transaction: each.transaction, locks },
      changed: each.locks.flatMap(({ relation, mode }) =>
        mode === 'RowExclusiveLock' ? nameOf(relation) : [],
      ),
      ...{ rewritten, scanned, lockTimeout: each.lockTimeout, error: each.error },
      // Whoever says so and touches something else is not believed.
      bookkeeping:
        locks.length + rewritten.length + scanned.length === 0 && namesIn(mark.sql).has('version_num'),
    };
  });
}

function strongest(locks: readonly SeenLock[]): readonly SeenLock[] {
  const byTable = new Map<string, SeenLock>();
  for (const lock of locks) {
    const known = byTable.get(lock.table);
    if (known === undefined || isStronger(lock.mode, known.mode)) byTable.set(lock.table, lock);
  }
  return [...byTable.values()];
}

/** Where it stands: by its mark, else by the beginning of its text, else where the upgrade begins. */
function lineOf({ line, file, sql }: ReturnType<typeof takeMark>, revision: Revision): number {
  if (line !== undefined && line <= revision.lines && file === path.posix.basename(revision.file))
    return line;
  const [beginning = ''] = sql.trim().split('\n');
  const at = beginning.length < 8 ? -1 : revision.source.indexOf(beginning.trim());
  return at === -1 ? revision.upgradeLine : revision.source.slice(0, at).split('\n').length;
}
