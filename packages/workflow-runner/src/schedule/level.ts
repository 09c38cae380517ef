/** The jobs of one workflow file, of the run's or of a called one: each starts when those it needs have ended. */
import type { Annotation } from '../events.ts';
import { type Data, Entries, entries, text, texts } from '../expressions/data.ts';
import {
  evaluateBoolean,
  evaluateCondition,
  evaluateString,
  evaluateToken,
  type Scope,
} from '../expressions/evaluate.ts';
import { functionMap, type JobStatus, jobStatusFunctions } from '../expressions/functions.ts';
import { matrixContext, strategyContext } from '../job/contexts.ts';
import type { PlannedJob } from '../parse/plan.ts';
import { hasExpression } from '../parse/tokens.ts';
import { messageOf } from '../steps/attempt.ts';
import { runLeg } from './leg.ts';
import type { JobEnd, LevelEnd, LevelInput } from './level-types.ts';
import { expandStrategy, type Leg, legName, mergeOutputs, type Strategy } from './matrix.ts';
import { createPlaces } from './places.ts';
import { endedEarly, fileScope } from './run-state.ts';

export async function runLevel(level: LevelInput): Promise<LevelEnd> {
  const started = new Map<string, Promise<JobEnd>>();
  const endOf = (id: string): Promise<JobEnd> => {
    const known = started.get(id);
    if (known !== undefined) return known;
    const planned = level.workflow.jobs.get(id);
    // The grammar has seen to it that every needed job exists and that none needs itself.
    const end =
      planned === undefined
        ? Promise.resolve<JobEnd>({ status: 'skipped', outputs: {}, ancestors: new Map(), results: [] })
        : runJobWhenReady(level, planned, endOf);
    started.set(id, end);
    return end;
  };
  const jobs = new Map<string, JobEnd>();
  const ids = [...level.workflow.jobs.keys()];
  const ends = await Promise.all(ids.map(async (id) => [id, await endOf(id)] as const));
  for (const [id, end] of ends) jobs.set(id, end);
  return { jobs, status: together([...jobs.values()].map(({ status }) => status)) };
}

/** Of several: failure before cancelled before success; skipped only if all are. */
export function together(statuses: readonly JobStatus[]): JobStatus {
  if (statuses.includes('failure')) return 'failure';
  if (statuses.includes('cancelled')) return 'cancelled';
  return statuses.length > 0 && statuses.every((status) => status === 'skipped') ? 'skipped' : 'success';
}

async function runJobWhenReady(
  level: LevelInput,
  planned: PlannedJob,
  endOf: (id: string) => Promise<JobEnd>,
): Promise<JobEnd> {
  const { job } = planned;
  const written = { key: `${level.keyPrefix}${job.id}`, name: `${level.namePrefix}${writtenName(planned)}` };
  if (job.needs.length > 0) level.run.tell({ kind: 'job-waiting', job: written, needs: job.needs });
  const needs = await Promise.all(job.needs.map(async (id) => [id, await endOf(id)] as const));
  const ancestors = new Map<string, JobStatus>();
  for (const [id, end] of needs) {
    for (const [name, status] of end.ancestors) ancestors.set(name, status);
    ancestors.set(id.toLowerCase(), end.status);
  }
  const base = fileScope(level.run, level.inputs);
  const scopeNow = (): Scope => ({
    contexts: { ...base.contexts, needs: needsContext(needs) },
    functions: functionMap(jobStatusFunctions(ancestors, level.cancelled.aborted)),
  });
  const early = (status: 'failure' | 'skipped', annotations: readonly Annotation[]): JobEnd => {
    level.run.tell({ kind: 'job-ended', job: written, conclusion: status, duration: 0 });
    return { status, outputs: {}, ancestors, results: [endedEarly(written, job.id, status, annotations)] };
  };
  let strategy: Strategy;
  if (level.path.length === 0 && level.run.request.only?.includes(job.id) === false)
    return early('skipped', []);
  try {
    if (!evaluateCondition(job.condition, scopeNow())) return early('skipped', []);
    strategy = expandStrategy(evaluateToken(job.strategy, scopeNow()));
  } catch (error) {
    const message = `Error when evaluating the job '${job.id}': ${messageOf(error)}`;
    return early('failure', [{ level: 'error', message }]);
  }
  const legs = await runLegs(level, planned, strategy, scopeNow);
  return { ...legs, ancestors };
}

const needsContext = (needs: readonly (readonly [string, JobEnd])[]): Data =>
  new Entries(
    needs.map(([id, { status, outputs }]) => [
      id,
      entries({ result: text(status), outputs: texts(outputs) }),
    ]),
  );

/** Before its contexts are there, a name is shown as it is written. */
const writtenName = ({ job }: PlannedJob): string => {
  const { name } = job;
  if (name === undefined) return job.id;
  const source = 'source' in name && typeof name.source === 'string' ? name.source : name.toString();
  return (hasExpression(name) ? source : name.toString()) || job.id;
};

async function runLegs(
  level: LevelInput,
  planned: PlannedJob,
  strategy: Strategy,
  scopeNow: () => Scope,
): Promise<Omit<JobEnd, 'ancestors'>> {
  const { job } = planned;
  const places = createPlaces(strategy.maxParallel);
  const controllers = strategy.legs.map(() => new AbortController());
  const ended: Readonly<Record<string, string>>[] = [];
  const total = strategy.legs.length;
  /** A cancelled workflow takes those legs with it whose job would not run in a cancelled one. */
  const onCancel = () => {
    if (!holds(job.condition, scopeNow()))
      for (const controller of controllers) controller.abort('cancelled');
  };
  level.cancelled.addEventListener('abort', onCancel, { once: true });
  const legs = await Promise.all(
    strategy.legs.map(async (leg, index) => {
      const controller = controllers[index] ?? new AbortController();
      const scope = legScope(scopeNow(), strategy, leg, index);
      const key = `${level.keyPrefix}${job.id}${total === 1 && leg.values === undefined ? '' : `[${index}]`}`;
      const label = { key, name: `${level.namePrefix}${nameOf(planned, leg, scope)}` };
      const end = await runLeg({
        level,
        planned,
        leg,
        label,
        scope,
        controller,
        places,
        runCalled: runLevel,
      });
      const status = excused(planned, end.status, scope);
      if (status === 'failure' && strategy.failFast)
        for (const other of controllers) if (other !== controller) other.abort('fail-fast');
      ended.push(end.outputs);
      return { ...end, status };
    }),
  );
  level.cancelled.removeEventListener('abort', onCancel);
  return {
    status: together(legs.map(({ status }) => status)),
    outputs: mergeOutputs(ended),
    results: legs.flatMap(({ results }) => results),
  };
}

function holds(condition: string, scope: Scope): boolean {
  try {
    return evaluateCondition(condition, scope);
  } catch {
    return false;
  }
}

const legScope = (
  scope: Scope,
  { failFast, maxParallel, legs }: Strategy,
  leg: Leg,
  index: number,
): Scope => ({
  ...scope,
  contexts: {
    ...scope.contexts,
    matrix: matrixContext(leg.values),
    strategy: strategyContext(failFast, index, legs.length, maxParallel),
  },
});

/** A name with expressions is the whole name of a leg; one without gets the leg's values in brackets. */
function nameOf({ job }: PlannedJob, leg: Leg, scope: Scope): string {
  if (job.name === undefined || !hasExpression(job.name))
    return legName(job.name?.toString() || job.id, leg.label);
  try {
    return legName(evaluateString(job.name, scope) || legName(job.id, leg.label), []);
  } catch {
    return legName(job.id, leg.label);
  }
}

/** A job with continue-on-error does not fail the run. */
function excused({ job }: PlannedJob, status: JobStatus, scope: Scope): JobStatus {
  if (status !== 'failure' || job.kind !== 'steps') return status;
  try {
    return evaluateBoolean(job.continueOnError, scope, false) ? 'success' : status;
  } catch {
    return status;
  }
}
