/** One run of migrations with the gate between it and the database. */

import { asFailure, configurationFailure } from '@sealift/core/failure';
import type { Clock } from '@sealift/core/log';
import type { Observation } from '../database/observation.ts';
import { startProxy } from '../database/proxy.ts';
import type { Schema } from '../database/schema.ts';
import type { Throwaway } from '../database/throwaway.ts';
import type { DatabaseUrl } from '../database/url.ts';
import { createWatch } from '../database/watch.ts';
import { watched } from '../judge/statement.ts';
import type { MigrationRunner, RunResult } from './runner.ts';

export type ObservedStatement = Observation & { readonly line?: number };

export type WatchedRun = RunResult & { readonly observations: readonly ObservedStatement[] };

export type WatchedOptions = {
  readonly server: DatabaseUrl;
  readonly database: Throwaway;
  readonly runner: MigrationRunner;
  readonly clock: Clock;
};

/** Milliseconds between two looks at a statement that waits for nobody. */
const PAUSE = 5;
/** Statements of one run that are kept. */
const MAX_OBSERVATIONS = 10_000;

/**
 * @param base what is looked at: locks on anything else do not count
 * @param work gets the port to connect to
 * @throws Failure `migration-gate/too-many`, `migration-gate/not-watched`; those of the work
 */
export async function runWatched(
  base: Schema,
  work: (port: number) => Promise<RunResult>,
  { server, database, runner, clock }: WatchedOptions,
): Promise<WatchedRun> {
  const relations = watched(base);
  const observations: ObservedStatement[] = [];
  const proxy = await startProxy({
    host: server.host,
    port: server.port,
    // Indexes are rewritten with their tables, which says enough.
    relations: relations.map(({ oid }) => oid),
    watch: createWatch({
      observer: database.observer,
      blocker: database.blocker,
      latecomer: database.latecomer,
      relations: relations.map(({ oid }) => oid),
      tables: relations.filter(({ kind }) => 'rp'.includes(kind)).map(({ quoted }) => quoted),
      pause: () => clock.sleep(PAUSE),
    }),
    observe: (observation) => {
      const line = runner.currentLine();
      if (observations.length <= MAX_OBSERVATIONS)
        observations.push(line === undefined ? observation : { ...observation, line });
    },
  });
  let result: RunResult;
  try {
    result = await work(proxy.port);
  } catch (error) {
    await proxy.close().catch(() => {});
    throw asFailure(error);
  }
  await proxy.close().catch((error: unknown) => {
    throw configurationFailure({
      code: 'migration-gate/not-watched',
      cause: `A session of the migrations could not be watched to its end: ${error instanceof Error ? error.message : String(error)}.`,
      remedy:
        'Give statement_timeout and the like at least some seconds in the migrations: the gate asks each session about its locks between two statements.',
      error,
    });
  });
  if (observations.length <= MAX_OBSERVATIONS) return { ...result, observations };
  throw configurationFailure({
    code: 'migration-gate/too-many',
    cause: `A migration runs more than ${MAX_OBSERVATIONS} statements.`,
    remedy: 'Change many rows with few statements, or do that outside of the migrations.',
  });
}
