/** What a run of a workflow is, and the jobs of it. */
import type { Account } from './identity.ts';
import type { Excess, Grant, WrittenPermissions } from './permissions.ts';
import type { Repository } from './state.ts';

export type JobOptions = {
  /** As GitHub shows it; the job's key when absent. */
  readonly name?: string;
  readonly permissions: WrittenPermissions;
  /** Permissions of the job that calls this one, when they are not those of the run. */
  readonly ceiling?: WrittenPermissions;
  readonly environment?: string;
  /** The workflow file that this job stands in, when it is not that of the run. */
  readonly workflow?: { readonly ref: string; readonly sha: string };
  readonly checkRunId?: number;
};

/** Permissions alone, or with more. */
export type WrittenJob = WrittenPermissions | JobOptions;

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
  /** Jobs that start with the run, by key. Others start with {@link Run.startJob}. */
  readonly jobs: Readonly<Record<string, WrittenJob>>;
};

export type Job = {
  /** Unique in the run; legs of a matrix have their own. */
  readonly id: string;
  readonly name: string;
  readonly backendId: string;
  readonly grant: Grant;
  /** What it asks for beyond what its caller has: GitHub would refuse to start the run. */
  readonly excess: readonly Excess[];
  readonly environment: string | undefined;
  readonly workflow: { readonly ref: string; readonly sha: string };
  readonly checkRunId: number | undefined;
  /** GITHUB_TOKEN */
  readonly token: string;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN, undefined without `id-token: write`. */
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
  /**
   * Makes the tokens of one job.
   * @throws Failure `fake-github/duplicate-job` when the run has one of that key
   */
  startJob(key: string, job: WrittenJob): Job;
  /** Takes the tokens of a job away, as GitHub does when it is over. What it did stays in the report. */
  endJob(key: string): void;
  /** GITHUB_TOKEN of a job. */
  token(jobId: string): string;
  /** ACTIONS_RUNTIME_TOKEN of a job. */
  runtimeToken(jobId: string): string;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN of a job, undefined without `id-token: write`. */
  idTokenRequest(jobId: string): { readonly url: string; readonly token: string } | undefined;
  /** Takes all tokens of the run away. */
  end(): void;
};

export type JobOfRun = { readonly run: Run; readonly job: Job };
