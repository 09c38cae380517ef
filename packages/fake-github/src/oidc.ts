import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, type JWK, SignJWT } from 'jose';
import { asHandler, type Handler, requestUrl, sendJson } from './http.ts';
import { recordUse } from './permissions.ts';
import type { JobOfRun } from './run.ts';
import type { Runs } from './runs.ts';
import type { GitHubState } from './state.ts';
import { credentialOf } from './tokens.ts';

/**
 * `immutable`: with the numbers of owner and repository, as in repositories made since July 2026.
 * `classic`: names only.
 */
export type SubjectForm = 'immutable' | 'classic';

/** Seconds. GitHub's tokens live five minutes. */
const LIFE = 300;

/** Everything GitHub tells about a job, without what only enterprises have. Numbers are text in these tokens. */
function claimsOf({ run, job }: JobOfRun, subject: SubjectForm): Record<string, string> {
  const { options, repository } = run;
  const { owner } = repository;
  const kind = options.ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  const name =
    subject === 'classic'
      ? repository.fullName
      : `${owner.login}@${owner.id}/${repository.name}@${repository.id}`;
  const context =
    job.environment !== undefined
      ? `environment:${job.environment.replaceAll(':', '%3A')}`
      : options.event.startsWith('pull_request') && options.event !== 'pull_request_target'
        ? 'pull_request'
        : `ref:${options.ref}`;
  return {
    sub: `repo:${name}:${context}`,
    ref: options.ref,
    ref_type: kind,
    ref_protected: 'false',
    sha: options.sha,
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: owner.login,
    repository_owner_id: String(owner.id),
    repository_visibility: repository.private ? 'private' : 'public',
    run_id: String(run.runId),
    run_number: String(run.runNumber),
    run_attempt: String(run.runAttempt),
    actor: run.actor.login,
    actor_id: String(run.actor.id),
    workflow: options.workflow ?? options.workflowRef.replace(/^[^/]+\/[^/]+\/|@.*$/g, ''),
    workflow_ref: options.workflowRef,
    workflow_sha: options.workflowSha ?? options.sha,
    job_workflow_ref: job.workflow.ref,
    job_workflow_sha: job.workflow.sha,
    event_name: options.event,
    head_ref: options.headRef ?? '',
    base_ref: options.baseRef ?? '',
    runner_environment: 'github-hosted',
    ...(job.checkRunId === undefined ? {} : { check_run_id: String(job.checkRunId) }),
    ...(job.environment === undefined ? {} : { environment: job.environment }),
  };
}

export type Oidc = {
  /** token.actions.githubusercontent.com */
  readonly issuer: Handler;
  /** The host of ACTIONS_ID_TOKEN_REQUEST_URL. */
  readonly requests: Handler;
};

/** @param pem RSA private key */
export async function createOidc(
  world: GitHubState,
  runs: Runs,
  pem: string,
  subject: SubjectForm,
): Promise<Oidc> {
  const key = createPrivateKey(pem);
  const jwk = createPublicKey(key).export({ format: 'jwk' }) as JWK;
  const kid = await calculateJwkThumbprint(jwk);
  const keys = { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] };
  const { issuer } = world.urls;

  const mint = (entry: JobOfRun, audience: string): Promise<string> => {
    const now = Math.floor(world.clock.now() / 1_000);
    return new SignJWT(claimsOf(entry, subject))
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now - LIFE)
      .setExpirationTime(now + LIFE)
      .sign(key);
  };
  const record = (
    list: 'bugs' | 'unknownRoutes',
    host: string,
    method: string,
    path: string,
    message: string,
  ) => world.records[list].add({ who: 'anonymous', at: world.clock.now(), host, method, path, message });
  const issuerHost = new URL(issuer).host;
  const requestHost = new URL(world.urls.idToken).host;

  return {
    issuer: asHandler(
      async (request, response) => {
        const { pathname } = requestUrl(request);
        if (pathname === '/.well-known/openid-configuration')
          return sendJson(response, 200, {
            issuer,
            jwks_uri: `${issuer}/.well-known/jwks`,
            subject_types_supported: ['public', 'pairwise'],
            response_types_supported: ['id_token'],
            claims_supported: CLAIMS,
            id_token_signing_alg_values_supported: ['RS256'],
            scopes_supported: ['openid'],
          });
        if (pathname === '/.well-known/jwks') return sendJson(response, 200, keys);
        record('unknownRoutes', issuerHost, request.method ?? '', pathname, 'The issuer has no such page.');
        return sendJson(response, 404, { message: 'Not Found' });
      },
      (error, request) =>
        record('bugs', issuerHost, request.method ?? '', requestUrl(request).pathname, String(error)),
    ),
    requests: asHandler(
      async (request, response) => {
        const { pathname, searchParams } = requestUrl(request);
        const credential = credentialOf(request.headers.authorization) ?? '';
        const entry = runs.byIdTokenRequest(credential);
        if (entry === undefined) {
          const principal = world.tokens.find(credential);
          const job = runs.byRuntimeToken(credential);
          const origin =
            principal?.origin ??
            (job
              ? { who: `job ${job.job.name}`, runId: job.run.runId, job: job.job.id }
              : { who: 'anonymous' });
          world.records.denials.add({
            ...origin,
            at: world.clock.now(),
            host: requestHost,
            method: request.method ?? '',
            path: pathname,
            message: 'No OIDC token: it needs "id-token: write".',
            permission: 'id-token',
            needed: 'write',
          });
          return sendJson(response, origin.who === 'anonymous' ? 401 : 403, {
            message: 'The job does not have the permission "id-token: write".',
          });
        }
        const { job, run } = entry;
        if (!pathname.endsWith(`/idtoken/${run.backendId}/${job.backendId}`))
          return sendJson(response, 404, { message: 'Not Found' });
        recordUse(job.grant, 'id-token', 'write');
        const audience = searchParams.get('audience') ?? `${world.urls.server}/${run.repository.owner.login}`;
        const value = await mint(entry, audience);
        return sendJson(response, 200, { count: value.length, value });
      },
      (error, request) =>
        record('bugs', requestHost, request.method ?? '', requestUrl(request).pathname, String(error)),
    ),
  };
}

const CLAIMS = [
  'sub',
  'aud',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'ref',
  'sha',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'run_id',
  'run_number',
  'run_attempt',
  'actor',
  'actor_id',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'head_ref',
  'base_ref',
  'event_name',
  'ref_type',
  'ref_protected',
  'environment',
  'job_workflow_ref',
  'job_workflow_sha',
  'repository_visibility',
  'runner_environment',
  'check_run_id',
];
