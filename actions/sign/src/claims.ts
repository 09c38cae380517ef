/**
 * Who this job is, from the token that it will sign with. The signature is Fulcio's to check: here the payload is only
 * read to know what the certificate is going to say. `sub` is not among the claims, since its form is configurable.
 * https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims
 */
import { configurationFailure } from '@sealift/core/failure';
import type { Signer, Source } from '@sealift/core/release/record';
import * as v from 'valibot';

const Claims = v.object({
  iss: v.pipe(v.string(), v.url()),
  /** The workflow file that runs this job: for a reusable workflow, the called one. */
  job_workflow_ref: v.pipe(v.string(), v.regex(/^[^/@\s]+\/[^/@\s]+\/[^@\s]+@\S+$/)),
  workflow_ref: v.string(),
  repository: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/)),
  ref: v.pipe(v.string(), v.regex(/^refs\/\S+$/)),
  sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
});
export type Claims = v.InferOutput<typeof Claims>;

/** @throws Failure `configuration` when the token is not one of GitHub Actions */
export function readClaims(token: string): Claims {
  const payload = token.split('.')[1] ?? '';
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    throw unknownToken('it is not a JSON web token');
  }
  const result = v.safeParse(Claims, json);
  if (result.success) return result.output;
  throw unknownToken(`its claim "${v.getDotPath(result.issues[0]) ?? '?'}" is missing or malformed`);
}

const unknownToken = (reason: string) =>
  configurationFailure({
    cause: `This job's OIDC token does not identify a workflow: ${reason}.`,
    remedy: 'Run the action in a GitHub Actions workflow with "id-token: write".',
  });

/** What Fulcio writes into the certificate for these claims. */
export const signerOf = (claims: Claims): Signer => ({
  identity: `${workflowHost(claims.iss)}/${claims.job_workflow_ref}`,
  issuer: claims.iss,
  sourceRepository: claims.repository,
  sourceRef: claims.ref,
});

/** GitHub Enterprise Cloud with data residency has issuers of its own: token.actions.<tenant>.ghe.com. */
function workflowHost(issuer: string): string {
  const tenant = /^token\.actions\.([a-z0-9-]+\.ghe\.com)$/.exec(new URL(issuer).hostname)?.[1];
  return `https://${tenant ?? 'github.com'}`;
}

/**
 * The source of the release. The token and the runner's environment must agree: a step before this one can change the
 * environment, not the token.
 * @throws Failure `configuration`
 */
export function sourceOf(claims: Claims, env: Readonly<Record<string, string | undefined>>): Source {
  for (const [name, claim] of [
    ['GITHUB_REPOSITORY', claims.repository],
    ['GITHUB_REF', claims.ref],
    ['GITHUB_SHA', claims.sha],
  ] as const)
    if (env[name] !== claim)
      throw configurationFailure({
        cause: `${name} is "${env[name] ?? ''}", and the OIDC token of this job says "${claim}".`,
        remedy: 'Do not set the variables of the runner in a step or in "env:".',
      });
  const runId = number(env, 'GITHUB_RUN_ID');
  const server = env['GITHUB_SERVER_URL'] ?? '';
  if (!URL.canParse(server)) throw malformed('GITHUB_SERVER_URL', server);
  return {
    repository: claims.repository,
    ref: claims.ref,
    commit: claims.sha,
    workflowRef: claims.workflow_ref,
    runId,
    runAttempt: number(env, 'GITHUB_RUN_ATTEMPT'),
    runUrl: `${server.replace(/\/+$/, '')}/${claims.repository}/actions/runs/${runId}`,
  };
}

function number(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name] ?? '';
  if (/^[0-9]{1,20}$/.test(value)) return value;
  throw malformed(name, value);
}

const malformed = (name: string, value: string) =>
  configurationFailure({
    cause: `${name} is "${value}", which is not what a runner sets.`,
    remedy: 'Run the action in a GitHub Actions workflow.',
  });
