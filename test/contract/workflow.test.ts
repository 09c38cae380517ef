import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MAX_PLATFORMS } from '@sealift/core/release/plan/limits';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

type Step = {
  id?: string;
  if?: string;
  uses?: string;
  with?: Record<string, unknown>;
  run?: string;
  parallel?: Step[];
};
type Job = {
  name?: string;
  if?: string;
  permissions?: Record<string, string>;
  'timeout-minutes'?: number | string;
  needs?: string | string[];
  uses?: string;
  with?: Record<string, unknown>;
  secrets?: Record<string, unknown>;
  steps?: Step[];
  outputs?: Record<string, string>;
};
type Workflow = {
  permissions: unknown;
  on: {
    workflow_call: {
      inputs: Record<string, { description?: string; required?: boolean; default?: unknown }>;
      secrets?: Record<string, { description?: string }>;
      outputs?: Record<string, { description?: string; value: string }>;
    };
  };
  jobs: Record<string, Job>;
};
type ActionFile = {
  inputs?: Record<string, { required?: boolean; default?: unknown }>;
  outputs?: Record<string, unknown>;
};

const ENTRY = '.github/workflows/build-and-push.yml';
const APP = '.github/workflows/release-app.yml';
const BUILD = '.github/workflows/build-app.yml';
/** Steps that run side by side stand among the others. */
const workflowAt = (file: string): Workflow => {
  const workflow = parse(read(file)) as Workflow;
  for (const job of Object.values(workflow.jobs))
    if (job.steps !== undefined) job.steps = job.steps.flatMap((step) => step.parallel ?? [step]);
  return workflow;
};
const action = (uses: string) => parse(read(`${uses.slice(2)}/action.yml`)) as ActionFile;
const own = (step: Step): step is Step & { uses: string } => step.uses?.startsWith('$/') ?? false;

describe.each([ENTRY, APP, BUILD])('%s', (file) => {
  const source = read(file);
  const workflow = workflowAt(file);
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([job, { steps = [] }]) => steps.map((step) => ({ job, step })));
  /** All but the job that runs commands of the repository. */
  const trusted = steps.filter(({ job }) => job !== 'prepare');
  const calls = jobs.flatMap(([id, job]) => (job.uses === undefined ? [] : [{ id, job, uses: job.uses }]));

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

  it('gives a workflow that it calls every input, and only those that it has', () => {
    const called = { [ENTRY]: APP, [APP]: BUILD }[file] ?? '';
    for (const { job, uses } of calls) {
      expect(uses).toBe(`$/${called}`);
      expect(Object.keys(job.with ?? {}).sort()).toEqual(
        Object.keys(workflowAt(called).on.workflow_call.inputs).sort(),
      );
      const { secrets = {} } = workflowAt(called).on.workflow_call;
      expect(Object.keys(job.secrets ?? {}).sort()).toEqual(Object.keys(secrets).sort());
    }
  });

  it('reads only outputs that exist', () => {
    const outputsOf = ({ uses, outputs = {} }: Job): string[] =>
      Object.keys(uses === undefined ? outputs : (workflowAt(uses.slice(2)).on.workflow_call.outputs ?? {}));
    for (const [id, job] of jobs) {
      const text = JSON.stringify(job);
      for (const [, step, output] of text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
        const found = job.steps?.find((candidate) => candidate.id === step);
        expect(found?.uses, `${id}: steps.${step}`).toBeDefined();
        expect(Object.keys(action(found?.uses ?? '').outputs ?? {}), `${id}: ${step}`).toContain(output);
      }
      for (const [, name = '', output] of text.matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)/g)) {
        expect([job.needs].flat(), `${id}: needs.${name}`).toContain(name);
        expect(outputsOf(workflow.jobs[name] ?? {}), `${id}: needs.${name}`).toContain(output);
      }
      for (const [, name] of text.matchAll(/inputs\.([\w-]+)/g))
        expect(Object.keys(workflow.on.workflow_call.inputs), id).toContain(name);
    }
    for (const { value } of Object.values(workflow.on.workflow_call.outputs ?? {}))
      for (const [, name = '', output] of value.matchAll(/jobs\.([\w-]+)\.outputs\.([\w-]+)/g))
        expect(outputsOf(workflow.jobs[name] ?? {}), name).toContain(output);
  });

  it('uses only its own actions and actions/checkout, pinned by commit', () => {
    for (const { step } of trusted)
      expect(step.uses ?? '').toMatch(/^(?:\$\/actions\/[a-z-]+|actions\/checkout@[0-9a-f]{40})$/);
  });

  it('runs no shell: no expression can become a script', () => {
    for (const { step } of trusted) expect(step.run).toBeUndefined();
  });

  it('grants nothing at the top and something exact in every job, each with a time limit', () => {
    // What builds has the permissions of the job that calls it, which differ: see below.
    expect(workflow.permissions).toEqual(file === BUILD ? undefined : {});
    for (const [id, job] of jobs) {
      expect(typeof job.permissions, id).toBe(file === BUILD ? 'undefined' : 'object');
      // GitHub takes no time limit for a job that calls: those of the called workflow have theirs.
      if (job.uses === undefined) expect(limitOf(job['timeout-minutes']), id).toBeGreaterThan(0);
    }
  });

  /** Minutes; those of an input are its default. */
  const limitOf = (limit: unknown): unknown => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(limit))?.[1];
    return input === undefined ? limit : workflow.on.workflow_call.inputs[input]?.default;
  };

  it('describes every input, secret and output', () => {
    const { inputs, secrets = {}, outputs = {} } = workflow.on.workflow_call;
    for (const [name, item] of [inputs, secrets, outputs].flatMap((part) => Object.entries(part)))
      expect(item.description, name).toMatch(/\w{3}/);
  });

  it('uses every input that it declares', () => {
    for (const name of Object.keys(workflow.on.workflow_call.inputs))
      expect(source).toContain(`inputs.${name}`);
    for (const name of Object.keys(workflow.on.workflow_call.secrets ?? {}))
      expect(source).toContain(`secrets.${name}`);
  });
});

describe('release-app.yml', () => {
  const { prepare, build: call, sign, 'build-by-identity': twin } = workflowAt(APP).jobs;
  const { build } = workflowAt(BUILD).jobs;

  it('runs commands of the repository in one job, which can only read, and as no expression', () => {
    expect(prepare?.permissions).toEqual({ contents: 'read' });
    const run = prepare?.steps?.flatMap((step) => step.run ?? []);
    expect(run).toEqual(['bash -euo pipefail -c "$PREPARE"']);
    const foreign = prepare?.steps?.flatMap(({ uses = '$/' }) => (/^\$\/|@/.test(uses) ? [] : [uses]));
    expect(foreign).toEqual(['./.github/actions/prepare-build']);
  });

  it('takes from it the very bytes that it saved', () => {
    const loads = (build?.steps ?? []).filter((step) => step.uses === '$/actions/prepare');
    expect(loads.map((step) => step.with)).toEqual([{ mode: 'load', digest: '${{ inputs.prepared }}' }]);
    for (const job of [call, twin])
      expect(job?.with?.['prepared']).toBe('${{ needs.prepare.outputs.digest }}');
    expect(prepare?.outputs).toEqual({ digest: '${{ steps.save.outputs.digest }}' });
  });

  it('signs when nothing had to be prepared', () => {
    for (const job of [call, twin]) expect(job?.if).toContain('!failure() && !cancelled() && ');
    expect(sign?.if).toContain(
      "inputs.mode == 'publish' && (needs.build.result == 'success' || needs.build-by-identity.result == 'success')",
    );
  });

  it('keeps the signing identity away from a checkout and from the code of the repository', () => {
    expect(sign?.steps?.every(own)).toBe(true);
    // A token of any other file carries that file's name.
    const others = Object.entries(workflowAt(APP).jobs).filter(
      ([id]) => id !== 'sign' && id !== 'build-by-identity',
    );
    for (const [id, job] of others) expect(job.permissions, id).not.toHaveProperty('id-token');
    expect(twin?.uses).toBe(`$/${BUILD}`);
  });

  it('builds by identity as it builds without, and only then', () => {
    const { if: when, name: _, permissions, ...rest } = twin ?? {};
    const { if: otherwise, name: __, permissions: fewer, ...same } = call ?? {};
    expect(rest).toEqual(same);
    expect(permissions).toEqual({ ...fewer, 'id-token': 'write' });
    expect([when, otherwise]).toEqual([
      '${{ !failure() && !cancelled() && inputs.identity }}',
      '${{ !failure() && !cancelled() && !inputs.identity }}',
    ]);
  });

  it('binds the evidence of every platform that an app may have to an output of its own', () => {
    expect(build?.outputs).toEqual(
      Object.fromEntries(
        Array.from({ length: MAX_PLATFORMS }, (_, slot) => [
          `evidence-${slot}`,
          `\${{ steps.evidence.outputs.evidence-${slot} }}`,
        ]),
      ),
    );
  });

  it('loads no evidence in the job that signs but what is bound', () => {
    const loads = (sign?.steps ?? []).filter((step) => step.with?.['mode'] === 'load');
    expect(loads).toHaveLength(1);
    expect(loads[0]?.with).toMatchObject({
      bound: '${{ toJSON(inputs.identity && needs.build-by-identity.outputs || needs.build.outputs) }}',
    });
    // The called workflow hands on what its job says, and nothing else.
    expect(
      Object.entries(workflowAt(BUILD).on.workflow_call.outputs ?? {}).map(([name, { value }]) => [
        name,
        value,
      ]),
    ).toEqual(Object.keys(build?.outputs ?? {}).map((name) => [name, `\${{ jobs.build.outputs.${name} }}`]));
    expect(loads[0]?.with).not.toHaveProperty('pattern');
  });

  it('keeps what is for people under names that no job loads', () => {
    const [scan, blocked] = (build?.steps ?? []).filter(
      (step) => step.with?.['reports-name'] !== undefined || /failure\(\)/.test(step.if ?? ''),
    );
    // Also in check mode: neither the step nor its job is about publishing alone.
    expect(scan).toMatchObject({
      uses: '$/actions/scan',
      with: { 'reports-name': 'reports--${{ matrix.app }}--${{ matrix.slug }}' },
    });
    expect(scan?.if).toBeUndefined();
    expect(blocked?.with).toMatchObject({ name: 'blocked--${{ matrix.app }}--${{ matrix.slug }}' });
    const loaded = [ENTRY, APP, BUILD]
      .flatMap((file) => Object.values(workflowAt(file).jobs).flatMap(({ steps = [] }) => steps))
      .flatMap((step) => step.with?.['pattern'] ?? []);
    expect(new Set(loaded)).toEqual(new Set(['release--*']));
  });

  it('writes a cache in no other mode than that of a release', () => {
    const caches = (build?.steps ?? []).flatMap((step) => step.with?.['cache-to'] ?? []);
    expect(caches).toEqual(["${{ inputs.mode == 'publish' && inputs.cache-to || '' }}"]);
  });
});

describe('build-and-push.yml', () => {
  const { jobs } = workflowAt(ENTRY);

  it.each(['plan', 'bump'])('does %s by identity as without, with id-token in addition', (name) => {
    const { if: when = '', name: _, permissions, ...rest } = jobs[`${name}-by-identity`] ?? {};
    const { if: otherwise = '', name: __, permissions: fewer, ...same } = jobs[name] ?? {};
    expect(rest).toEqual(same);
    expect(permissions).toEqual({ ...fewer, 'id-token': 'write' });
    expect(fewer).not.toHaveProperty('id-token');
    // One of the two runs.
    expect(otherwise).not.toBe(when);
    expect(otherwise).toContain('!(');
  });

  it.each([ENTRY, APP, BUILD])('%s logs in by identity only in jobs that have one', (file) => {
    // A condition may add to that, and not open another way.
    for (const [id, { steps = [] }] of Object.entries(workflowAt(file).jobs))
      for (const step of steps.filter(({ uses }) => uses === '$/actions/login'))
        expect(step.if, id).toMatch(
          /^(?:inputs\.identity|github\.job == '(?:plan|bump)-by-identity')(?: && (?:[^()|]|\([^()]*\))+)?$/,
        );
  });
});

it('every action has a README', () => {
  for (const name of readdirSync(path.join(root, 'actions')))
    expect(existsSync(path.join(root, 'actions', name, 'README.md')), name).toBe(true);
});
