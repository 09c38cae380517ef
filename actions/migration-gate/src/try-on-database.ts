/** Makes a database, tries the migrations on it, asks squawk and the deployed application's tests, and drops it. */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createThrowaway, type Throwaway } from './database/throwaway.ts';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import type { Remark } from './judge/finding.ts';
import { askSquawk } from './judge/squawk.ts';
import type { SeenStatement } from './judge/statement.ts';
import { fileAt, type Repository } from './repository/git.ts';
import type { MigrationTree } from './revisions/load.ts';
import type { Revision } from './revisions/revision.ts';
import { type CommandOptions, createAlembicRunner, runUserCommand } from './running/alembic.ts';
import { findConfinement } from './running/confinement.ts';
import { writeLineHook } from './running/line-hook.ts';
import { createSqlRunner } from './running/sql.ts';
import { runWatched, type WatchedOptions } from './running/watched-run.ts';
import { type TrialResult, tryMigrations } from './trial.ts';

export type Attempt = {
  readonly inputs: Inputs;
  readonly workspace: string;
  readonly baseTop: string;
  readonly temporary: string;
  readonly head: MigrationTree;
  readonly before: MigrationTree;
  readonly fresh: readonly Revision[];
  readonly repository: Repository;
  readonly base: string;
};

export type AttemptResult = TrialResult & {
  /** Of PostgreSQL: 150018. */
  readonly version: number;
  readonly squawk: string;
  /** Whether migrations ran in a namespace of processes. */
  readonly confined: boolean;
};

export async function tryOnDatabase(attempt: Attempt, dependencies: Dependencies): Promise<AttemptResult> {
  const { inputs } = attempt;
  const { log } = dependencies;
  const squawk = await dependencies.resolveTool('squawk', { source: inputs.tools, ...dependencies });
  const confinement = await findConfinement(randomBytes(12).toString('hex'), dependencies);
  const database = await createThrowaway(inputs.database, inputs.extensions, log);
  try {
    const command = await commandOptions(attempt, database, confinement, dependencies);
    const watched = await watchedOptions(attempt, command, dependencies);
    const trial = await tryMigrations(await planOf(attempt), { ...watched, log });
    const opinions: Remark[] = [];
    for (const statements of byRevision(trial.statements))
      opinions.push(
        ...(await askSquawk(statements, {
          ...dependencies,
          squawk: squawk.path,
          folder: path.join(attempt.temporary, 'squawk'),
          version: database.version,
        })),
      );
    const old = trial.atHead ? await runOldTests(attempt, command, watched) : [];
    return {
      ...trial,
      remarks: [...trial.remarks, ...old, ...opinions],
      version: database.version,
      squawk: squawk.version,
      confined: confinement.prefix.length > 0,
    };
  } finally {
    await database.drop();
  }
}

async function planOf({ inputs, baseTop, workspace, head, before, fresh, repository, base }: Attempt) {
  return {
    baseTop,
    headTop: workspace,
    baseHasAny: before.known.length > 0,
    fresh,
    all: head.known,
    sampleData:
      inputs.sampleData === undefined ? undefined : await fileAt(repository, base, inputs.sampleData),
    requireDowngrade: inputs.requireDowngrade,
    format: inputs.format,
  };
}

async function commandOptions(
  { inputs, workspace, temporary }: Attempt,
  database: Throwaway,
  confinement: CommandOptions['confinement'],
  { exec, env, log, signal }: Dependencies,
): Promise<CommandOptions> {
  const home = path.join(temporary, 'home');
  await mkdir(home, { recursive: true });
  return { inputs, workspace, temporary: home, database, confinement, exec, env, log, signal };
}

async function watchedOptions(
  attempt: Attempt,
  command: CommandOptions,
  { clock }: Dependencies,
): Promise<WatchedOptions> {
  const { inputs, head, before, baseTop, temporary } = attempt;
  const { database } = command;
  const runner =
    inputs.format === 'alembic'
      ? createAlembicRunner({
          ...command,
          inputs,
          hook: await writeLineHook(temporary),
          folders: [...new Set([...head.folders, ...before.folders])],
        })
      : createSqlRunner({
          database,
          transaction: inputs.transaction,
          timeout: inputs.timeout,
          treeAt: (top) => (top === baseTop ? before : head),
        });
  return { server: inputs.database, database, runner, clock };
}

const byRevision = (statements: readonly SeenStatement[]): readonly (readonly SeenStatement[])[] => [
  ...Map.groupBy(statements, ({ revision }) => revision.id).values(),
];

/** The deployed application, as its own tests describe it, on the new schema. */
async function runOldTests(
  { inputs, baseTop, before, fresh }: Attempt,
  command: CommandOptions,
  watched: WatchedOptions,
): Promise<readonly Remark[]> {
  const last = fresh.at(-1);
  // Without a migration on the base nothing is deployed that had a schema.
  if (inputs.oldAppTest.length === 0 || last === undefined || before.known.length === 0) return [];
  const run = await command.log.group(
    `The base's tests on the new schema: ${inputs.oldAppTest.join(' ')}`,
    () =>
      runWatched(
        { relations: [], things: [] },
        (port) => runUserCommand(inputs.oldAppTest, { top: baseTop, port }, {}, command),
        watched,
      ),
  );
  if (run.success) return [];
  return [
    {
      rule: 'old-app-failed',
      message: `The tests of the base fail on the new schema: ${run.reason}.`,
      file: last.file,
      line: last.upgradeLine,
      revision: last.id,
    },
  ];
}
