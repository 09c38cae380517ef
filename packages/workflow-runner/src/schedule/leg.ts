/** One leg of a job: it waits for its concurrency group and a machine, then runs its steps or the workflow it calls. */
import type { JobLabel } from '../events.ts';
import { texts } from '../expressions/data.ts';
import { evaluateString, evaluateTexts, type Scope } from '../expressions/evaluate.ts';
import type { JobStatus } from '../expressions/functions.ts';
import { runJob } from '../job/run-job.ts';
import type { PlannedJob, PlannedWorkflow } from '../parse/plan.ts';
import type { CallInterface, CallJob } from '../parse/workflow.ts';
import type { JobResult } from '../result.ts';
import { messageOf } from '../steps/attempt.ts';
import { enterGroup } from './group.ts';
import { callInputs } from './inputs.ts';
import { jobsContext } from './jobs-context.ts';
import type { LevelEnd, LevelInput } from './level-types.ts';
import type { Leg } from './matrix.ts';
import type { Places } from './places.ts';
import { endedEarly, fileScope } from './run-state.ts';

export type LegInput = {
  readonly level: LevelInput;
  readonly planned: PlannedJob;
  readonly leg: Leg;
  readonly label: JobLabel;
  /** Contexts of the job with its matrix and strategy. */
  readonly scope: Scope;
  readonly controller: AbortController;
  /** Of `max-parallel`. */
  readonly places: Places;
  /** Runs the jobs of a called workflow. */
  readonly runCalled: (level: LevelInput) => Promise<LevelEnd>;
};

export type LegEnd = {
  readonly status: JobStatus;
  readonly outputs: Readonly<Record<string, string>>;
  readonly results: readonly JobResult[];
};

export async function runLeg(input: LegInput): Promise<LegEnd> {
  const { level, planned, label, controller } = input;
  const { run } = level;
  const early = (status: 'failure' | 'cancelled', message: string | undefined): LegEnd => {
    run.tell({ kind: 'job-ended', job: label, conclusion: status, duration: 0 });
    const annotations = message === undefined ? [] : [{ level: 'error', message } as const];
    return {
      status,
      outputs: {},
      results: [endedEarly(label, planned.job.id, status, annotations)],
    };
  };
  const leave = await input.places.take(controller.signal);
  if (leave === undefined) return early('cancelled', undefined);
  try {
    const group = await enterGroup(
      { run, scope: input.scope, held: level.groups, controller },
      planned.job.concurrency,
      (name) => run.tell({ kind: 'job-pending', job: label, group: name }),
    );
    if (!group.entered) return early('cancelled', group.reason);
    try {
      const end = await runInside(input, group.held);
      return group.cancelReason() === undefined ? end : noted(end, group.cancelReason() ?? '');
    } finally {
      group.leave();
    }
  } catch (error) {
    return early('failure', messageOf(error));
  } finally {
    leave();
  }
}

/** Why another one took its place. */
const noted = (end: LegEnd, message: string): LegEnd => ({
  ...end,
  results: end.results.map((result) => ({
    ...result,
    annotations: [...result.annotations, { level: 'error', message } as const],
  })),
});

async function runInside(input: LegInput, held: ReadonlySet<string>): Promise<LegEnd> {
  const { level, planned, label, scope, controller, leg } = input;
  const { run } = level;
  const { job, called } = planned;
  const path = [...level.path, job.id];
  if (job.kind === 'call') {
    if (called === undefined) return { status: 'skipped', outputs: {}, results: [] };
    return runCalled(input, job, called, path, held);
  }
  run.tell({ kind: 'job-queued', job: label });
  const giveBack = await run.machines.take(controller.signal);
  if (giveBack === undefined) {
    run.tell({ kind: 'job-ended', job: label, conclusion: 'cancelled', duration: 0 });
    return { status: 'cancelled', outputs: {}, results: [endedEarly(label, job.id, 'cancelled', [])] };
  }
  try {
    const result = await runJob({
      run,
      workflow: level.workflow,
      planned,
      definition: job,
      label,
      path,
      matrix: leg.values,
      scope,
      secrets: level.secrets,
      cancelled: controller.signal,
    });
    return { status: result.conclusion, outputs: result.outputs, results: [result] };
  } finally {
    giveBack();
  }
}

async function runCalled(
  input: LegInput,
  job: CallJob,
  called: PlannedWorkflow,
  path: readonly string[],
  held: ReadonlySet<string>,
): Promise<LegEnd> {
  const { level, label, scope, controller } = input;
  const { run } = level;
  const { call, concurrency } = called.file;
  if (call === undefined) return { status: 'skipped', outputs: {}, results: [] };
  const fixed = run.request.host.inputs?.(called.chain.at(-1) ?? called.chain[0]);
  const inputs = callInputs(call, job, scope, fileScope(run, texts({})), fixed);
  const own = fileScope(run, inputs);
  const group = await enterGroup({ run, scope: own, held, controller }, concurrency, (name) =>
    run.tell({ kind: 'job-pending', job: label, group: name }),
  );
  if (!group.entered) {
    run.tell({ kind: 'job-ended', job: label, conclusion: 'cancelled', duration: 0 });
    const annotations = [{ level: 'error', message: group.reason } as const];
    return {
      status: 'cancelled',
      outputs: {},
      results: [endedEarly(label, job.id, 'cancelled', annotations)],
    };
  }
  try {
    const end = await input.runCalled({
      run,
      workflow: called,
      inputs,
      secrets: callSecrets(input, job),
      path,
      keyPrefix: `${label.key}/`,
      namePrefix: `${label.name} / `,
      groups: group.held,
      cancelled: controller.signal,
    });
    const results = [...end.jobs.values()].flatMap((one) => one.results);
    const outputs = calledOutputs(call, {
      ...own,
      contexts: { ...own.contexts, jobs: jobsContext(end.jobs) },
    });
    if (typeof outputs !== 'string') return { status: end.status, outputs, results };
    const failed = endedEarly(label, job.id, 'failure', [{ level: 'error', message: outputs }]);
    return { status: 'failure', outputs: {}, results: [...results, failed] };
  } finally {
    group.leave();
  }
}

/** Outputs that are not empty, or why they cannot be evaluated. */
function calledOutputs(call: CallInterface, scope: Scope): Readonly<Record<string, string>> | string {
  try {
    const all = call.outputs.map(({ name, value }) => [name, evaluateString(value, scope)] as const);
    return Object.fromEntries(all.filter(([, value]) => value !== ''));
  } catch (error) {
    return messageOf(error);
  }
}

/** `inherit`, or what is named; a secret that is empty is not given. */
function callSecrets({ level, scope }: LegInput, job: CallJob): Readonly<Record<string, string>> {
  if (job.secrets === 'inherit') return level.secrets;
  const contexts = { ...scope.contexts, secrets: texts(level.secrets) };
  return Object.fromEntries(evaluateTexts(job.secrets, { ...scope, contexts }));
}
