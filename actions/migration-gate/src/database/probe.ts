/** What only the session itself can tell, asked between two statements of a client. */
import { bindMessage, closeMessage, executeMessage, parseMessage, syncMessage } from './messages.ts';

export type Probe = {
  /** Milliseconds. */
  readonly lockTimeout: number;
  /** Files of relations, by oid. */
  readonly files: ReadonlyMap<number, number>;
  /** How often each table was read as a whole in this transaction. */
  readonly scans: ReadonlyMap<number, number>;
};

/** Of its own, so that neither the client's statements nor its portals are touched. */
const NAME = 'sealift_probe';

/** Everything is named in full: the session's search path is the migration's. */
const probeSql = (relations: readonly number[]): string => `
SELECT pg_catalog.json_build_object(
  'lockTimeout', (SELECT setting FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) 'lock_timeout'),
  'files', (SELECT pg_catalog.json_object_agg(oid, pg_catalog.pg_relation_filenode(oid)) FROM pg_catalog.pg_class
    WHERE oid OPERATOR(pg_catalog.=) ANY ('{${relations.join(',')}}'::pg_catalog.oid[])),
  'scans', (SELECT pg_catalog.json_object_agg(relid, seq_scan) FROM pg_catalog.pg_stat_xact_all_tables
    WHERE seq_scan OPERATOR(pg_catalog.>) 0 AND relid OPERATOR(pg_catalog.=) ANY ('{${relations.join(',')}}'::pg_catalog.oid[])))::pg_catalog.text`;

/** Prepared each time: a client may throw away what its session has prepared. */
export const askProbe = (relations: readonly number[]): Buffer =>
  Buffer.concat([
    closeMessage('S', NAME),
    parseMessage(NAME, probeSql(relations)),
    bindMessage(NAME, NAME),
    executeMessage(NAME),
    closeMessage('P', NAME),
    syncMessage(),
  ]);

export function readProbe(text: string | undefined): Probe | undefined {
  if (text === undefined) return undefined;
  const answer = JSON.parse(text) as {
    readonly lockTimeout: string;
    readonly files: Readonly<Record<string, number>> | null;
    readonly scans: Readonly<Record<string, number>> | null;
  };
  const numbers = (values: Readonly<Record<string, number>> | null) =>
    new Map(Object.entries(values ?? {}).map(([oid, value]) => [Number(oid), Number(value)]));
  return {
    lockTimeout: Number(answer.lockTimeout),
    files: numbers(answer.files),
    scans: numbers(answer.scans),
  };
}

/** What is different between two moments of one session. */
export const compareProbes = (
  before: Probe | undefined,
  after: Probe | undefined,
): { readonly rewritten: readonly number[]; readonly scanned: readonly number[] } =>
  before === undefined || after === undefined
    ? { rewritten: [], scanned: [] }
    : {
        rewritten: [...after.files]
          .filter(([oid, file]) => before.files.has(oid) && before.files.get(oid) !== file)
          .map(([oid]) => oid),
        scanned: [...after.scans]
          .filter(([oid, count]) => count > (before.scans.get(oid) ?? 0))
          .map(([oid]) => oid),
      };
