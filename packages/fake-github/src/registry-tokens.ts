import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { asHandler, type Handler, requestUrl, sendJson } from './http.ts';
import { atLeast, type Level, recordUse } from './permissions.ts';
import type { GitHubState } from './state.ts';
import { credentialOf, type Principal } from './tokens.ts';

export type RegistryTokenKey = {
  /** EC P-256 private key, PEM. */
  readonly privateKey: string;
  readonly kid: string;
  /** As the registry is told. */
  readonly issuer: string;
};

type Access = { readonly type: string; readonly name: string; readonly actions: readonly string[] };

/** An answer in the words of ghcr.io. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly lacking: Level | undefined;
  constructor(status: number, code: string, message: string, lacking?: Level) {
    super(message);
    this.status = status;
    this.code = code;
    this.lacking = lacking;
  }
}

/** Seconds. */
const LIFE = 300;
const SCOPE = /^([a-z]+(?:\([a-z]+\))?):([^:]+(?::\d+\/[^:]+)?):([a-z,*]*)$/;

const isPublic = (name: string, packages: readonly string[]): boolean =>
  packages.some((one) => (one.endsWith('/*') ? name.startsWith(one.slice(0, -1)) : one === name));

/**
 * https://ghcr.io/token. The real service gives a token for everything and lets the registry refuse later; here the
 * token service refuses, because the registry behind it knows nothing of permissions. The words are the same.
 * @param publicPackages names that everybody may pull, `owner/*` for all of an owner
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function createRegistryTokens(
  world: GitHubState,
  options: { readonly key: RegistryTokenKey; readonly publicPackages: () => readonly string[] },
): Handler {
  const key = createPrivateKey(options.key.privateKey);
  const incident = (principal: Principal | undefined, path: string, message: string) => ({
    ...(principal?.origin ?? { who: 'anonymous' }),
    at: world.clock.now(),
    host: 'ghcr.io',
    method: 'GET',
    path,
    message,
  });

  const allow = (principal: Principal | undefined, scope: string): Access => {
    const [, type = '', name = '', list = ''] = SCOPE.exec(scope) ?? [];
    if (type !== 'repository') throw new Refusal(400, 'UNSUPPORTED', `invalid scope "${scope}"`);
    const actions = list.split(',').filter(Boolean);
    for (const action of actions)
      if (action === 'pull') allowPull(principal, name, options.publicPackages());
      else allowPush(principal, name);
    return { type, name, actions };
  };

  const mint = (
    principal: Principal | undefined,
    service: string,
    access: readonly Access[],
  ): Promise<string> => {
    const now = Math.floor(world.clock.now() / 1_000);
    return new SignJWT({ access: [...access] })
      .setProtectedHeader({ typ: 'JWT', alg: 'ES256', kid: options.key.kid })
      .setIssuer(options.key.issuer)
      .setSubject(principal?.account.login ?? '')
      .setAudience(service)
      .setIssuedAt(now)
      .setNotBefore(now - 10)
      .setExpirationTime(now + LIFE)
      .setJti(randomUUID())
      .sign(key);
  };

  return asHandler(
    async (request, response) => {
      const url = requestUrl(request);
      const refuse = (status: number, code: string, message: string) =>
        sendJson(response, status, { errors: [{ code, message }] });
      if (request.method !== 'GET' || url.pathname !== '/token')
        return refuse(404, 'UNSUPPORTED', 'not found');
      const { authorization } = request.headers;
      const principal =
        authorization === undefined ? undefined : world.tokens.find(credentialOf(authorization) ?? '');
      if (authorization !== undefined && principal === undefined) return refuse(403, 'DENIED', 'denied');
      const scopes = url.searchParams
        .getAll('scope')
        .flatMap((scope) => scope.split(' '))
        .filter(Boolean);
      try {
        const access = scopes.map((scope) => allow(principal, scope));
        const token = await mint(principal, url.searchParams.get('service') ?? 'ghcr.io', access);
        return sendJson(response, 200, {
          token,
          access_token: token,
          expires_in: LIFE,
          issued_at: new Date(world.clock.now()).toISOString(),
        });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.lacking !== undefined)
          world.records.denials.add({
            ...incident(
              principal,
              scopes.join(' '),
              `${error.message}: it needs "packages: ${error.lacking}".`,
            ),
            permission: 'packages',
            needed: error.lacking,
          });
        return refuse(error.status, error.code, error.message);
      }
    },
    (error, request) =>
      world.records.bugs.add(incident(undefined, requestUrl(request).pathname, String(error))),
  );
}

const isOwn = (principal: Principal, name: string): boolean =>
  name.split('/')[0] === principal.owner.toLowerCase() && name.includes('/');

function allowPush(principal: Principal | undefined, name: string): void {
  if (principal === undefined) throw new Refusal(401, 'UNAUTHORIZED', 'authentication required', 'write');
  // A name below somebody else is no matter of permissions: none would help.
  if (!isOwn(principal, name)) throw new Refusal(403, 'DENIED', 'permission_denied: write_package');
  if (!atLeast(principal.grant.permissions['packages'], 'write'))
    throw new Refusal(403, 'DENIED', 'installation not allowed to Write organization package', 'write');
  recordUse(principal.grant, 'packages', 'write');
}

function allowPull(principal: Principal | undefined, name: string, publicPackages: readonly string[]): void {
  const open = isPublic(name, publicPackages);
  if (principal === undefined) {
    if (!open) throw new Refusal(401, 'UNAUTHORIZED', 'authentication required', 'read');
    return;
  }
  if (isOwn(principal, name) && atLeast(principal.grant.permissions['packages'], 'read')) {
    recordUse(principal.grant, 'packages', 'read');
    return;
  }
  if (open) return;
  if (!isOwn(principal, name)) throw new Refusal(403, 'DENIED', 'permission_denied: read_package');
  throw new Refusal(403, 'DENIED', 'installation not allowed to Read organization package', 'read');
}
