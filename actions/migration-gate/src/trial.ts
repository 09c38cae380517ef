/** Tries the new migrations, one by one, on a database that is as the base's migrations leave it. */
import { policyFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { escapeIdentifier } from 'pg';
import { isVersionTable, readSchema, type Schema, schemaLines } from './database/schema.ts';
import type { Throwaway } from './database/throwaway.ts';
import { narrowings } from './judge/contract.ts';
import type { Remark } from './judge/finding.ts';
import { judgeLocks } from './judge/locks.ts';
import { type SeenStatement, seenStatements } from './judge/statement.ts';
import type { Trial } from './report/markdown.ts';
import { headsOf, type Revision } from './revisions/revision.ts';
import type { MigrationRunner } from './running/runner.ts';
import { runWatched, type WatchedOptions, type WatchedRun } from './running/watched-run.ts';
import { namesIn } from './sql/split.ts';

export type TrialPlan = {
  /** Tops of the two checkouts. */
  readonly baseTop: string;
  readonly headTop: string;
  /** Whether the base has migrations at all. */
  readonly baseHasAny: boolean;
  /** New ones in the order in which they run. */
  readonly fresh: readonly Revision[];
  /** All of the head. */
  readonly all: readonly Revision[];
  /** SQL with rows for the base's schema. */
  readonly sampleData: string | undefined;
  readonly requireDowngrade: boolean;
  readonly format: 'alembic' | 'sql';
};

export type TrialOptions = WatchedOptions & {
  readonly database: Throwaway;
  readonly runner: MigrationRunner;
  readonly log: Pick<Log, 'info'>;
};

export type TrialResult = {
  readonly trials: readonly Trial[];
  readonly statements: readonly SeenStatement[];
  readonly remarks: readonly Remark[];
  /** Whether the database has the head's schema at the end. */
  readonly atHead: boolean;
};

const NOTHING: Schema = { relations: [], things: [] };

/** @throws Failure `migration-gate/base-fails` when there is nothing to compare with */
export async function tryMigrations(plan: TrialPlan, options: TrialOptions): Promise<TrialResult> {
  await prepareBase(plan, options);
  const base = await readSchema(options.database.observer);
  const up = await upgradeEach(plan, base, options);
  if (!up.whole) {
    const trials = plan.fresh.map((revision, index) => up.trials[index] ?? untried(revision));
    return { ...up, trials, atHead: false };
  }
  const wrongHead = plan.format === 'sql' ? [] : await checkHeads(plan, options.database);
  const remarks = [...up.remarks, ...wrongHead];
  if (!plan.requireDowngrade || plan.fresh.length === 0) return { ...up, remarks, atHead: true };
  const down = await downgradeEach(plan, up.schemas, options);
  return {
    trials: up.trials.map((trial, index) => ({ ...trial, downgrade: down.outcomes[index] ?? 'not run' })),
    statements: up.statements,
    remarks: [...remarks, ...down.remarks],
    atHead: down.atHead,
  };
}

const untried = (revision: Revision): Trial => ({ revision, upgrade: 'not run', downgrade: 'not run' });

/** Runs the base's migrations, which are not judged. */
async function prepareBase(plan: TrialPlan, options: TrialOptions): Promise<void> {
  const fails = (what: string, reason: string) =>
    policyFailure({
      code: 'migration-gate/base-fails',
      cause: `${what} fail on an empty database: ${reason}.`,
      remedy: 'Fix them on the base branch first: what comes after them cannot be checked.',
    });
  if (plan.baseHasAny) {
    const work = (port: number) => options.runner.upgradeAll({ port, top: plan.baseTop });
    const { success, reason } = await runWatched(NOTHING, work, options);
    if (!success) throw fails('The migrations of the base', reason);
  }
  if (plan.sampleData === undefined) return;
  const { blocker, role } = options.database;
  await blocker.query(`SET ROLE ${escapeIdentifier(role.user)}`);
  await blocker.query(plan.sampleData).catch((error: Error) => {
    throw fails("The base's sample data", error.message);
  });
  // What it sets must not stay.
  await blocker.query('DISCARD ALL');
}

type Upgraded = Pick<TrialResult, 'trials' | 'statements' | 'remarks'> & {
  /** Before the first, and after each. */
  readonly schemas: readonly Schema[];
  readonly whole: boolean;
};

async function upgradeEach(plan: TrialPlan, base: Schema, options: TrialOptions): Promise<Upgraded> {
  const trials: Trial[] = [];
  const statements: SeenStatement[] = [];
  const remarks: Remark[] = [];
  const schemas: Schema[] = [base];
  const known = new Set<string>();
  for (const revision of plan.fresh) {
    const work = (port: number) => options.runner.upgrade({ port, top: plan.headTop }, revision);
    const run = await runWatched(base, work, options);
    const seen = seenStatements(run.observations, revision, base);
    statements.push(...seen);
    remarks.push(...judgeLocks(seen));
    trials.push({ revision, upgrade: run.success ? 'passed' : 'failed', downgrade: 'not run' });
    if (!run.success) {
      remarks.push(failed('upgrade-failed', 'The upgrade fails', revision, run, seen));
      return { trials, statements, remarks, schemas, whole: false };
    }
    const schema = await readSchema(options.database.observer);
    schemas.push(schema);
    for (const { key, rule, message, names, removes } of narrowings(base, schema)) {
      if (known.has(key)) continue;
      known.add(key);
      remarks.push({ rule, message, removes, revision: revision.id, ...placeOf(names, seen, revision) });
    }
  }
  return { trials, statements, remarks, schemas, whole: true };
}

/** The statement that mentions all the names, else one that mentions the first, else the upgrade. */
function placeOf(
  names: readonly string[],
  seen: readonly SeenStatement[],
  { file, upgradeLine }: Revision,
): Pick<Remark, 'file' | 'line'> {
  const mentions = (sql: string, wanted: readonly string[]) => {
    const mentioned = namesIn(sql);
    return wanted.every((name) => mentioned.has(name) || mentioned.has(name.toLowerCase()));
  };
  const own = seen.filter(({ bookkeeping }) => !bookkeeping);
  const found =
    own.find(({ sql }) => mentions(sql, names)) ?? own.find(({ sql }) => mentions(sql, names.slice(-1)));
  return { file, line: found?.line ?? upgradeLine };
}

function failed(
  rule: 'upgrade-failed' | 'downgrade-failed' | 'upgrade-again-differs',
  what: string,
  revision: Revision,
  { reason }: WatchedRun,
  seen: readonly SeenStatement[],
): Remark {
  const refused = seen.findLast(({ error }) => error !== undefined);
  const cause = refused?.error === undefined ? reason : `${refused.error.message} (${refused.error.code})`;
  const line = rule === 'downgrade-failed' ? (revision.downgradeLine ?? revision.line) : revision.upgradeLine;
  return {
    rule,
    message: `${what}: ${cause}`,
    file: revision.file,
    line: refused?.line ?? line,
    revision: revision.id,
  };
}

/** What Alembic wrote down must be what the files say. */
async function checkHeads({ all }: TrialPlan, { observer }: Throwaway): Promise<readonly Remark[]> {
  const tables = (await readSchema(observer)).relations.filter(
    (each) => each.kind === 'r' && isVersionTable(each),
  );
  const found: string[] = [];
  for (const { quoted } of tables) {
    const { rows } = await observer.query<{ version_num: string }>(`SELECT version_num FROM ${quoted}`);
    found.push(...rows.map((row) => row.version_num));
  }
  const heads = headsOf(all);
  const [first] = heads;
  const expected = heads.map(({ id }) => id);
  if (first === undefined || found.toSorted().join('\n') === expected.toSorted().join('\n')) return [];
  return [
    {
      rule: 'not-at-head',
      message: `After the upgrade the database is at ${found.slice(0, 5).join(', ') || 'no revision'}, and the head is ${expected.slice(0, 5).join(', ')}.`,
      file: first.file,
      line: first.line,
      revision: first.id,
    },
  ];
}

type Downgraded = {
  /** In the order of the upgrade. */
  readonly outcomes: readonly Trial['downgrade'][];
  readonly remarks: readonly Remark[];
  readonly atHead: boolean;
};

/** Undoes the migrations from the last to the first, and runs them again. */
async function downgradeEach(
  plan: TrialPlan,
  schemas: readonly Schema[],
  options: TrialOptions,
): Promise<Downgraded> {
  const outcomes: Trial['downgrade'][] = plan.fresh.map(() => 'not run');
  const remarks: Remark[] = [];
  for (let index = plan.fresh.length - 1; index >= 0; index -= 1) {
    const revision = plan.fresh[index];
    if (revision === undefined) continue;
    const work = (port: number) => options.runner.downgrade({ port, top: plan.headTop }, revision);
    const missing = revision.downgradeLine === undefined;
    const run: WatchedRun = missing
      ? { success: false, reason: 'there is none', observations: [] }
      : await runWatched(NOTHING, work, options);
    if (!run.success) {
      outcomes[index] = missing ? 'none' : 'failed';
      const seen = seenStatements(run.observations, revision, NOTHING);
      remarks.push(failed('downgrade-failed', 'The downgrade fails', revision, run, seen));
      return { outcomes, remarks, atHead: await again(plan, options) };
    }
    const remark = differs(
      'downgrade-differs',
      revision,
      schemas[index],
      await readSchema(options.database.observer),
    );
    outcomes[index] = remark === undefined ? 'passed' : 'differs';
    if (remark !== undefined) remarks.push(remark);
  }
  const last = plan.fresh.at(-1);
  if (last === undefined) return { outcomes, remarks, atHead: true };
  const failure = await upgradeAgain(plan, last, schemas.at(-1), options);
  if (failure !== undefined) remarks.push(failure);
  return { outcomes, remarks, atHead: failure === undefined };
}

const again = async (plan: TrialPlan, options: TrialOptions): Promise<boolean> => {
  for (const revision of plan.fresh) {
    const work = (port: number) => options.runner.upgrade({ port, top: plan.headTop }, revision);
    if (plan.format === 'alembic' && !(await runWatched(NOTHING, work, options)).success) return false;
  }
  return plan.format === 'alembic';
};

async function upgradeAgain(
  plan: TrialPlan,
  last: Revision,
  expected: Schema | undefined,
  options: TrialOptions,
): Promise<Remark | undefined> {
  for (const revision of plan.fresh) {
    const work = (port: number) => options.runner.upgrade({ port, top: plan.headTop }, revision);
    const run = await runWatched(NOTHING, work, options);
    const seen = seenStatements(run.observations, revision, NOTHING);
    if (!run.success)
      return failed('upgrade-again-differs', 'After the downgrade the upgrade fails', revision, run, seen);
  }
  return differs('upgrade-again-differs', last, expected, await readSchema(options.database.observer));
}

const SHOWN = 4;

function differs(
  rule: 'downgrade-differs' | 'upgrade-again-differs',
  revision: Revision,
  expected: Schema | undefined,
  found: Schema,
): Remark | undefined {
  const wanted = expected === undefined ? new Set<string>() : schemaLines(withoutVersions(expected));
  const actual = schemaLines(withoutVersions(found));
  const lines = [
    ...[...wanted].filter((line) => !actual.has(line)).map((line) => `without ${line}`),
    ...[...actual].filter((line) => !wanted.has(line)).map((line) => `with ${line}`),
  ];
  if (lines.length === 0) return undefined;
  const rest = lines.length > SHOWN ? `, and ${lines.length - SHOWN} more` : '';
  const when = rule === 'downgrade-differs' ? 'After the downgrade' : 'After downgrade and upgrade';
  return {
    rule,
    message: `${when} the schema is another one: ${lines.slice(0, SHOWN).join(', ')}${rest}.`,
    file: revision.file,
    line: rule === 'downgrade-differs' ? (revision.downgradeLine ?? revision.line) : revision.upgradeLine,
    revision: revision.id,
  };
}

/** Alembic makes its table with the first upgrade and keeps it. */
function withoutVersions({ relations, things }: Schema): Schema {
  const versions = relations.filter(isVersionTable).map(({ oid }) => oid);
  const isTheirs = (oid: number | undefined) => oid !== undefined && versions.includes(oid);
  return {
    relations: relations.filter(({ oid, table }) => !isTheirs(oid) && !isTheirs(table)),
    things: things.filter(({ table }) => !isTheirs(table)),
  };
}
