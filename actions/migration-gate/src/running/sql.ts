/** Runs files of SQL as tools for them do: statement by statement, in one transaction for a file or in none. */
import { Client } from 'pg';
import type { Throwaway } from '../database/throwaway.ts';
import type { MigrationTree } from '../revisions/load.ts';
import type { Revision } from '../revisions/revision.ts';
import { downPart, upPart } from '../revisions/sql-files.ts';
import { splitStatements } from '../sql/split.ts';
import type { MigrationRunner, Place, RunResult } from './runner.ts';

export type SqlOptions = {
  readonly database: Throwaway;
  readonly transaction: 'file' | 'statement';
  /** Milliseconds for one file. */
  readonly timeout: number;
  /** Of the checkout at a top. */
  readonly treeAt: (top: string) => MigrationTree;
};

/** As dbmate says it in a file. */
const NO_TRANSACTION = /^-- *migrate:(?:up|down)\b.*\btransaction:false\b/m;
const CONTROL = ['BEGIN', 'START', 'COMMIT', 'END'];

export function createSqlRunner(options: SqlOptions): MigrationRunner {
  let line: number | undefined;
  const run = (place: Place, source: string) =>
    runFile(source, place, options, (at) => {
      line = at;
    });
  return {
    async upgradeAll(place) {
      for (const revision of options.treeAt(place.top).known) {
        const result = await run(place, upPart(revision.source));
        if (!result.success) return { ...result, reason: `${revision.file}: ${result.reason}` };
      }
      return { success: true, reason: '' };
    },
    upgrade: (place, revision) => run(place, upPart(revision.source)),
    downgrade: (place, { file }: Revision) =>
      run(place, downPart(file, options.treeAt(place.top).files)?.source ?? ''),
    currentLine: () => line,
  };
}

async function runFile(
  source: string,
  { port }: Place,
  { database, transaction, timeout }: SqlOptions,
  at: (line: number | undefined) => void,
): Promise<RunResult> {
  const statements = splitStatements(source);
  const wrap =
    transaction === 'file' &&
    !NO_TRANSACTION.test(source) &&
    !statements.some(({ words }) => CONTROL.includes(words[0] ?? ''));
  const client = new Client({
    host: '127.0.0.1',
    port,
    ...database.role,
    database: database.database,
    query_timeout: timeout,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    if (wrap) await client.query('BEGIN');
    for (const statement of statements) {
      at(statement.line);
      await client.query(statement.text);
    }
    if (wrap) await client.query('COMMIT');
    return { success: true, reason: '' };
  } catch (error) {
    return { success: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    at(undefined);
    await client.end().catch(() => {});
  }
}
