/** Where a step stands: in a job or in a composite action, and what it sees from there. */
import { type Data, Entries, entries, text } from '../expressions/data.ts';
import type { Scope } from '../expressions/evaluate.ts';
import {
  functionMap,
  hashFilesFunction,
  type Status,
  stepStatusFunctions,
} from '../expressions/functions.ts';
import { hashFiles } from '../expressions/hash-files.ts';
import { jobContext } from '../job/contexts.ts';
import type { RunningJob } from '../job/job.ts';
import type { StepLog } from '../job/job-log.ts';
import type { StepsContext } from '../job/steps-context.ts';
import type { Origin } from './action-files.ts';

/** What a background step changes: others see it when they have waited for it. */
export type Deferred = {
  readonly outputs: Map<string, string>;
  readonly env: Map<string, string>;
  path: readonly string[];
};

export type Frame = {
  readonly job: RunningJob;
  /** Of the step that GitHub shows. */
  readonly log: StepLog;
  /** Results of the steps beside this one. */
  readonly siblings: StepsContext;
  readonly origin: Origin;
  /** What `github` has here beyond the job's: action, action_path … */
  readonly github: ReadonlyMap<string, Data>;
  /** Of the composite action; undefined in the job, which has the workflow's. */
  readonly inputs: Data | undefined;
  /** `env:` of the steps that use the composite actions around this step. */
  readonly env: ReadonlyMap<string, string>;
  /** What the status functions look at: the job, or the composite action so far. */
  readonly status: () => Status;
  readonly deferred: Deferred | undefined;
};

/** The `env` context before the step's own `env:`. */
export const surroundingEnv = ({ job, env, deferred }: Frame): Map<string, string> =>
  new Map([...job.env, ...(deferred?.env ?? []), ...env]);

/** @param env context of the step */
export function scopeOf(frame: Frame, env: ReadonlyMap<string, string>): Scope {
  const { job } = frame;
  const { inputs, matrix, needs, runner, secrets, strategy, vars } = job.contexts;
  return {
    contexts: {
      env: new Entries(
        [...env].map(([name, value]) => [name, text(value)]),
        true,
      ),
      github: entries(Object.fromEntries([...job.contexts.github, ...frame.github])),
      inputs: frame.inputs ?? inputs,
      job: jobContext(job),
      matrix,
      needs,
      runner,
      secrets,
      steps: frame.siblings.data(),
      strategy,
      vars,
    },
    functions: functionMap([
      ...stepStatusFunctions(frame.status()),
      hashFilesFunction((patterns) => hashFiles(job.folders.workspace, patterns)),
    ]),
  };
}

/** Results of steps show up in `steps` only under ids that the file gives. */
export const isShownId = (id: string | undefined): id is string => id !== undefined && !id.startsWith('__');
