/** What the jobs of one workflow file are given, and what becomes of them. */
import type { Data } from '../expressions/data.ts';
import type { JobStatus } from '../expressions/functions.ts';
import type { PlannedWorkflow } from '../parse/plan.ts';
import type { JobResult } from '../result.ts';
import type { RunState } from './run-state.ts';

export type LevelInput = {
  readonly run: RunState;
  readonly workflow: PlannedWorkflow;
  readonly inputs: Data;
  readonly secrets: Readonly<Record<string, string>>;
  /** Ids of the calling jobs, and the beginning of keys and names. */
  readonly path: readonly string[];
  readonly keyPrefix: string;
  readonly namePrefix: string;
  /** Concurrency groups that callers are in. */
  readonly groups: ReadonlySet<string>;
  readonly cancelled: AbortSignal;
};

/** A job with all its legs. */
export type JobEnd = {
  /** `needs.<id>.result`: of a job with continue-on-error a failure counts as success. */
  readonly status: JobStatus;
  readonly outputs: Readonly<Record<string, string>>;
  /** Of all jobs that it waited for, also through others. */
  readonly ancestors: ReadonlyMap<string, JobStatus>;
  readonly results: readonly JobResult[];
};

export type LevelEnd = { readonly jobs: ReadonlyMap<string, JobEnd>; readonly status: JobStatus };
