import { randomUUID } from 'node:crypto';
import { configurationFailure } from '@sealift/core/failure';
import { cacheScopes } from './caches/scopes.ts';
import { readObject } from './git/plumbing.ts';
import { stableId } from './identity.ts';
import { createJob, TOKEN_LIFE } from './job.ts';
import type { Job, JobOfRun, Run, RunOptions } from './run.ts';
import { createRuntimeTokens, type RuntimeTokens } from './runtime-token.ts';
import { findRepository, type GitHubState, type Repository } from './state.ts';

export type Runs = {
  /** @throws Failure `fake-github/no-commit` when the repository has no such commit */
  start(options: RunOptions): Promise<Run>;
  byId(runId: number): Run | undefined;
  /** The job that a runtime token was made for, while it runs. */
  byRuntimeToken(token: string): JobOfRun | undefined;
  byIdTokenRequest(token: string): JobOfRun | undefined;
};

/** Runs whose state is kept. */
const KEPT = 500;

/** What finds the jobs that run now by what they show. */
type Live = {
  readonly runtimeTokens: RuntimeTokens;
  readonly byBackendId: Map<string, JobOfRun>;
  readonly byIdTokenRequest: Map<string, JobOfRun>;
};

export function createRuns(world: GitHubState): Runs {
  const runs = new Map<number, Run>();
  const live: Live = {
    runtimeTokens: createRuntimeTokens(world.urls.issuer),
    byBackendId: new Map(),
    byIdTokenRequest: new Map(),
  };
  let number = 0;
  return {
    async start(options) {
      const repository = findRepository(world, options.repository);
      if (repository === undefined || (await readObject(repository.gitDir, options.sha))?.type !== 'commit')
        throw configurationFailure({
          code: 'fake-github/no-commit',
          cause: `There is no commit ${options.sha} in "${options.repository}".`,
          remedy: 'Create the repository and the commit before a run of it.',
        });
      const run = createRun(world, live, options, repository, options.rerunOf?.runNumber ?? ++number);
      for (const [key, job] of Object.entries(options.jobs)) run.startJob(key, job);
      for (const id of runs.keys()) {
        if (runs.size < KEPT) break;
        runs.get(id)?.end();
        runs.delete(id);
      }
      runs.set(run.runId, run);
      return run;
    },
    byRuntimeToken: (token) => {
      const ids = live.runtimeTokens.read(token, world.clock.now());
      return ids === undefined ? undefined : live.byBackendId.get(ids.job);
    },
    byId: (runId) => runs.get(runId),
    byIdTokenRequest: (token) => live.byIdTokenRequest.get(token),
  };
}

function createRun(
  world: GitHubState,
  live: Live,
  options: RunOptions,
  repository: Repository,
  runNumber: number,
): Run {
  const { rerunOf } = options;
  const backendId = rerunOf?.backendId ?? randomUUID();
  const runId = rerunOf?.runId ?? 10_000_000_000 + stableId('run', `${backendId}`);
  const jobs = new Map<string, Job>();
  const startedAt = world.clock.now();
  const jobOf = (key: string): Job => {
    const job = jobs.get(key);
    if (job === undefined)
      throw configurationFailure({
        code: 'fake-github/no-job',
        cause: `Run ${runId} has no job "${key}".`,
        remedy: `Name one of those that have started: ${[...jobs.keys()].join(', ') || 'none has'}.`,
      });
    return job;
  };
  const forget = (job: Job) => {
    live.byBackendId.delete(job.backendId);
    if (job.idTokenRequest !== undefined) live.byIdTokenRequest.delete(job.idTokenRequest.token);
  };
  const run: Run = {
    runId,
    runNumber,
    runAttempt: options.runAttempt ?? (rerunOf === undefined ? 1 : rerunOf.runAttempt + 1),
    backendId,
    repository,
    actor: world.accounts.ensure(options.actor, 'User'),
    startedAt,
    options,
    jobs,
    startJob: (key, written) => {
      if (jobs.has(key))
        throw configurationFailure({
          code: 'fake-github/duplicate-job',
          cause: `Run ${runId} has a job "${key}" already.`,
          remedy: 'Start each job, and each leg of a matrix, under a key of its own.',
        });
      const job = createJob(world, run, key, written);
      jobs.set(key, job);
      live.byBackendId.set(job.backendId, { run, job });
      if (job.idTokenRequest) live.byIdTokenRequest.set(job.idTokenRequest.token, { run, job });
      return job;
    },
    endJob: (key) => {
      forget(jobOf(key));
      world.tokens.revoke(({ origin }) => origin.runId === runId && origin.job === key);
    },
    token: (key) => jobOf(key).token,
    idTokenRequest: (key) => jobOf(key).idTokenRequest,
    runtimeToken: (key) => {
      const now = world.clock.now();
      return live.runtimeTokens.sign(
        { run: backendId, job: jobOf(key).backendId, scopes: cacheScopes({ options, repository }) },
        now,
        now + TOKEN_LIFE,
      );
    },
    end: () => {
      world.tokens.revoke(({ origin }) => origin.runId === runId);
      for (const job of jobs.values()) forget(job);
    },
  };
  return run;
}
