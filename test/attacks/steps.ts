/** Runs actions as steps of a job: inputs by name with the defaults of action.yml, and a world that is given. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import { createInputReader, type InputReader } from '@sealift/action-kit/inputs';
import type { Clock } from '@sealift/core/log';
import type { FakeCosign } from '@sealift/testing/sigstore/cosign';
import { CLAIMS, type Claims, makeToken } from '@sealift/testing/sigstore/tokens';
import { trustRoots } from '@sealift/testing/sigstore/trust-roots';
import type { Exec } from '@sealift/tools/exec';
import type { TrustRoots } from '@sealift/tools/sigstore/trust-roots';
import { parse } from 'yaml';
import type { Recorder } from './traces.ts';

/** A run of a workflow, as its token and its environment say. */
export type Run = {
  readonly repository: string;
  readonly ref: string;
  readonly commit: string;
  readonly runId: string;
  readonly attempt: string;
  readonly event: string;
  readonly runner: string;
  /** The called workflow, which is the identity of the signatures. */
  readonly workflow: string;
  readonly issuer: string;
};

export const JOB_TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345';

export const claimsOf = (run: Run): Claims => ({
  ...CLAIMS,
  iss: run.issuer,
  sub: `repo:${run.repository}:ref:${run.ref}`,
  job_workflow_ref: run.workflow,
  workflow_ref: `${run.repository}/.github/workflows/release.yml@${run.ref}`,
  repository: run.repository,
  ref: run.ref,
  sha: run.commit,
  event_name: run.event,
  runner_environment: run.runner,
  run_id: run.runId,
  run_attempt: run.attempt,
});

export type Surroundings = {
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly cosign: Pick<FakeCosign, 'exec'>;
  readonly artifacts: ArtifactStore;
  /** For temporary files. */
  readonly root: string;
  readonly apiUrl: string;
  /** Starts a step in another way than by its function, for instance by its bundle; undefined for its function. */
  readonly chooseStart?: ((action: string) => StartStep | undefined) | undefined;
};

/** @throws Failure as the step's function would */
export type StartStep = (
  step: { readonly action: string; readonly run: Run; readonly env: Readonly<Record<string, string>> },
  inputs: Readonly<Record<string, string>>,
) => Promise<Readonly<Record<string, string>>>;

type Module<Inputs, Dependencies> = {
  readonly loadInputs: (reader: InputReader) => Inputs;
  readonly run: (inputs: Inputs, dependencies: Dependencies) => Promise<Readonly<Record<string, string>>>;
};

/** What an action may need: each takes what it declares. */
export type World = Runtime & {
  readonly exec: Exec;
  readonly resolveTool: () => Promise<{ readonly path: string; readonly version: string }>;
  readonly trustRoots: TrustRoots;
  readonly artifacts: ArtifactStore;
};

export type Step = <Inputs>(
  action: string,
  module: Module<Inputs, World>,
  given: Readonly<Record<string, string>>,
) => Promise<Readonly<Record<string, string>>>;

/** Steps of one job of a run. */
export function stepsOf(
  run: Run,
  surroundings: Surroundings,
  more: Partial<World> = {},
  env: Readonly<Record<string, string>> = {},
): Step {
  const { recorder } = surroundings;
  return async (action, { loadInputs, run: start }, given) => {
    const world = worldOf(run, surroundings);
    recorder.step(action, given);
    try {
      const otherwise = surroundings.chooseStart?.(action);
      const outputs =
        otherwise === undefined
          ? await start(loadInputs(createInputReader(inputsOf(action, given, run))), {
              ...world,
              ...more,
              env: { ...world.env, ...env },
            })
          : await otherwise({ action, run, env }, inputValues(action, given, run));
      recorder.tell(JSON.stringify(outputs));
      return outputs;
    } catch (thrown) {
      // As the annotation and the debug log would.
      if (thrown instanceof Error)
        recorder.tell(`${thrown.message}\n${thrown.stack}\n${String(thrown.cause)}`);
      throw thrown;
    }
  };
}

function worldOf(run: Run, { recorder, clock, cosign, artifacts, root, apiUrl }: Surroundings): World {
  return {
    env: {
      PATH: process.env['PATH'],
      HOME: root,
      RUNNER_TEMP: root,
      DOCKER_CONFIG: path.join(root, 'none'),
      GITHUB_API_URL: apiUrl,
      GITHUB_REPOSITORY: run.repository,
      GITHUB_REF: run.ref,
      GITHUB_SHA: run.commit,
      GITHUB_RUN_ID: run.runId,
      GITHUB_RUN_ATTEMPT: run.attempt,
      GITHUB_EVENT_NAME: run.event,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTOR: 'octocat',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/token?v=1',
    },
    log: {
      debug: recorder.tell,
      info: recorder.tell,
      notice: recorder.tell,
      warning: recorder.tell,
      error: recorder.tell,
      group: (title, work) => {
        recorder.tell(title);
        return work();
      },
      openGroup: (title) => {
        recorder.tell(title);
        return () => {};
      },
      secret: (value) => recorder.keep(value),
    },
    clock,
    fetch: withElsewhere(recorder),
    oidc: async () => {
      const token = makeToken(claimsOf(run));
      recorder.keep(token);
      return token;
    },
    summary: async (markdown) => recorder.tell(markdown),
    setOutput: (name, value) => recorder.tell(`${name}=${value}`),
    exportVariable: (name, value) => recorder.tell(`${name}=${value}`),
    state: { save: (name, value) => recorder.tell(`${name}=${value}`), load: () => undefined },
    signal: new AbortController().signal,
    exec: (file, args, options) => {
      recorder.tell([file, ...args, ...Object.values(options.env ?? {})].join(' '));
      return cosign.exec(file, args, options);
    },
    resolveTool: async () => ({ path: '/bin/cosign', version: '3.1.3' }),
    trustRoots,
    artifacts,
  };
}

/**
 * Loopback is the world; all other hosts are one stranger, who hears what he is sent and answers that he has nothing.
 * What he hears is told, so that a secret in it counts as exposed.
 */
const withElsewhere =
  ({ tell }: Recorder): typeof globalThis.fetch =>
  async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.hostname === '127.0.0.1') return fetch(input, init);
    tell(`${init?.method} ${url} ${JSON.stringify([...new Headers(init?.headers)])} ${init?.body ?? ''}`);
    return new Response('{}', { status: 404, headers: { 'content-type': 'application/json' } });
  };

const declared = new Map<string, Readonly<Record<string, { default?: unknown }>>>();

/** Every input that the action declares. */
function inputValues(action: string, given: Readonly<Record<string, string>>, run: Run) {
  const read = inputsOf(action, given, run);
  return Object.fromEntries(Object.keys(declared.get(action) ?? {}).map((name) => [name, read(name)]));
}

/** Inputs as a workflow gives them. @throws when the action does not have one of them */
function inputsOf(
  action: string,
  given: Readonly<Record<string, string>>,
  run: Run,
): (name: string) => string {
  const inputs = declared.get(action) ?? declaredInputs(action);
  declared.set(action, inputs);
  for (const name of Object.keys(given))
    if (!Object.hasOwn(inputs, name)) throw new Error(`${action} has no input "${name}"`);
  const expressions: Readonly<Record<string, string>> = {
    'github.token': JOB_TOKEN,
    'github.repository': run.repository,
    'github.ref': run.ref,
    'github.sha': run.commit,
    'github.workflow_ref': `${run.repository}/.github/workflows/release.yml@${run.ref}`,
    'toJSON(inputs)': '{}',
  };
  return (name) => {
    const value = given[name] ?? String(inputs[name]?.default ?? '');
    const expression = /^\$\{\{ (.*) \}\}$/.exec(value)?.[1];
    if (expression === undefined) return value;
    const known = expressions[expression];
    if (known === undefined) throw new Error(`${action} has ${value} as default of "${name}"`);
    return known;
  };
}

function declaredInputs(action: string): Readonly<Record<string, { default?: unknown }>> {
  const file = path.resolve(import.meta.dirname, '../../actions', action, 'action.yml');
  const { inputs = {} } = parse(readFileSync(file, 'utf8')) as {
    inputs?: Record<string, { default?: unknown }>;
  };
  return inputs;
}
