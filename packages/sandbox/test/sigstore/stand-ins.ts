import { createPrivateKey, createPublicKey, randomUUID, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Pki } from '../../src/pki/pki.ts';
import type { Handler } from '../../src/proxy/routes.ts';
import { OIDC_ISSUER } from '../../src/sigstore/hosts.ts';

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const json = (response: Parameters<Handler>[1], status: number, body: object) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

export const WORKFLOW = 'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1';

/** The smallest issuer that Fulcio accepts as GitHub's, and tokens of it. */
export async function createIssuer(pki: Pki) {
  const key = createPrivateKey(await readFile(pki.oidc.key));
  const jwk = { ...createPublicKey(key).export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };
  const handler: Handler = (request, response) => {
    if (request.url === '/.well-known/openid-configuration')
      return json(response, 200, {
        issuer: OIDC_ISSUER,
        jwks_uri: `${OIDC_ISSUER}/.well-known/jwks`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (request.url === '/.well-known/jwks') return json(response, 200, { keys: [jwk] });
    return json(response, 404, {});
  };
  const token = (claims: Readonly<Record<string, string | number>> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const sha = 'c0ffee'.padEnd(40, '0');
    const part = `${base64({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${base64({
      iss: OIDC_ISSUER,
      aud: 'sigstore',
      jti: randomUUID(),
      sub: 'repo:acme/shop:ref:refs/heads/main',
      repository: 'acme/shop',
      repository_id: '1001',
      repository_owner: 'acme',
      repository_owner_id: '2002',
      repository_visibility: 'private',
      ref: 'refs/heads/main',
      sha,
      event_name: 'push',
      workflow: 'release',
      workflow_ref: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
      workflow_sha: sha,
      job_workflow_ref: WORKFLOW.replace('https://github.com/', ''),
      job_workflow_sha: 'd00d'.padEnd(40, '0'),
      run_id: '4242',
      run_attempt: '1',
      runner_environment: 'github-hosted',
      iat: now,
      nbf: now - 5,
      exp: now + 300,
      ...claims,
    })}`;
    return `${part}.${sign('sha256', Buffer.from(part), key).toString('base64url')}`;
  };
  return { handler, token };
}

export const USER = { name: 'acme-bot', password: 's3cret' } as const;
export const TOKEN_ISSUER = 'ghcr-rehearsal';

/** Like ghcr.io/token: what was asked for a known user, nothing for anybody else. */
export async function createTokenEndpoint(pki: Pki): Promise<Handler> {
  const key = createPrivateKey(await readFile(pki.registryToken.key));
  const known = `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString('base64')}`;
  return (request, response) => {
    const url = new URL(request.url ?? '', 'https://ghcr.io');
    const mayPush = request.headers.authorization === known;
    const access = url.searchParams
      .getAll('scope')
      .flatMap((scope) => scope.split(' '))
      .map((scope) => /^(\w+):(.+):([^:]*)$/.exec(scope))
      .flatMap((parts) =>
        parts && mayPush ? [{ type: parts[1], name: parts[2], actions: parts[3]?.split(',') }] : [],
      );
    const now = Math.floor(Date.now() / 1000);
    const part = `${base64({ typ: 'JWT', alg: 'ES256', kid: pki.registryToken.keyId })}.${base64({
      iss: TOKEN_ISSUER,
      aud: url.searchParams.get('service') ?? '',
      sub: mayPush ? USER.name : '',
      iat: now,
      nbf: now - 5,
      exp: now + 300,
      jti: randomUUID(),
      access,
    })}`;
    const signature = sign('sha256', Buffer.from(part), { key, dsaEncoding: 'ieee-p1363' });
    json(response, 200, { token: `${part}.${signature.toString('base64url')}`, expires_in: 300 });
  };
}
