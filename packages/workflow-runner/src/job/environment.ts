/** The environment of a step's process. https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
import { type Data, isBooleanData, isDictionary, isStringData } from '../expressions/data.ts';
import { TRACKING_VARIABLE } from '../steps/orphans.ts';
import type { RunningJob } from './job.ts';

/** What of `github` is a GITHUB_ variable; the others are for expressions only. */
const GITHUB_VARIABLES = new Set([
  'action',
  'action_path',
  'action_ref',
  'action_repository',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'env',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'output',
  'path',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'state',
  'step_summary',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
]);

const shown = (value: Data): string | undefined =>
  isStringData(value) || isBooleanData(value) ? value.coerceString() : undefined;

/**
 * @param own `env` context of the step, with what is only for this process (inputs, state)
 * @param github of the step
 * @param deferredPath folders that the background step around it has put before PATH
 */
export function stepEnvironment(
  job: RunningJob,
  own: ReadonlyMap<string, string>,
  github: ReadonlyMap<string, Data>,
  deferredPath: readonly string[],
): Record<string, string> {
  const { host } = job.request;
  const env: Record<string, string> = {
    ...host.env,
    HOME: job.folders.home,
    CI: 'true',
    ...job.services.env,
    ...Object.fromEntries(own),
    GITHUB_ACTIONS: 'true',
    [TRACKING_VARIABLE]: job.trackingId,
  };
  // These come last: nobody sets a variable of the runner to something else.
  for (const [name, value] of github) {
    const written = GITHUB_VARIABLES.has(name) ? shown(value) : undefined;
    if (written !== undefined) env[`GITHUB_${name.toUpperCase()}`] = written;
  }
  if (isDictionary(job.contexts.runner))
    for (const { key, value } of job.contexts.runner.pairs())
      env[`RUNNER_${key.toUpperCase()}`] = value.coerceString();
  if (job.services.idToken !== undefined) {
    env['ACTIONS_ID_TOKEN_REQUEST_URL'] = job.services.idToken.url;
    env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = job.services.idToken.token;
  }
  const before = [...job.path, ...deferredPath].toReversed();
  if (before.length > 0) env['PATH'] = [...before, env['PATH'] ?? ''].join(':');
  return env;
}
