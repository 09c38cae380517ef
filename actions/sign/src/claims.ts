/**
 * Who this job is, from the token that it will sign with. The signature is Fulcio's to check: here the payload is only
 * read to know what the certificate is going to say. `sub` is not among the claims, since its form is configurable.
 * https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims
 */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { configurationFailure } from '@sealift/core/failure';
import type { BuildClaims } from '@sealift/core/release/provenance';
import type { Signer, Source } from '@sealift/core/release/record';
import { instanceFor, type SigstoreInstance } from '@sealift/core/verification/sigstore';
import * as v from 'valibot';

/** As text, in GitHub's tokens. */
const number = v.pipe(v.string(), v.regex(/^[0-9]{1,20}$/));

const Claims = v.object({
  iss: v.pipe(v.string(), v.url()),
  /** The workflow file that runs this job: for a reusable workflow, the called one. */
  job_workflow_ref: v.pipe(v.string(), v.regex(/^[^/@\s]+\/[^/@\s]+\/[^@\s]+@\S+$/)),
  job_workflow_sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
  workflow_ref: v.pipe(v.string(), v.regex(/^[^/@\s]+\/[^/@\s]+\/[^@\r\n]+@\S+$/)),
  repository: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/)),
  ref: v.pipe(v.string(), v.regex(/^refs\/\S+$/)),
  sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
  repository_id: number,
  repository_owner_id: number,
  event_name: v.pipe(v.string(), v.regex(/^[a-z_]+$/)),
  runner_environment: v.pipe(v.string(), v.regex(/^[a-z-]+$/)),
  run_id: number,
  run_attempt: number,
  repository_visibility: v.picklist(['public', 'private', 'internal']),
}) satisfies v.GenericSchema<unknown, BuildClaims>;
export type Claims = v.InferOutput<typeof Claims>;

/** @throws Failure `sign/unknown-token` when the token is not one of GitHub Actions */
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
    code: 'sign/unknown-token',
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
export function workflowHost(issuer: string): string {
  const tenant = /^token\.actions\.([a-z0-9-]+\.ghe\.com)$/.exec(new URL(issuer).hostname)?.[1];
  return `https://${tenant ?? 'github.com'}`;
}

/**
 * The source of the release. The token and the runner's environment must agree: a step before this one can change the
 * environment, not the token.
 * @throws Failure `sign/other-source`
 */
export function sourceOf(claims: Claims, context: GitHubContext): Source {
  const { repository, ref, sha } = context;
  for (const [name, value, claim] of [
    ['GITHUB_REPOSITORY', repository && `${repository.owner}/${repository.repo}`, claims.repository],
    ['GITHUB_REF', ref, claims.ref],
    ['GITHUB_SHA', sha, claims.sha],
    ['GITHUB_RUN_ID', context.runId, claims.run_id],
    ['GITHUB_RUN_ATTEMPT', context.runAttempt, claims.run_attempt],
  ] as const)
    if (value !== claim)
      throw configurationFailure({
        code: 'sign/other-source',
        cause: `${name} is "${value ?? ''}", and the OIDC token of this job says "${claim}".`,
        remedy: 'Do not set the variables of the runner in a step or in "env:".',
      });
  return {
    repository: claims.repository,
    ref: claims.ref,
    commit: claims.sha,
    workflowRef: claims.workflow_ref,
    runId: claims.run_id,
    runAttempt: claims.run_attempt,
    runUrl: `${context.serverUrl}/${claims.repository}/actions/runs/${claims.run_id}`,
  };
}

/** Whose own instance is known. Tenants of GitHub Enterprise Cloud with data residency have others. */
const GITHUB_COM = 'https://token.actions.githubusercontent.com';

/**
 * The Sigstore instance to sign with; undefined for the one that a signing configuration is of. The token decides, which
 * no step can change: what is private must not get into a public log by a variable.
 * @throws Failure `sign/no-instance` where GitHub's own is needed and is not known
 */
export function instanceOf(
  {
    sigstore,
    signingConfig,
  }: { readonly sigstore: SigstoreInstance | undefined; readonly signingConfig: string | undefined },
  claims: Claims,
): SigstoreInstance | undefined {
  if (signingConfig !== undefined) return undefined;
  const instance = sigstore ?? instanceFor(claims.repository_visibility);
  if (instance === 'public' || claims.iss === GITHUB_COM) return instance;
  throw configurationFailure({
    code: 'sign/no-instance',
    cause: `${claims.repository} is ${claims.repository_visibility}, and the Sigstore instance that GitHub runs for ${new URL(claims.iss).hostname} is not known here.`,
    remedy:
      'Give "signing-config" for that instance, or "sigstore: public" if its name may stand in a public log.',
  });
}
