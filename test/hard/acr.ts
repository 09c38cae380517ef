/**
 * Azure's registry before the real registry: what of it differs from others, as Microsoft documents it or its users report it.
 *
 * - a job's token is the client's assertion, for one subject exactly; what Entra gives is exchanged at the registry for a
 *   refresh token, by POST alone (a GET gets 404: Azure/acr#166), and that for tokens of scopes, whose answer has neither
 *   `token` nor `expires_in`
 * - who lacks a role gets a token with fewer actions, and then 401 with error="insufficient_scope"
 * - addresses that the firewall does not let in get 403 from everything
 * - what is locked is never written again: 405 (Azure/acr-cli#70); locks are set by tag
 * - uploads go on at a relative address; blobs come from a storage account that takes no login beside its signature
 * - referrers are listed in pages, with a relative link, and filtered by type
 *
 * https://azure.github.io/acr/AAD-OAuth.html
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import {
  claimsOf,
  createReferrers,
  end,
  pass,
  passBlob,
  problem,
  type Referrers,
  renameLocation,
  type Shown,
  sendJson,
  sendReferrers,
  type Target,
  targetOf,
} from './registry-front.ts';
import {
  type Access,
  accessOf,
  actionOf,
  basicOf,
  bearerOf,
  createTokens,
  type Tokens,
} from './registry-tokens.ts';

export const REGISTRY = 'acmeshop.azurecr.io';
export const TENANT = '72f988bf-0000-4000-8000-2d7cd011db47';
export const CLIENT = '04b07795-0000-4000-8000-ee8d7a0cbe46';
/** The user that stands for a token. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
const ENTRA = 'login.microsoftonline.com';
const STORAGE = 'weumanaged177.blob.core.windows.net';
export const ACR_HOSTS = [REGISTRY, ENTRA, STORAGE] as const;

type Role = 'AcrPush' | 'AcrPull';

export type Acr = {
  /** Every job's token that was an assertion, and what it said. */
  readonly shown: { readonly token: string; readonly claims: Shown }[];
  readonly entra: Tokens<Role>;
  readonly refresh: Tokens<Role>;
  readonly registry: Tokens<Access>;
  /** repository:tag that is not written any more. */
  readonly locked: Set<string>;
  /** Writes to what is locked. */
  readonly refusedTags: string[];
  /** Entries of a page of referrers; the real ones have more. cosign reads the first page alone. */
  page: number;
  /** How many pages but the first were read. */
  furtherPages: number;
  /** Whether the address of the runner is let in. */
  open: boolean;
};

/** @param roles by the repository (owner/name) whose pushes to main have a federated credential */
export function startAcr(
  { proxy }: Pick<Sandbox, 'proxy'>,
  port: number,
  roles: Readonly<Record<string, Role>>,
): Acr {
  const acr: Acr = {
    ...{ shown: [], locked: new Set<string>(), refusedTags: [], open: true },
    ...{ page: 2, furtherPages: 0 },
    ...{ entra: createTokens('eyJ0eXAi.entra.'), refresh: createTokens('eyJhbGci.refresh.') },
    registry: createTokens('eyJhbGci.access.'),
  };
  const referrers = createReferrers();
  const handlers = {
    '/oauth2/exchange': exchange,
    '/oauth2/token': giveToken,
    '/v2': (...call: Call) => serve(referrers, port, ...call),
  };
  proxy.route(ENTRA, { handler: (request, response) => authorize(acr, roles, request, response) });
  proxy.route(STORAGE, { handler: (request, response) => layers(port, request, response) });
  proxy.route(
    REGISTRY,
    Object.entries(handlers).map(([path, handler]) => ({
      path,
      upstream: {
        handler: (request: IncomingMessage, response: ServerResponse) =>
          acr.open
            ? handler(acr, request, response)
            : problem(
                ...([request, response, 403, 'DENIED'] as const),
                "client with IP '203.0.113.9' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
              ),
      },
    })),
  );
  return acr;
}

type Call = readonly [acr: Acr, request: IncomingMessage, response: ServerResponse];

async function authorize(
  { shown, entra }: Acr,
  roles: Readonly<Record<string, Role>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams(await text(request));
  const token = form.get('client_assertion') ?? '';
  const claims = claimsOf(token);
  const role = claims.ref === 'refs/heads/main' ? roles[claims.repository] : undefined;
  const isRight =
    request.url === `/${TENANT}/oauth2/v2.0/token` &&
    form.get('client_id') === CLIENT &&
    form.get('grant_type') === 'client_credentials' &&
    form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' &&
    form.get('scope') === 'https://containerregistry.azure.net/.default' &&
    claims.aud === 'api://AzureADTokenExchange';
  if (!isRight || role === undefined)
    return sendJson(request, response, 401, {
      error: 'invalid_client',
      error_description: `AADSTS700213: No matching federated identity record found for presented assertion subject '${claims.sub}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      error_codes: [700213],
    });
  shown.push({ token, claims });
  sendJson(request, response, 200, {
    ...{ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 },
    access_token: entra.give(role),
  });
}

const UNAUTHORIZED =
  'authentication required, visit https://aka.ms/acr/authorization for more information. CorrelationId: 69598458-2779-41e5-9c5b-e596f3210c5e';

async function exchange({ entra, refresh }: Acr, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== 'POST') return end(request, response, 404, '404 page not found\n');
  const form = new URLSearchParams(await text(request));
  const role = entra.grantOf(form.get('access_token') ?? '');
  if (form.get('grant_type') !== 'access_token' || form.get('service') !== REGISTRY || role === undefined)
    return problem(request, response, 401, 'UNAUTHORIZED', UNAUTHORIZED);
  sendJson(request, response, 200, { refresh_token: refresh.give(role) });
}

/** By the refresh token itself, or as the password of nobody. */
async function giveToken({ refresh, registry }: Acr, request: IncomingMessage, response: ServerResponse) {
  const { searchParams } = new URL(request.url ?? '/', `https://${REGISTRY}`);
  const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : searchParams;
  const { user, password } = basicOf(request);
  const token = form.get('grant_type') === 'refresh_token' ? form.get('refresh_token') : password;
  const role = refresh.grantOf(token ?? '');
  const isNobody = request.method === 'POST' || user === NOBODY;
  if (role === undefined || !isNobody || form.get('service') !== REGISTRY)
    return problem(request, response, 401, 'UNAUTHORIZED', UNAUTHORIZED);
  const allowed = (actions: ReadonlySet<string>) =>
    new Set([...actions].filter((action) => action === 'pull' || (action === 'push' && role === 'AcrPush')));
  const access = [...accessOf(form.getAll('scope'))].map(
    ([name, actions]) => [name, allowed(actions)] as const,
  );
  sendJson(request, response, 200, { access_token: registry.give(new Map(access)) });
}

async function serve(
  referrers: Referrers,
  port: number,
  acr: Acr,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('docker-distribution-api-version', 'registry/2.0');
  const target = targetOf(request);
  if (!isAllowed(acr, target, request, response)) return;
  if (target === undefined) return pass(port, REGISTRY, request, response);
  const { name, kind, rest } = target;
  if (kind === 'referrers') return sendPage(acr, referrers, target, request, response);
  if (kind === 'blobs' && request.method === 'GET' && rest.startsWith('sha256:')) {
    const path = `/d2a1c0/${name}/blobs/${rest}/data?se=2099-01-01T00%3A00%3A00Z&sig=c2ln&sp=r&sr=b&sv=2018-03-28`;
    response.setHeader('location', `https://${STORAGE}${path}`);
    return end(request, response, 307, '');
  }
  if (kind === 'blobs') renameLocation(response, ({ pathname, search }) => `${pathname}${search}`);
  if (kind === 'manifests' && request.method === 'PUT') {
    if (acr.locked.has(`${name}:${rest}`)) {
      acr.refusedTags.push(`${name}:${rest}`);
      return problem(
        ...([request, response, 405, 'REGISTRY_DISALLOWED_OPERATION'] as const),
        'The operation is disallowed on this registry, repository or image. View troubleshooting steps at https://aka.ms/acr/faq/#why-does-my-pull-or-push-request-fail-with-disallowed-operation',
      );
    }
    const subject = await referrers.note(name, request);
    if (subject !== undefined) response.setHeader('OCI-Subject', subject);
  }
  pass(port, REGISTRY, request, response);
}

/** Else it has answered. */
function isAllowed(
  { registry }: Acr,
  target: Target | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const action = actionOf(request);
  const access = registry.grantOf(bearerOf(request));
  if (access !== undefined && (target === undefined || access.get(target.name)?.has(action))) return true;
  const scope =
    target === undefined
      ? ''
      : `,scope="repository:${target.name}:${action === 'push' ? 'pull,push' : action}"`;
  const error = access === undefined ? '' : ',error="insufficient_scope"';
  response.setHeader(
    'www-authenticate',
    `Bearer realm="https://${REGISTRY}/oauth2/token",service="${REGISTRY}"${scope}${error}`,
  );
  const detail = target === undefined ? null : [{ Type: 'repository', Name: target.name, Action: action }];
  sendJson(request, response, 401, { errors: [{ code: 'UNAUTHORIZED', message: UNAUTHORIZED, detail }] });
  return false;
}

function sendPage(
  acr: Acr,
  referrers: Referrers,
  { name, rest }: Target,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', `https://${REGISTRY}`);
  const type = searchParams.get('artifactType');
  const from = Number(searchParams.get('last') ?? 0);
  const all = referrers.of(name, rest).filter(({ artifactType }) => type === null || artifactType === type);
  if (from > 0) acr.furtherPages += 1;
  if (type !== null) response.setHeader('OCI-Filters-Applied', 'artifactType');
  if (all.length > from + acr.page) {
    searchParams.set('last', String(from + acr.page));
    response.setHeader('link', `<${pathname}?${searchParams}>; rel="next"`);
  }
  sendReferrers(request, response, all.slice(from, from + acr.page));
}

/** The storage account: the signature in the address is the login. */
function layers(port: number, request: IncomingMessage, response: ServerResponse) {
  const [, name = '', rest = ''] =
    /^\/d2a1c0\/(.+)\/blobs\/(sha256:[0-9a-f]{64})\/data\?/.exec(request.url ?? '') ?? [];
  if (request.headers.authorization === undefined) return passBlob(port, { name, rest }, request, response);
  end(request, response, 400, '<Error><Code>InvalidAuthenticationInfo</Code></Error>');
}
