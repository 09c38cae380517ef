/**
 * What the jobs of the workflows do in a run: conditions and inputs by GitHub's own evaluator, from build-and-push.yml
 * through all that it calls. Where GitHub would skip a job for another reason than its condition, it is taken to run.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fromData, type Json, toData } from '@sealift/workflow-runner/expressions/data';
import { asString, evaluateExpression, type Scope } from '@sealift/workflow-runner/expressions/evaluate';
import { functionMap, jobStatusFunctions } from '@sealift/workflow-runner/expressions/functions';
import { parse } from 'yaml';

type Values = Readonly<Record<string, unknown>>;
type StepText = {
  readonly uses?: string;
  readonly if?: string;
  readonly with?: Values;
  readonly parallel?: readonly StepText[];
};
type JobText = {
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Values;
  readonly permissions?: Values;
  readonly steps?: readonly StepText[];
};

/** What a job is called with. */
type Given = {
  readonly inputs: Values;
  readonly github: Values;
  readonly needs: Values;
  readonly vars?: Values;
};

/** What a run is started with, and what its jobs would put out if they ran. */
export type Started = {
  readonly inputs: Values;
  readonly github: Values;
  readonly outputs: Readonly<Record<string, Values>>;
};

/** A job that runs on a runner, and those of its steps that run when none fails. */
export type RunningJob = {
  readonly file: string;
  readonly name: string;
  readonly permissions: Values;
  readonly steps: readonly { readonly uses: string; readonly input: (name: string) => Json }[];
};

const FOLDER = path.resolve(import.meta.dirname, '../../.github/workflows');
type WorkflowText = {
  readonly on: {
    readonly workflow_call: { readonly inputs: Readonly<Record<string, { readonly default?: unknown }>> };
  };
  readonly jobs: Readonly<Record<string, JobText>>;
};
const parsed = new Map<string, WorkflowText>();
function workflowAt(file: string): WorkflowText {
  const workflow = parsed.get(file) ?? (parse(readFileSync(path.join(FOLDER, file), 'utf8')) as WorkflowText);
  parsed.set(file, workflow);
  return workflow;
}

const scopeOf = (given: Given): Scope => ({
  contexts: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, toData(value)])),
  functions: functionMap(jobStatusFunctions(new Map(), false)),
});

/** A value of a workflow file: one expression keeps its type, text with expressions in it is text. */
function evaluated(text: unknown, given: Given): Json {
  if (typeof text !== 'string') return fromData(toData(text));
  const scope = scopeOf(given);
  const parts = text.split(/\$\{\{(.+?)\}\}/s);
  const [before, expression, after, ...others] = parts;
  if (before === '' && expression !== undefined && after === '' && others.length === 0)
    return fromData(evaluateExpression(expression, scope));
  return parts.map((part, at) => (at % 2 === 0 ? part : asString(evaluateExpression(part, scope)))).join('');
}

const holds = (condition: string | undefined, given: Given): boolean => {
  if (condition === undefined) return true;
  const value = evaluated(condition.includes('${{') ? condition : `\${{ ${condition} }}`, given);
  return value !== null && value !== false && value !== '' && value !== 0;
};

/** @throws EvaluationError for an expression that cannot be evaluated */
export function jobsOf(
  { inputs, github, outputs }: Started,
  file = 'build-and-push.yml',
  inherited: Values = {},
): readonly RunningJob[] {
  const workflow = workflowAt(file);
  const defaults = Object.entries(workflow.on.workflow_call.inputs).map(([name, input]) => [
    name,
    input.default ?? '',
  ]);
  const needs: Record<string, unknown> = {};
  return Object.entries(workflow.jobs).flatMap(([name, job]) => {
    const given = {
      ...{ inputs: { ...Object.fromEntries(defaults), ...inputs }, needs },
      github: { ...github, job: name },
    };
    const runs = holds(job.if, given);
    // Each file lists a job after those that it needs.
    needs[name] = runs
      ? { result: 'success', outputs: outputs[name] ?? {} }
      : { result: 'skipped', outputs: {} };
    if (!runs) return [];
    // A called workflow without permissions of its own has those of the job that calls it.
    const permissions = job.permissions ?? inherited;
    if (job.uses === undefined) return [{ file, name, permissions, steps: stepsOf(job.steps ?? [], given) }];
    const own = Object.entries(job.with ?? {}).map(([key, value]) => [key, evaluated(value, given)]);
    const called = path.basename(job.uses);
    return jobsOf({ inputs: Object.fromEntries(own), github, outputs }, called, permissions);
  });
}

const stepsOf = (steps: readonly StepText[], given: Given): RunningJob['steps'] =>
  steps
    .flatMap((step) => step.parallel ?? [step])
    .filter((step) => holds(step.if, given))
    .map(({ uses = '', with: values = {} }) => ({ uses, input: (name) => evaluated(values[name], given) }));
