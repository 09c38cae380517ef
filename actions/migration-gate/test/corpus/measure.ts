/** Runs one migration of the corpus as the gate does, and says what was seen. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { createThrowaway } from '../../src/database/throwaway.ts';
import { parseDatabaseUrl } from '../../src/database/url.ts';
import { judge } from '../../src/judge/judge.ts';
import { askSquawk } from '../../src/judge/squawk.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import type { MigrationTree } from '../../src/revisions/load.ts';
import { sqlRevisions } from '../../src/revisions/sql-files.ts';
import { createSqlRunner } from '../../src/running/sql.ts';
import { tryMigrations } from '../../src/trial.ts';
import { BASE, type Case } from './cases.ts';

/** What is recorded of a case. */
export type Measured = {
  readonly statements: readonly {
    readonly sql: string;
    /** `table Mode`, without "Lock". */
    readonly locks: readonly string[];
    readonly rewritten: readonly string[];
    readonly scanned: readonly string[];
    readonly error?: string;
  }[];
  /** The gate's rules that count, as `rule level`. */
  readonly gate: readonly string[];
  /** Rules of squawk without those of style. */
  readonly squawk: readonly string[];
};

const tree = (files: Readonly<Record<string, string>>): MigrationTree => {
  const texts = new Map(Object.entries(files));
  return { known: sqlRevisions(texts), unreadable: [], folders: ['migrations'], files: texts };
};

export const DEFAULTS = createPolicy(
  { severity: new Map(), gate: 'fail', contractLabel: 'contract', contractDays: 14 },
  undefined,
);

export async function measure(each: Case, url: string, squawk: string | undefined): Promise<Measured> {
  const server = parseDatabaseUrl(url);
  const log = memoryLog();
  const folder = await mkdtemp(path.join(tmpdir(), 'migration-'));
  const database = await createThrowaway(server, [], log);
  try {
    const before = tree({ 'migrations/0.sql': BASE });
    const head = tree({ 'migrations/0.sql': BASE, [`migrations/1 ${each.name}.sql`]: each.sql });
    const clock = { now: () => Date.now(), sleep: (milliseconds: number) => sleep(milliseconds) };
    const runner = createSqlRunner({
      database,
      transaction: each.mode,
      timeout: 60_000,
      treeAt: (top) => (top === 'base' ? before : head),
    });
    const fresh = head.known.slice(1);
    const plan = {
      baseTop: 'base',
      headTop: 'head',
      baseHasAny: true,
      fresh,
      all: head.known,
      sampleData: undefined,
      requireDowngrade: false,
      format: 'sql' as const,
    };
    const trial = await tryMigrations(plan, { server, database, runner, clock, log });
    const opinion =
      squawk === undefined
        ? []
        : await askSquawk(trial.statements, {
            squawk,
            exec: createExec(log),
            env: process.env,
            signal: new AbortController().signal,
            folder,
            version: database.version,
          });
    const options = {
      policy: DEFAULTS,
      revisions: fresh,
      contracting: false,
      wasUnused: async () => ({ unused: false, evidence: '' }),
    };
    const findings = await judge([...trial.remarks, ...opinion], options);
    const own = findings.filter(({ rule }) => !rule.startsWith('squawk/'));
    return {
      statements: trial.statements
        .filter(({ tags }) => !['COMMIT', 'SET', 'ROLLBACK'].includes(tags[0] ?? ''))
        .map(({ sql, locks, rewritten, scanned, error }) => ({
          sql,
          locks: locks.map(({ table, mode }) => `${table} ${mode.replace(/Lock$/, '')}`).toSorted(),
          rewritten,
          scanned,
          ...(error === undefined ? {} : { error: error.message }),
        })),
      gate: [...new Set(own.map(({ rule, level }) => `${rule} ${level}`))].toSorted(),
      squawk: [
        ...new Set(
          findings.flatMap(({ rule }) => (rule.startsWith('squawk/') ? [rule.slice('squawk/'.length)] : [])),
        ),
      ].toSorted(),
    };
  } finally {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}
