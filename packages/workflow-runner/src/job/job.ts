/** A job while it runs: what its steps share. */
import type { Masks } from '../commands/masks.ts';
import type { Data } from '../expressions/data.ts';
import type { Status } from '../expressions/functions.ts';
import type { PlannedWorkflow } from '../parse/plan.ts';
import type { StepsJob } from '../parse/workflow.ts';
import type { JobIdentity, JobServices, RunRequest, StartedService, Timing } from '../request.ts';
import type { ActionLoader } from '../steps/action-files.ts';
import type { JobFolders } from './folders.ts';
import type { JobLog } from './job-log.ts';

/** Contexts that stay the same for all steps of a job. */
export type JobContexts = {
  readonly github: ReadonlyMap<string, Data>;
  readonly inputs: Data;
  readonly matrix: Data;
  readonly needs: Data;
  readonly runner: Data;
  readonly secrets: Data;
  readonly strategy: Data;
  readonly vars: Data;
};

export type RunningJob = {
  readonly definition: StepsJob;
  readonly workflow: PlannedWorkflow;
  readonly identity: JobIdentity;
  readonly services: JobServices;
  /** Service containers that run, by their names in the job. */
  readonly containers: Map<string, StartedService>;
  readonly request: RunRequest;
  readonly timing: Timing;
  readonly folders: JobFolders;
  readonly masks: Masks;
  readonly log: JobLog;
  readonly actions: ActionLoader;
  readonly contexts: JobContexts;
  /** Shell and folder of `run:` steps that name none. */
  readonly defaults: { readonly shell: string | undefined; readonly workingDirectory: string | undefined };
  readonly trackingId: string;
  /** Process groups that steps have started. */
  readonly groups: Set<number>;
  /** Aborted when the job is cancelled, by whatever. */
  readonly cancelled: AbortSignal;
  /** Aborted when a cancelled job has not ended for so long that its steps are ended whatever their conditions say. */
  readonly forced: AbortSignal;
  /** `env` of the workflow and of the job, and what steps add through GITHUB_ENV. */
  readonly env: Map<string, string>;
  /** Folders that steps put before PATH, the newest last. */
  path: readonly string[];
  /** `job.status` */
  status: Status;
};

/** Failure stays when something is cancelled later, and cancelled replaces success and failure, as in GitHub's runner. */
export function worsen(job: RunningJob, result: 'failure' | 'cancelled'): void {
  if (result === 'cancelled' || job.status === 'success') job.status = result;
}
