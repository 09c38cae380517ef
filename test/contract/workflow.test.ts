import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

type Step = { id?: string; uses?: string; with?: Record<string, unknown>; run?: string };
type Job = {
  permissions?: unknown;
  'timeout-minutes'?: number;
  steps: Step[];
  outputs?: Record<string, string>;
};
type Workflow = {
  permissions: unknown;
  on: {
    workflow_call: {
      inputs: Record<string, { description?: string }>;
      secrets: Record<string, { description?: string }>;
    };
  };
  jobs: Record<string, Job>;
};
type ActionFile = {
  inputs?: Record<string, { required?: boolean; default?: unknown }>;
  outputs?: Record<string, unknown>;
};

const source = read('.github/workflows/build-and-push.yml');
const workflow = parse(source) as Workflow;
const action = (uses: string) => parse(read(`${uses.slice(2)}/action.yml`)) as ActionFile;
const own = (step: Step): step is Step & { uses: string } => step.uses?.startsWith('$/') ?? false;
const steps = Object.entries(workflow.jobs).flatMap(([job, { steps }]) =>
  steps.map((step) => ({ job, step })),
);

describe('build-and-push.yml', () => {
  it.each(steps.filter(({ step }) => own(step)))(
    '$job: $step.uses gets inputs that it has, and all that it must have',
    ({ step }) => {
      const inputs = action(step.uses ?? '').inputs ?? {};
      const given = Object.keys(step.with ?? {});
      expect(given.filter((name) => !(name in inputs))).toEqual([]);
      const missing = Object.entries(inputs).filter(
        ([name, input]) => input.required && !given.includes(name),
      );
      expect(missing.map(([name]) => name)).toEqual([]);
    },
  );

  it('reads only outputs that exist', () => {
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const text = JSON.stringify(job);
      for (const [, step, output] of text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
        const found = job.steps.find((candidate) => candidate.id === step);
        expect(found?.uses, `${id}: steps.${step}`).toBeDefined();
        expect(Object.keys(action(found?.uses ?? '').outputs ?? {}), `${id}: ${step}`).toContain(output);
      }
      for (const [, name, output] of text.matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)/g))
        expect(Object.keys(workflow.jobs[name ?? '']?.outputs ?? {}), `${id}: needs.${name}`).toContain(
          output,
        );
      for (const [, name] of text.matchAll(/inputs\.([\w-]+)/g))
        expect(Object.keys(workflow.on.workflow_call.inputs), id).toContain(name);
    }
  });

  it('uses only its own actions and actions/checkout, pinned by commit', () => {
    for (const { step } of steps)
      expect(step.uses ?? '').toMatch(/^(?:\$\/actions\/[a-z-]+|actions\/checkout@[0-9a-f]{40})$/);
  });

  it('runs no shell: no expression can become a script', () => {
    for (const { step } of steps) expect(step.run).toBeUndefined();
  });

  it('grants nothing at the top and something exact in every job, each with a time limit', () => {
    expect(workflow.permissions).toEqual({});
    for (const [id, job] of Object.entries(workflow.jobs)) {
      expect(typeof job.permissions, id).toBe('object');
      expect(job['timeout-minutes'], id).toBeGreaterThan(0);
    }
  });

  it('keeps the signing identity away from a checkout and from the code of the repository', () => {
    const sign = workflow.jobs['sign'];
    expect(sign?.steps.every(own)).toBe(true);
    expect(workflow.jobs['build']?.permissions).not.toHaveProperty('id-token');
  });

  it('describes every input and secret', () => {
    const { inputs, secrets } = workflow.on.workflow_call;
    for (const [name, item] of [...Object.entries(inputs), ...Object.entries(secrets)])
      expect(item.description, name).toMatch(/\w{3}/);
  });

  it('uses every input that it declares', () => {
    for (const name of Object.keys(workflow.on.workflow_call.inputs))
      expect(source).toContain(`inputs.${name}`);
    for (const name of Object.keys(workflow.on.workflow_call.secrets))
      expect(source).toContain(`secrets.${name}`);
  });
});

it('every action has a README', () => {
  for (const name of readdirSync(path.join(root, 'actions')))
    expect(existsSync(path.join(root, 'actions', name, 'README.md')), name).toBe(true);
});
