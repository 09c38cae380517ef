/** What the deployed application, which was written for the base's schema, could not do on the new one. */
import { type Column, isVersionTable, type Relation, type Schema, type Thing } from '../database/schema.ts';
import type { RuleName } from '../policy/rules.ts';

export type Narrowing = {
  readonly rule: RuleName;
  readonly message: string;
  /** The same for the same narrowing, whichever migrations lie between. */
  readonly key: string;
  /** Names that its statement mentions. */
  readonly names: readonly string[];
  /** What must have been unused. */
  readonly removes: readonly string[];
};

const TABLES = 'rpmvf';
const bare = (name: string): string => name.split('.').at(-1) ?? name;

/** Everything that the base's schema had and the other one has not, or has narrower. */
export function narrowings(base: Schema, now: Schema): readonly Narrowing[] {
  const later = new Map(now.relations.map((relation) => [relation.oid, relation]));
  const tables = base.relations.filter((each) => TABLES.includes(each.kind) && !isVersionTable(each));
  return [
    ...tables.flatMap((before) => {
      const after = later.get(before.oid) ?? sameView(before, now);
      return after === undefined ? [gone(before)] : narrowedTable(before, after);
    }),
    ...goneThings(base, now),
    ...newConstraints(base, now),
  ];
}

/** A view that was dropped and made again is the same to whoever reads it. */
const sameView = (before: Relation, now: Schema): Relation | undefined =>
  'vm'.includes(before.kind)
    ? now.relations.find(({ kind, name }) => 'vm'.includes(kind) && name === before.name)
    : undefined;

const narrowing = (
  rule: RuleName,
  message: string,
  names: readonly string[],
  removes = names,
): Narrowing => ({
  rule,
  message,
  key: `${rule} ${names.join(' ')}`,
  names: names.map(bare),
  removes: removes.map(bare),
});

const KINDS: Readonly<Record<string, string>> = { v: 'view', m: 'materialised view', f: 'foreign table' };

const gone = ({ kind, name }: Relation): Narrowing =>
  narrowing('drops-table', `The ${KINDS[kind] ?? 'table'} ${name} is removed.`, [name]);

function narrowedTable(before: Relation, after: Relation): readonly Narrowing[] {
  const table = before.name;
  const renamed =
    after.name === table ? [] : [narrowing('renames', `${table} is called ${after.name} now.`, [table])];
  const isView = 'vm'.includes(before.kind);
  const find = (column: Column) =>
    after.columns.find((each) => (isView ? each.name === column.name : each.number === column.number));
  return [
    ...renamed,
    ...before.columns.flatMap((column) => {
      const later = find(column);
      return later === undefined
        ? [
            narrowing(
              'drops-column',
              `The column ${table}.${column.name} is removed.`,
              [table, column.name],
              [column.name],
            ),
          ]
        : narrowedColumn(table, column, later);
    }),
    ...(isView ? [] : requiredColumns(table, before, after)),
  ];
}

function narrowedColumn(table: string, before: Column, after: Column): readonly Narrowing[] {
  const column = `${table}.${before.name}`;
  const names = [table, before.name];
  const found: Narrowing[] = [];
  const say = (rule: RuleName, message: string) => found.push(narrowing(rule, message, names, [before.name]));
  if (after.name !== before.name) say('renames', `The column ${column} is called ${after.name} now.`);
  if (after.type !== before.type && !isWider(before.type, after.type))
    say('changes-type', `The column ${column} is ${after.type} now and was ${before.type}.`);
  const required = after.notNull && !after.filled;
  const wasRequired = before.notNull && !before.filled;
  if (required && !wasRequired && (before.filled || before.notNull))
    say('requires-value', `The column ${column} has no default any more and must not be NULL.`);
  else if (after.notNull && !before.notNull)
    say('forbids-null', `The column ${column} must not be NULL any more.`);
  return found;
}

const requiredColumns = (table: string, before: Relation, after: Relation): readonly Narrowing[] =>
  after.columns
    .filter(({ number, notNull, filled }) => {
      const isNew = before.columns.every((column) => column.number !== number);
      return isNew && notNull && !filled;
    })
    .map(({ name }) =>
      // Nothing was there that could have been unused: only time, in which every writer learns of it, would do.
      narrowing(
        'requires-value',
        `The new column ${table}.${name} must not be NULL and has no default: rows that the deployed application inserts are refused.`,
        [table, name],
        [],
      ),
    );

/** Whether everything that fitted still fits and reads the same. */
export function isWider(before: string, after: string): boolean {
  const [textBefore, textAfter] = [textLength(before), textLength(after)];
  if (textBefore !== undefined && textAfter !== undefined) return textAfter >= textBefore;
  const [wholeBefore, wholeAfter] = [INTEGERS.indexOf(before), INTEGERS.indexOf(after)];
  if (wholeBefore !== -1 && wholeAfter !== -1) return wholeAfter > wholeBefore;
  const [numericBefore, numericAfter] = [numericSize(before), numericSize(after)];
  if (numericBefore === undefined || numericAfter === undefined) return false;
  return numericAfter.whole >= numericBefore.whole && numericAfter.scale >= numericBefore.scale;
}

const INTEGERS = ['smallint', 'integer', 'bigint'];

function textLength(type: string): number | undefined {
  if (type === 'text' || type === 'character varying') return Number.POSITIVE_INFINITY;
  const length = /^character varying\((\d+)\)$/.exec(type)?.[1];
  return length === undefined ? undefined : Number(length);
}

function numericSize(type: string): { readonly whole: number; readonly scale: number } | undefined {
  if (type === 'numeric') return { whole: Number.POSITIVE_INFINITY, scale: Number.POSITIVE_INFINITY };
  const [, precision, scale] = /^numeric\((\d+),(-?\d+)\)$/.exec(type) ?? [];
  return precision === undefined || scale === undefined
    ? undefined
    : { whole: Number(precision) - Number(scale), scale: Number(scale) };
}

const REMOVABLE = ['function', 'type', 'enum value', 'schema'];

function goneThings(base: Schema, now: Schema): readonly Narrowing[] {
  const left = new Set(now.things.map(({ kind, name }) => `${kind} ${name}`));
  return base.things
    .filter(({ kind, name }) => REMOVABLE.includes(kind) && !left.has(`${kind} ${name}`))
    .map(({ kind, name }) => {
      const word = kind === 'function' ? name.replace(/\(.*$/, '') : name;
      return narrowing('drops-table', `The ${kind} ${name} is removed.`, [word]);
    });
}

const UNIQUE = /^CREATE UNIQUE INDEX/;
/** What a row must satisfy. */
const constrains = ({ kind, definition }: Thing): boolean =>
  kind === 'constraint' || (kind === 'index' && UNIQUE.test(definition));

function newConstraints(base: Schema, now: Schema): readonly Narrowing[] {
  const tables = new Map(base.relations.map(({ oid, name }) => [oid, name]));
  const known = new Set(base.things.filter(constrains).map(sameConstraint));
  const found = new Map<string, Narrowing>();
  for (const thing of now.things.filter(constrains)) {
    const table = thing.table === undefined ? undefined : tables.get(thing.table);
    if (table === undefined || known.has(sameConstraint(thing))) continue;
    const name = bare(thing.name);
    // The index of a constraint has its name.
    found.set(
      `${table} ${name}`,
      narrowing('narrows-values', `${table} has the new rule ${name}.`, [table, name], []),
    );
  }
  return [...found.values()];
}

/** One that is only called otherwise, on a table that is, or validated, refuses nothing more. */
const sameConstraint = ({ kind, table, definition }: Thing): string =>
  kind === 'index'
    ? `${table} ${definition.slice(definition.indexOf(' USING '))}`
    : `${table} ${definition.replace(/ NOT VALID$/, '')}`;
