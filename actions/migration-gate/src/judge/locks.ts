/** What the locks of a migration mean for whoever uses the tables meanwhile. */
import { blocksReads, isStronger } from '../database/observation.ts';
import type { RuleName } from '../policy/rules.ts';
import type { Remark } from './finding.ts';
import { blocksOthers, type SeenLock, type SeenStatement } from './statement.ts';

/** What a transaction holds: the strongest lock on each table, and tables whose rows it may have changed. */
type Held = { readonly locks: Map<string, SeenLock>; readonly changed: Set<string> };

export function judgeLocks(statements: readonly SeenStatement[]): readonly Remark[] {
  const transactions = new Map<number, Held>();
  return statements.flatMap((statement) => {
    if (statement.bookkeeping) return [];
    const held: Held = transactions.get(statement.transaction) ?? { locks: new Map(), changed: new Set() };
    transactions.set(statement.transaction, held);
    const blockedBefore = blocked(held);
    for (const lock of statement.locks) {
      const known = held.locks.get(lock.table);
      if (known === undefined || isStronger(lock.mode, known.mode)) held.locks.set(lock.table, lock);
    }
    for (const table of statement.changed) held.changed.add(table);
    const { file, line, revision } = statement;
    return judgeStatement(statement, held, blockedBefore).map(([rule, message]) => ({
      rule,
      message,
      file,
      line,
      revision: revision.id,
    }));
  });
}

const blocked = (held: Held): readonly string[] =>
  [...held.locks.values()].filter(blocksOthers).map(({ table }) => table);

type Said = readonly [rule: RuleName, message: string];

const judgeStatement = (
  statement: SeenStatement,
  held: Held,
  blockedBefore: readonly string[],
): readonly Said[] => [
  ...(changesRows(statement, held) ? judgeChange(statement, held) : judgeWork(statement, held)),
  ...judgeTaking(statement, blockedBefore),
];

/** Time that a statement takes with the size of a table, while others wait. */
function judgeWork({ rewritten, scanned }: SeenStatement, held: Held): readonly Said[] {
  const blockedNow = blocked(held);
  return [
    ...rewritten.map(
      (table): Said => [
        'rewrite',
        `${table} is rewritten as a whole under ${modeOf(held, table)}: ${effect(held, table)}.`,
      ],
    ),
    ...scanned
      .filter((table) => blockedNow.includes(table) && !rewritten.includes(table))
      .map(
        (table): Said => [
          'scan-under-lock',
          `${table} is read from beginning to end under ${modeOf(held, table)}: ${effect(held, table)}.`,
        ],
      ),
  ];
}

const isTruncate = ({ tags }: SeenStatement): boolean => tags.some((tag) => tag.startsWith('TRUNCATE'));

/** Rows of tables that were there before; one that is inserted as it is written is none of those. */
const changesRows = (statement: SeenStatement, { changed }: Held): boolean =>
  isTruncate(statement) ||
  (changed.size > 0 && statement.tags.some((tag) => /^(?:UPDATE|DELETE|MERGE) /.test(tag))) ||
  (statement.changed.length > 0 && statement.scanned.length > 0);

function judgeChange(statement: SeenStatement, held: Held): readonly Said[] {
  const { rewritten, changed, scanned } = statement;
  const truncates = isTruncate(statement);
  const [table] = truncates ? rewritten : [...changed, ...scanned, ...held.changed];
  const what = `${truncates ? 'All rows are removed' : 'Rows are changed'}${table === undefined ? '' : ` in ${table}`}`;
  const blockedNow = blocked(held);
  return [
    blockedNow.length === 0
      ? ['backfill', `${what}; they are locked until the transaction ends.`]
      : ['backfill-under-lock', `${what} while the transaction blocks ${blockedNow.join(', ')}.`],
  ];
}

/** How locks are taken. */
function judgeTaking(statement: SeenStatement, blockedBefore: readonly string[]): readonly Said[] {
  const taken = statement.locks.filter(blocksOthers);
  if (taken.length === 0) return [];
  const named = taken.map(({ table, mode }) => `${mode} on ${table}`).join(', ');
  const added = taken.map(({ table }) => table).filter((table) => !blockedBefore.includes(table));
  const said: Said[] = [];
  if (statement.lockTimeout === 0)
    said.push(['no-lock-timeout', `${named} is waited for without a limit (lock_timeout is 0).`]);
  if (statement.tags.includes('LOCK TABLE')) said.push(['explicit-lock', `LOCK TABLE takes ${named}.`]);
  if (blockedBefore.length > 0 && added.length > 0)
    said.push([
      'several-tables-locked',
      `${added.join(', ')} is blocked while the transaction still blocks ${blockedBefore.join(', ')}.`,
    ]);
  return said;
}

const modeOf = (held: Held, table: string): string => held.locks.get(table)?.mode ?? 'a lock';

const effect = (held: Held, table: string): string =>
  blocksReads(held.locks.get(table)?.mode ?? 'AccessExclusiveLock')
    ? 'nobody can read or write it meanwhile'
    : 'nobody can write to it meanwhile';
