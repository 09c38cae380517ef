import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { configurationFailure } from '@sealift/core/failure';
import { readObject } from './git/plumbing.ts';
import { ACTIONS_BOT, type Account, randomText, stableId } from './identity.ts';
import {
  createGrant,
  downgradeForFork,
  type Excess,
  excess,
  type Grant,
  intersect,
  readPermissions,
  type WrittenPermissions,
} from './permissions.ts';
import { findRepository, type Repository, type World } from './state.ts';

export type WrittenJob =
  | WrittenPermissions
  | {
      readonly permissions: WrittenPermissions;
      /** Permissions of the job that calls this one, when they are not those of the run. */
      readonly ceiling?: WrittenPermissions;
      readonly environment?: string;
      /** The called workflow that this job stands in, when it is not that of the run. */
      readonly workflow?: { readonly ref: string; readonly sha: string };
    };

export type RunOptions = {
  /** `owner/name` */
  readonly repository: string;
  readonly event: string;
  /** In full, `refs/heads/main`. */
  readonly ref: string;
  readonly sha: string;
  /** Branch names, of pull requests only. */
  readonly baseRef?: string;
  readonly headRef?: string;
  /** Login. */
  readonly actor: string;
  /** Name of the workflow; its path when not given. */
  readonly workflow?: string;
  /** `owner/name/.github/workflows/file.yml@ref` */
  readonly workflowRef: string;
  readonly workflowSha?: string;
  /** The called workflow of the jobs, likewise; the workflow itself when not given. */
  readonly jobWorkflowRef?: string;
  readonly jobWorkflowSha?: string;
  /** The run is for a pull request from a fork: nothing may be written. */
  readonly fork?: boolean;
  readonly runAttempt?: number;
  /** An earlier attempt of the same run. */
  readonly rerunOf?: Run;
  /** Permissions of the calling job: no job gets more. */
  readonly callerPermissions?: WrittenPermissions;
  readonly jobs: Readonly<Record<string, WrittenJob>>;
};

export type Job = {
  readonly id: string;
  readonly backendId: string;
  readonly grant: Grant;
  /** What it asks for beyond what its caller has: GitHub would refuse to start the run. */
  readonly excess: readonly Excess[];
  readonly environment: string | undefined;
  readonly workflow: { readonly ref: string; readonly sha: string };
  readonly token: string;
  readonly idTokenRequest: { readonly url: string; readonly token: string } | undefined;
};

export type Run = {
  readonly runId: number;
  readonly runNumber: number;
  readonly runAttempt: number;
  /** The id that the artifact service knows the run by: the same for all attempts. */
  readonly backendId: string;
  readonly repository: Repository;
  readonly actor: Account;
  readonly startedAt: number;
  readonly options: RunOptions;
  readonly jobs: ReadonlyMap<string, Job>;
  /** GITHUB_TOKEN of a job. */
  token(jobId: string): string;
  /** ACTIONS_RUNTIME_TOKEN of a job. */
  runtimeToken(jobId: string): string;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN of a job, undefined without `id-token: write`. */
  idTokenRequest(jobId: string): { readonly url: string; readonly token: string } | undefined;
  /** Takes all tokens of the run away, as GitHub does when it is over. */
  end(): void;
};

export type JobOfRun = { readonly run: Run; readonly job: Job };

export type Runs = {
  start(options: RunOptions): Promise<Run>;
  byId(runId: number): Run | undefined;
  /** The job that a runtime token was made for. */
  byRuntimeToken(token: string): JobOfRun | undefined;
  byIdTokenRequest(token: string): JobOfRun | undefined;
};

/** Milliseconds. No job of a hosted runner lives longer than 6 hours; a token ends with its job. */
const TOKEN_LIFE = 6 * 3_600_000;
/** Runs whose state is kept. */
const KEPT = 500;

export function createRuns(world: World): Runs {
  const runs = new Map<number, Run>();
  const idTokenRequests = new Map<string, JobOfRun>();
  const backend = new Map<string, Run>();
  const secret = randomBytes(32);
  let number = 0;
  const signature = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');

  const start = async (options: RunOptions): Promise<Run> => {
    const repository = findRepository(world, options.repository);
    if (repository === undefined || (await readObject(repository.gitDir, options.sha))?.type !== 'commit')
      throw configurationFailure({
        cause: `There is no commit ${options.sha} in "${options.repository}".`,
        remedy: 'Create the repository and the commit before a run of it.',
      });
    const { rerunOf } = options;
    const backendId = rerunOf?.backendId ?? randomUUID();
    const actor = world.accounts.ensure(options.actor, 'User');
    const runNumber = rerunOf?.runNumber ?? ++number;
    const runId = rerunOf?.runId ?? 10_000_000_000 + stableId('run', `${backendId}`);
    const jobs = new Map<string, Job>();
    const startedAt = world.clock.now();
    const jobOf = (jobId: string): Job => {
      const job = jobs.get(jobId);
      if (job === undefined)
        throw configurationFailure({
          cause: `Run ${runId} has no job "${jobId}".`,
          remedy: `It has ${[...jobs.keys()].join(', ')}.`,
        });
      return job;
    };
    const run: Run = {
      runId,
      runNumber,
      runAttempt: options.runAttempt ?? (rerunOf === undefined ? 1 : rerunOf.runAttempt + 1),
      backendId,
      repository,
      actor,
      startedAt,
      options,
      jobs,
      token: (jobId) => jobOf(jobId).token,
      idTokenRequest: (jobId) => jobOf(jobId).idTokenRequest,
      runtimeToken: (jobId) => {
        const issued = Math.floor(startedAt / 1_000);
        const claims = {
          scp: `Actions.Results:${backendId}:${jobOf(jobId).backendId}`,
          iss: world.urls.issuer,
          iat: issued,
          nbf: issued - 300,
          exp: issued + TOKEN_LIFE / 1_000,
        };
        const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
        return `${text}.${signature(text)}`;
      },
      end: () => {
        world.tokens.revoke((principal) => principal.origin.runId === runId);
        for (const [token, entry] of idTokenRequests) if (entry.run === run) idTokenRequests.delete(token);
        backend.delete(backendId);
      },
    };
    for (const [jobId, written] of Object.entries(options.jobs)) {
      const job = createJob(world, run, jobId, written);
      jobs.set(jobId, job);
      if (job.idTokenRequest) idTokenRequests.set(job.idTokenRequest.token, { run, job });
    }
    for (const id of runs.keys()) {
      if (runs.size < KEPT) break;
      runs.get(id)?.end();
      runs.delete(id);
    }
    runs.set(runId, run);
    backend.set(backendId, run);
    return run;
  };

  const byRuntimeToken = (token: string): JobOfRun | undefined => {
    const [head = '', body = '', sign = ''] = token.split('.');
    const expected = Buffer.from(signature(`${head}.${body}`));
    const given = Buffer.from(sign);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    // Its own signature: the shape is known.
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { scp: string; exp: number };
    const [, runBackend = '', jobBackend = ''] = claims.scp.split(':');
    const run = backend.get(runBackend);
    const job = [...(run?.jobs.values() ?? [])].find((one) => one.backendId === jobBackend);
    return run === undefined || job === undefined || claims.exp * 1_000 <= world.clock.now()
      ? undefined
      : { run, job };
  };

  return {
    start,
    byRuntimeToken,
    byId: (runId) => runs.get(runId),
    byIdTokenRequest: (token) => idTokenRequests.get(token),
  };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const isDetailed = (
  written: WrittenJob,
): written is Extract<WrittenJob, { permissions: WrittenPermissions }> =>
  typeof written === 'object' && 'permissions' in written;

function createJob(world: World, run: Run, id: string, written: WrittenJob): Job {
  const { options, repository } = run;
  const details = isDetailed(written) ? written : { permissions: written };
  const asked = readPermissions(details.permissions);
  const ceiling = readPermissions(details.ceiling ?? options.callerPermissions ?? 'write-all');
  const allowed = intersect(asked, ceiling);
  const grant = createGrant(options.fork ? downgradeForFork(allowed) : allowed);
  const backendId = randomUUID();
  return {
    id,
    backendId,
    grant,
    excess: excess(asked, ceiling),
    environment: details.environment,
    workflow: details.workflow ?? {
      ref: options.jobWorkflowRef ?? options.workflowRef,
      sha: options.jobWorkflowSha ?? options.workflowSha ?? options.sha,
    },
    token: world.tokens.issue(
      'ghs_',
      {
        kind: 'job',
        account: ACTIONS_BOT,
        grant,
        repositories: new Set([repository.id]),
        owner: repository.owner.login,
        origin: { who: `job ${id}`, runId: run.runId, job: id },
      },
      run.startedAt + TOKEN_LIFE,
    ),
    idTokenRequest:
      grant.permissions['id-token'] === 'write'
        ? {
            url: `${world.urls.idToken}/1//idtoken/${run.backendId}/${backendId}?api-version=2.0`,
            token: randomText(64),
          }
        : undefined,
  };
}
