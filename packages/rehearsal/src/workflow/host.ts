/** The machine that jobs run on, and the GitHub that gives them their tokens. */
import type { Run } from '@sealift/fake-github/run';
import { PRODUCTION_URLS } from '@sealift/fake-github/urls';
import { guard } from '@sealift/sandbox/guard';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import {
  type Host,
  type JobIdentity,
  type JobServices,
  type RepositoryFiles,
  workflowRef,
} from '@sealift/workflow-runner/request';
import { CHECKOUT, SETUP_PYTHON } from '../sealift.ts';
import { type Caller, fullRef } from './caller.ts';

/** Every one of them is this machine, which builds for other platforms too. */
const LABELS = ['ubuntu-latest', 'ubuntu-24.04-arm', 'ubuntu-24.04', 'ubuntu-22.04'];
const STAND_IN_COMMIT = 'c'.repeat(40);

/** By the repository of the action: what is used in its place where GitHub cannot be reached. */
const STAND_INS: Readonly<Record<string, string>> = { 'actions/checkout': CHECKOUT };
/** Where the machine has a Python. */
const OF_MACHINE: Readonly<Record<string, string>> = { ...STAND_INS, 'actions/setup-python': SETUP_PYTHON };

/** What a job finds besides the tools of a release. */
export type Machine = {
  /** Folders that come first on PATH. */
  readonly path: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly service: NonNullable<Host['service']>;
};

/** @param sealift files of the repository that holds the called workflow */
export const createHost = (
  sandbox: Pick<Sandbox, 'env' | 'path' | 'toolCache'>,
  run: Run,
  caller: Pick<Caller, 'slug'>,
  sealift: RepositoryFiles,
  machine?: Machine,
): Host => ({
  labels: LABELS,
  runner: { name: 'rehearsal', environment: 'github-hosted' },
  node: process.execPath,
  env: { ...sandbox.env, ...machine?.env, PATH: [...(machine?.path ?? []), sandbox.path].join(':') },
  toolCache: sandbox.toolCache,
  files: async (repository, ref) => {
    if (repository.toLowerCase() === caller.slug.toLowerCase()) return { ...sealift, ref: fullRef(ref) };
    const folder = machine === undefined ? STAND_INS[repository] : OF_MACHINE[repository];
    return folder === undefined
      ? undefined
      : { folder, sha: /^[0-9a-f]{40}$/.test(ref) ? ref : STAND_IN_COMMIT };
  },
  // Engines that were built from source have no release hash that they could be pinned by.
  inputs: ({ repository }) => toolsOf(repository, caller),
  actionInputs: ({ repository }) => toolsOf(repository, caller),
  ...(machine === undefined ? {} : { service: machine.service }),
  guard,
  startJob: async (identity) => servicesOf(run, identity),
  endJob: async ({ key }) => run.endJob(key),
});

const toolsOf = (repository: string, { slug }: Pick<Caller, 'slug'>): Record<string, string> =>
  repository.toLowerCase() === slug.toLowerCase() ? { tools: 'system' } : {};

/** Tokens of one job, with the permissions and claims of that job alone. */
function servicesOf(run: Run, identity: JobIdentity): JobServices {
  const { key, name, permissions, environment, checkRunId, workflows } = identity;
  const own = workflows.at(-1) ?? workflows[0];
  const job = run.startJob(key, {
    ...{ name, permissions, checkRunId },
    ...(environment === undefined ? {} : { environment }),
    workflow: { ref: workflowRef(own), sha: own.sha },
  });
  return {
    token: job.token,
    actions: {
      ACTIONS_RESULTS_URL: `${PRODUCTION_URLS.results}/`,
      // It says which cache service there is.
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RUNTIME_TOKEN: run.runtimeToken(key),
    },
    idToken: job.idTokenRequest,
  };
}
