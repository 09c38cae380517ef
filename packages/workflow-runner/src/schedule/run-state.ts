/** A run while it goes on: what its jobs share. */
import type { Annotation, Conclusion, JobLabel, RunEvent } from '../events.ts';
import { type Data, entries, texts } from '../expressions/data.ts';
import type { Scope } from '../expressions/evaluate.ts';
import { functionMap } from '../expressions/functions.ts';
import type { PlannedWorkflow } from '../parse/plan.ts';
import type { RunRequest, Timing } from '../request.ts';
import type { JobResult } from '../result.ts';
import type { ActionLoader } from '../steps/action-files.ts';
import type { Places } from './places.ts';

export type RunState = {
  readonly request: RunRequest;
  readonly root: PlannedWorkflow;
  readonly timing: Timing;
  readonly actions: ActionLoader;
  readonly machines: Places;
  /** `github` as it is before a job has a machine. */
  readonly github: ReadonlyMap<string, Data>;
  readonly tell: (event: RunEvent) => void;
};

/** Contexts of a workflow file before any job: `github`, `inputs`, `vars`. */
export const fileScope = ({ request, github }: RunState, inputs: Data): Scope => ({
  contexts: { github: entries(Object.fromEntries(github)), inputs, vars: texts(request.variables) },
  functions: functionMap([]),
});

/** A job that ended before it had a machine. */
export function endedEarly(
  label: JobLabel,
  jobId: string,
  conclusion: Conclusion,
  annotations: readonly Annotation[],
): JobResult {
  return {
    ...label,
    jobId,
    conclusion,
    annotations,
    outputs: {},
    steps: [],
    summary: '',
    environment: undefined,
    duration: 0,
  };
}
