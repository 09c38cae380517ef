/** The attacks run the steps of the workflows: what those give to their actions, and what is given here, is the same. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildAll, bumpAll, signAll } from './jobs.ts';
import type { StepGiven } from './traces.ts';
import { closeWorld, openWorld, type ReleaseWorld } from './world.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = <T>(file: string) => parse(readFileSync(path.join(root, file), 'utf8')) as T;

type Step = {
  readonly uses?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
};
type Workflow = {
  readonly on: {
    readonly workflow_call: { readonly inputs: Readonly<Record<string, { default?: unknown }>> };
  };
  readonly jobs: Readonly<Record<string, Omit<Step, 'if'> & { readonly steps?: readonly Step[] }>>;
};
type ActionFile = { readonly inputs: Readonly<Record<string, { readonly default?: unknown }>> };

/** Given here alone, since there is no runner that would give them: logins of the doubles, and what a rehearsal needs. */
const HERE_ALONE = ['username', 'password', 'registry', 'token', 'github-token', 'commit-verification'];
/** The attacks' registry takes the login of the job. */
const LOGINS = ['registry-auths'];
/** Of the workflow alone, with why the attacks do without. */
const THERE_ALONE: Readonly<Record<string, readonly string[]>> = {
  // No run of the attacks is a rebuild.
  publish: ['compare-tags'],
  // The attacks' plan is not that of a workflow's run: no ignore file, no time before which nothing is taken.
  sign: ['ignore-files', 'not-before', 'workflow-inputs'],
  // Places in the ops repository and the text of the pull request, which the ops repository of the attacks says itself.
  bump: [
    'rebuild',
    'base',
    'file',
    'path',
    'find',
    'digest-mode',
    'config',
    'group',
    'labels',
    'reviewers',
    'app-id',
    'private-key',
  ],
};

const WORKFLOWS = {
  build: read<Workflow>('.github/workflows/build-app.yml'),
  app: read<Workflow>('.github/workflows/release-app.yml'),
  entry: read<Workflow>('.github/workflows/build-and-push.yml'),
};

/** The steps of a job that run in a release, by the actions that the attacks have. */
const stepsOf = (workflow: Workflow, job: string, actions: readonly string[]) =>
  (workflow.jobs[job]?.steps ?? [])
    .map((step) => ({ ...step, action: step.uses?.replace('$/actions/', '') ?? '' }))
    .filter(({ action, if: condition = '' }) => actions.includes(action) && !condition.includes('failure()'))
    // No second registry is there.
    .filter(({ if: condition = '' }) => !/ops-repository == ''|copy-to != ''/.test(condition));

/** What a step gets that gives nothing: the default of action.yml. */
const defaultOf = (action: string, name: string) =>
  String(read<ActionFile>(`actions/${action}/action.yml`).inputs[name]?.default ?? '');

/** Whether the workflow gives, unless it is told otherwise, what the action takes by itself. */
function givesDefault(workflow: Workflow, action: string, name: string, value: unknown): boolean {
  const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(String(value))?.[1];
  return (
    input !== undefined &&
    String(workflow.on.workflow_call.inputs[input]?.default ?? '') === defaultOf(action, name)
  );
}

let world: ReleaseWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => closeWorld(world));

const JOBS = [
  ['build', WORKFLOWS.build, ['publish', 'evidence']],
  ['sign', WORKFLOWS.app, ['evidence', 'publish', 'sign', 'verify']],
  ['bump', WORKFLOWS.entry, ['evidence', 'bump']],
] as const;

test('jobs that log in by identity do what the others do', () => {
  const { app, entry } = WORKFLOWS;
  const twins = [
    [app.jobs['build'], app.jobs['build-by-identity']],
    [entry.jobs['bump'], entry.jobs['bump-by-identity']],
  ] as const;
  for (const [job, twin] of twins) {
    const { uses, with: given, steps } = job ?? {};
    expect(uses ?? steps).toBeDefined();
    expect({ uses: twin?.uses, with: twin?.with, steps: twin?.steps }).toEqual({ uses, with: given, steps });
  }
});

describe('an honest release', () => {
  /** Steps of each job here. */
  async function ran(): Promise<Readonly<Record<string, readonly StepGiven[]>>> {
    const { steps } = world.recorder;
    const of = async (work: () => Promise<void>) => {
      const before = steps.length;
      await work();
      return steps.slice(before);
    };
    const build = await of(() => buildAll(world));
    const legs = new Set(build.map(({ given }) => given['slot']).filter((slot) => slot !== undefined)).size;
    return {
      // Each platform runs the same steps.
      build: build.slice(0, build.length / legs),
      sign: await of(() => signAll(world)),
      bump: await of(() => bumpAll(world)),
    };
  }

  test('is made of the steps of the workflows, with their inputs', async () => {
    const here = await ran();
    for (const [job, workflow, actions] of JOBS) {
      const there = stepsOf(workflow, job, actions);
      expect([job, here[job]?.map(({ action }) => action)]).toEqual([job, there.map(({ action }) => action)]);
      for (const [at, { action, with: given = {} }] of there.entries()) {
        const own = here[job]?.[at]?.given ?? {};
        const about = `${job}: step ${at + 1}, ${action}`;
        const missing = Object.keys(given).filter(
          (name) =>
            !(name in own) &&
            ![...LOGINS, ...(THERE_ALONE[action] ?? [])].includes(name) &&
            !givesDefault(workflow, action, name, given[name]),
        );
        expect([about, 'is not given here', missing]).toEqual([about, 'is not given here', []]);
        const extra = Object.keys(own).filter((name) => !(name in given) && !HERE_ALONE.includes(name));
        expect([about, 'is not given there', extra]).toEqual([about, 'is not given there', []]);
        const literal = Object.entries(given).filter(([, value]) => !String(value).includes('${{'));
        expect([about, Object.fromEntries(literal.map(([name]) => [name, own[name]]))]).toEqual([
          about,
          Object.fromEntries(literal.map(([name, value]) => [name, String(value)])),
        ]);
      }
    }
  });
});
