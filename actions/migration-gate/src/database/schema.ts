/** What a database looks like at one moment, from its catalogs. */
import type { Client } from 'pg';

export type Column = {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** The server fills it in when nobody does: by a default, as identity, or generated. */
  readonly filled: boolean;
  readonly definition: string;
};

export type Relation = {
  readonly oid: number;
  /** `schema.name`; without the schema when it is `public`. */
  readonly name: string;
  /** As it can stand in SQL. */
  readonly quoted: string;
  /** `r` table, `p` partitioned, `m` materialised view, `v` view, `f` foreign table, `i`/`I` index, `S` sequence. */
  readonly kind: string;
  /** Of an index: its table. */
  readonly table: number | undefined;
  readonly columns: readonly Column[];
};

/** Anything that is told apart by its name: constraints, functions, types, triggers … */
export type Thing = {
  readonly kind: string;
  readonly name: string;
  /** Of a constraint or trigger: its table's oid. */
  readonly table: number | undefined;
  readonly definition: string;
};

export type Schema = { readonly relations: readonly Relation[]; readonly things: readonly Thing[] };

const USER_SCHEMA = `n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;
const NAME = `CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END`;
const NOT_EXTENSION = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

const RELATIONS = `
SELECT c.oid::int8::float8 AS oid, ${NAME} AS name, format('%I.%I', n.nspname, c.relname) AS quoted, c.relkind AS kind,
  (SELECT i.indrelid::int8::float8 FROM pg_index i WHERE i.indexrelid = c.oid) AS "table",
  COALESCE((SELECT json_agg(json_build_object('number', a.attnum, 'name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
      'filled', a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '',
      'definition', concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        'DEFAULT ' || pg_get_expr(x.adbin, x.adrelid), NULLIF(a.attidentity::text, ''), NULLIF(a.attgenerated::text, '')))
      ORDER BY a.attnum)
    FROM pg_attribute a LEFT JOIN pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind NOT IN ('i', 'I', 'S')), '[]') AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${USER_SCHEMA} AND c.relkind IN ('r', 'p', 'm', 'v', 'f', 'i', 'I', 'S') AND ${NOT_EXTENSION('pg_class', 'c.oid')}
ORDER BY name`;

const THINGS = `
SELECT 'constraint' AS kind, ${NAME} || '.' || k.conname AS name, c.oid::int8::float8 AS "table",
  pg_get_constraintdef(k.oid) AS definition
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${USER_SCHEMA} AND k.contype <> 'n'
UNION ALL
SELECT 'index', ${NAME}, i.indrelid::int8::float8,
  pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${USER_SCHEMA}
UNION ALL
SELECT 'trigger', ${NAME} || '.' || t.tgname, c.oid::int8::float8, pg_get_triggerdef(t.oid)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${USER_SCHEMA} AND NOT t.tgisinternal
UNION ALL
SELECT 'view', ${NAME}, NULL, pg_get_viewdef(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${USER_SCHEMA} AND c.relkind IN ('v', 'm')
UNION ALL
SELECT 'function', n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', NULL,
  md5(COALESCE(p.prosrc, '') || COALESCE(p.probin, '') || p.provolatile::text || COALESCE(pg_get_function_result(p.oid), ''))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${USER_SCHEMA} AND ${NOT_EXTENSION('pg_proc', 'p.oid')}
UNION ALL
SELECT 'enum value', n.nspname || '.' || t.typname || '.' || e.enumlabel, NULL, ''
FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${USER_SCHEMA}
UNION ALL
SELECT 'type', n.nspname || '.' || t.typname, NULL, t.typtype::text
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE ${USER_SCHEMA} AND t.typtype IN ('e', 'd', 'r') AND ${NOT_EXTENSION('pg_type', 't.oid')}
UNION ALL
SELECT 'schema', n.nspname, NULL, '' FROM pg_namespace n WHERE ${USER_SCHEMA}
ORDER BY 1, 2`;

/** Objects that extensions own are theirs. */
export async function readSchema(client: Pick<Client, 'query'>): Promise<Schema> {
  const relations = await client.query<Omit<Relation, 'table'> & { readonly table: number | null }>(
    RELATIONS,
  );
  const things = await client.query<Omit<Thing, 'table'> & { readonly table: number | null }>(THINGS);
  return {
    relations: relations.rows.map((row) => ({ ...row, table: row.table ?? undefined })),
    things: things.rows.map((row) => ({ ...row, table: row.table ?? undefined })),
  };
}

/** Alembic's own table, whatever it is called. */
export const isVersionTable = ({ columns }: Pick<Relation, 'columns'>): boolean =>
  columns.length === 1 && columns[0]?.name === 'version_num';

/**
 * One line for each thing that two equal databases have alike. The order of columns is not among them, nor whether a
 * constraint was validated: nobody can make it unvalidated again, and nobody needs to.
 */
export const schemaLines = ({ relations, things }: Schema): ReadonlySet<string> =>
  new Set([
    ...relations.flatMap((relation) => [
      `${relation.kind} ${relation.name}`,
      ...relation.columns.map(({ name, definition }) => `column ${relation.name}.${name} ${definition}`),
    ]),
    ...things.map(({ kind, name, definition }) => `${kind} ${name} ${definition.replace(/ NOT VALID$/, '')}`),
  ]);
