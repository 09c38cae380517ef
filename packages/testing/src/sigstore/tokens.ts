/** Identity tokens of jobs, which nobody signed: https://docs.github.com/actions/reference/security/oidc */
import type { BuildClaims } from '@sealift/core/release/provenance';

export type Claims = { -readonly [Name in keyof BuildClaims]: string } & {
  iss: string;
  [claim: string]: string;
};

export const CLAIMS: Claims = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'repo:acme@7/shop@9:ref:refs/heads/main',
  job_workflow_ref: 'acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  workflow_ref: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
  repository: 'acme/shop',
  ref: 'refs/heads/main',
  sha: 'c0ffee'.padEnd(40, '0'),
  job_workflow_sha: 'd00d'.padEnd(40, '0'),
  repository_id: '1001',
  repository_owner_id: '2002',
  event_name: 'push',
  runner_environment: 'github-hosted',
  run_id: '4711',
  run_attempt: '2',
  repository_visibility: 'public',
};

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
let tokens = 0;
/** Unlike every one before it. */
export const makeToken = (claims: Claims = CLAIMS): string => {
  tokens += 1;
  return `${part({ alg: 'RS256' })}.${part({ ...claims, jti: String(tokens) })}.sig`;
};
