/** The machine that jobs run on, and the GitHub that gives them their tokens. */
import type { Run } from '@sealift/fake-github/run';
import { PRODUCTION_URLS } from '@sealift/fake-github/urls';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import {
  type Host,
  type JobIdentity,
  type JobServices,
  type RepositoryFiles,
  workflowRef,
} from '@sealift/workflow-runner/request';
import { CHECKOUT } from '../sealift.ts';
import { type Caller, fullRef } from './caller.ts';

/** Every one of them is this machine, which builds for other platforms too. */
const LABELS = ['ubuntu-latest', 'ubuntu-24.04-arm', 'ubuntu-24.04', 'ubuntu-22.04'];
const CHECKOUT_COMMIT = 'c'.repeat(40);

/** @param sealift files of the repository that holds the called workflow */
export const createHost = (
  sandbox: Pick<Sandbox, 'env' | 'path' | 'toolCache'>,
  run: Run,
  caller: Pick<Caller, 'slug'>,
  sealift: RepositoryFiles,
): Host => ({
  labels: LABELS,
  runner: { name: 'rehearsal', environment: 'github-hosted' },
  node: process.execPath,
  env: { ...sandbox.env, PATH: sandbox.path },
  toolCache: sandbox.toolCache,
  files: async (repository, ref) => {
    if (repository.toLowerCase() === caller.slug.toLowerCase()) return { ...sealift, ref: fullRef(ref) };
    if (repository === 'actions/checkout')
      return { folder: CHECKOUT, sha: /^[0-9a-f]{40}$/.test(ref) ? ref : CHECKOUT_COMMIT };
    return undefined;
  },
  // Engines that were built from source have no release hash that they could be pinned by.
  inputs: ({ repository }): Record<string, string> =>
    repository.toLowerCase() === caller.slug.toLowerCase() ? { tools: 'system' } : {},
  startJob: async (identity) => servicesOf(run, identity),
  endJob: async ({ key }) => run.endJob(key),
});

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
      ACTIONS_RUNTIME_TOKEN: run.runtimeToken(key),
    },
    idToken: job.idTokenRequest,
  };
}
