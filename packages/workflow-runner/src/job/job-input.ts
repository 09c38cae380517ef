/** What one job is given by the schedule. */
import type { JobLabel } from '../events.ts';
import type { Scope } from '../expressions/evaluate.ts';
import type { PlannedJob, PlannedWorkflow } from '../parse/plan.ts';
import type { StepsJob } from '../parse/workflow.ts';
import type { RunState } from '../schedule/run-state.ts';

export type JobInput = {
  readonly run: RunState;
  readonly workflow: PlannedWorkflow;
  readonly planned: PlannedJob;
  readonly definition: StepsJob;
  readonly label: JobLabel;
  readonly path: readonly string[];
  readonly matrix: Readonly<Record<string, unknown>> | undefined;
  /** Contexts that a job has before it has a machine: github, inputs, matrix, needs, strategy, vars. */
  readonly scope: Scope;
  /** What of the secrets the workflow has got. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly cancelled: AbortSignal;
};
