/**
 * Artifact Registry before the real registry: what of it differs from others, as Google documents it or its users report it.
 *
 * - a job's token is exchanged for a federated one, where the provider's condition takes it, and that for one of a
 *   service account; either is the password of `oauth2accesstoken` at the registry's own token service
 * - what may not be done and what is not there are one answer: 403 with the permission's name, "or it may not exist";
 *   whoever shows no login gets 403 as well, with other words (google-github-actions/auth#50)
 * - an upload goes on under /artifacts-uploads/, relative, and there the address is the login; nothing comes in chunks
 *   (dotnet/sdk-container-builds#287)
 * - a federated token ends with the job's own, after five minutes, whatever its answer says; one of a service account
 *   after an hour; with either that has ended, the registry's token service says 401 and no more
 *   (google-github-actions/auth#432, #474)
 * - in a repository with immutable tags a tag that is there is not written again: 400, MANIFEST_INVALID
 * - blobs are redirected to /artifacts-downloads/, referrers are listed (OCI distribution 1.1), there is no catalog
 *
 * https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token
 * https://cloud.google.com/artifact-registry/docs/reference/docker-api
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import {
  claimsOf,
  createReferrers,
  end,
  exists,
  pass,
  passBlob,
  problem,
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

const PROJECT = 'acme-prod';
const LOCATION = 'europe-west1';
export const REGISTRY = `${LOCATION}-docker.pkg.dev`;
export const PROVIDER =
  'projects/123456789012/locations/global/workloadIdentityPools/github/providers/releases';
export const ACCOUNT = `release@${PROJECT}.iam.gserviceaccount.com`;
const STS = 'sts.googleapis.com';
const IAM = 'iamcredentials.googleapis.com';
export const GAR_HOSTS = [REGISTRY, STS, IAM] as const;
export const USER = 'oauth2accesstoken';

/** Who a token of Google's is of: a federated identity, or the account that it acts as. */
type Principal = { readonly repository: string } | { readonly account: string };

export type Gar = {
  /** Every job's token that was exchanged, and what it said. */
  readonly shown: { readonly token: string; readonly claims: Shown }[];
  /** Of federated identities and of accounts. */
  readonly google: Tokens<Principal>;
  readonly registry: Tokens<Access>;
  /** Writes to tags that are immutable. */
  readonly refusedTags: string[];
  /** Ends the logins that were given so far: all of them, or only those of federated identities themselves. */
  endLogins(which: 'all' | 'federated'): void;
};

export type GarOptions = {
  /** Repositories of Artifact Registry, as project/repository. */
  readonly repositories: readonly string[];
  /** Those of them whose tags are immutable. */
  readonly immutable: readonly string[];
  /** Repositories (owner/name) whose pushes to main the provider's condition takes. */
  readonly trusted: readonly string[];
  /** Those of them that may write by themselves; the others have to act as the account. */
  readonly writers: readonly string[];
};

/** @param port of a real registry that asks for no login */
export function startGar({ proxy }: Pick<Sandbox, 'proxy'>, port: number, options: GarOptions): Gar {
  const google = createTokens<Principal>('ya29.');
  const registry = createTokens<Access>('AJAD5v');
  const gar: Gar = {
    ...{ shown: [], refusedTags: [], google, registry },
    endLogins: (which) => {
      google.end((principal) => which === 'all' || 'repository' in principal);
      registry.end();
    },
  };
  proxy.route(STS, { handler: (request, response) => sts(gar, options, request, response) });
  proxy.route(IAM, { handler: (request, response) => iam(gar, options, request, response) });
  const front = createFront(gar, port, options);
  const uploads = createUploads(port);
  proxy.route(REGISTRY, [
    {
      path: '/v2/token',
      upstream: { handler: (request, response) => tokens(gar, options, request, response) },
    },
    { path: '/v2/_catalog', upstream: { handler: (request, response) => end(request, response, 404, '') } },
    { path: '/artifacts-uploads', upstream: { handler: uploads.goOn } },
    { path: '/artifacts-downloads', upstream: { handler: (...call) => download(port, ...call) } },
    { path: '/v2', upstream: { handler: (...call) => front(uploads, ...call) } },
  ]);
  return gar;
}

async function sts(
  { shown, google }: Gar,
  { trusted }: GarOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = JSON.parse(await text(request)) as Readonly<Record<string, string>>;
  const token = asked['subjectToken'] ?? '';
  const claims = claimsOf(token);
  const wrong = (error: string, error_description: string) =>
    sendJson(request, response, 400, { error, error_description });
  if (
    asked['grantType'] !== 'urn:ietf:params:oauth:grant-type:token-exchange' ||
    asked['requestedTokenType'] !== 'urn:ietf:params:oauth:token-type:access_token' ||
    asked['subjectTokenType'] !== 'urn:ietf:params:oauth:token-type:jwt' ||
    asked['audience'] !== `//iam.googleapis.com/${PROVIDER}`
  )
    return wrong('invalid_request', 'Invalid value for a field of the exchange');
  if (claims.aud !== `https://iam.googleapis.com/${PROVIDER}`)
    return wrong('invalid_grant', 'The audience in ID Token does not match the expected audience.');
  if (!trusted.includes(claims.repository) || claims.ref !== 'refs/heads/main')
    return wrong('unauthorized_client', 'The given credential is rejected by the attribute condition.');
  shown.push({ token, claims });
  sendJson(request, response, 200, {
    access_token: google.give({ repository: claims.repository }),
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: 3599,
  });
}

async function iam(
  { google }: Gar,
  { writers }: GarOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { scope = [] } = JSON.parse(await text(request)) as { readonly scope?: readonly string[] };
  const principal = google.grantOf(bearerOf(request));
  const url = `/v1/projects/-/serviceAccounts/${encodeURIComponent(ACCOUNT)}:generateAccessToken`;
  const isRight =
    request.url === url &&
    principal !== undefined &&
    'repository' in principal &&
    !writers.includes(principal.repository) &&
    scope.includes('https://www.googleapis.com/auth/cloud-platform');
  if (isRight)
    return sendJson(request, response, 200, {
      accessToken: google.give({ account: ACCOUNT }),
      expireTime: new Date(Date.now() + 3_600_000).toISOString(),
    });
  sendJson(request, response, 403, {
    error: {
      code: 403,
      message: "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
      status: 'PERMISSION_DENIED',
    },
  });
}

function tokens(
  { google, registry }: Gar,
  { repositories, writers }: GarOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { searchParams } = new URL(request.url ?? '/', `https://${REGISTRY}`);
  const { user, password } = basicOf(request);
  const access = accessOf(searchParams.getAll('scope'));
  const principal = user === USER ? google.grantOf(password) : undefined;
  if (principal === undefined && google.given.includes(password)) return end(request, response, 401, '');
  const isWriter =
    principal !== undefined && ('account' in principal || writers.includes(principal.repository));
  for (const [name, actions] of access) {
    const [project = '', repository = ''] = name.split('/');
    const permission = `"artifactregistry.repositories.${actions.has('push') ? 'uploadArtifacts' : 'downloadArtifacts'}"`;
    const resource = `resource "projects/${project}/locations/${LOCATION}/repositories/${repository}" (or it may not exist)`;
    if (request.headers.authorization === undefined)
      return problem(
        ...([request, response, 403, 'DENIED'] as const),
        `Unauthenticated request. Unauthenticated requests do not have permission ${permission} on ${resource}`,
      );
    if (!isWriter || !repositories.includes(`${project}/${repository}`))
      return problem(request, response, 403, 'DENIED', `Permission ${permission} denied on ${resource}`);
  }
  sendJson(request, response, 200, { token: registry.give(access), expires_in: 3600 });
}

type Uploads = ReturnType<typeof createUploads>;

function createFront({ registry, refusedTags }: Gar, port: number, { immutable }: GarOptions) {
  const referrers = createReferrers();
  return async (uploads: Uploads, request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('docker-distribution-api-version', 'registry/2.0');
    const target = targetOf(request);
    const action = actionOf(request);
    const access = registry.grantOf(bearerOf(request));
    if (access === undefined || (target !== undefined && !access.get(target.name)?.has(action))) {
      const scope =
        target === undefined
          ? ''
          : `,scope="repository:${target.name}:${action === 'push' ? 'push,pull' : action}"`;
      response.setHeader(
        'www-authenticate',
        `Bearer realm="https://${REGISTRY}/v2/token",service="${REGISTRY}"${scope}`,
      );
      return problem(request, response, 401, 'UNAUTHORIZED', 'Unauthenticated request.');
    }
    if (target === undefined) return pass(port, REGISTRY, request, response);
    const { name, kind, rest } = target;
    if (kind === 'referrers') return sendReferrers(request, response, referrers.of(name, rest));
    if (kind === 'blobs' && request.method === 'POST') return uploads.begin(target, request, response);
    if (kind === 'blobs' && request.method === 'GET') {
      response.setHeader('location', `https://${REGISTRY}/artifacts-downloads/${name}/downloads/${rest}`);
      return end(request, response, 302, '');
    }
    if (kind === 'manifests' && request.method === 'PUT') {
      const isImmutable = immutable.some((repository) => name.startsWith(`${repository}/`));
      if (isImmutable && !rest.startsWith('sha256:') && (await exists(port, name, rest))) {
        refusedTags.push(`${name}:${rest}`);
        const kept = `manifest invalid: cannot update tag ${rest}. The repository has enabled tag immutability`;
        return problem(request, response, 400, 'MANIFEST_INVALID', kept);
      }
      const subject = await referrers.note(name, request);
      if (subject !== undefined) response.setHeader('OCI-Subject', subject);
    }
    pass(port, REGISTRY, request, response);
  };
}

/** Sessions under another path, where nobody is asked who he is. */
function createUploads(port: number) {
  const sessions = new Map<string, { path: string; patched: boolean }>();
  const rename = (at: string, session: string, response: ServerResponse) =>
    renameLocation(response, ({ pathname, search }) => {
      // What is done is named by its digest.
      if (!pathname.includes('/blobs/uploads/')) return `${pathname}${search}`;
      const known = sessions.get(session);
      sessions.set(session, { patched: known?.patched ?? false, path: `${pathname}${search}` });
      return at;
    });
  return {
    begin({ name }: Target, request: IncomingMessage, response: ServerResponse): void {
      const [project, repository] = name.split('/');
      const session = `session-${sessions.size}`;
      const at = `/artifacts-uploads/namespaces/${project}/repositories/${repository}/uploads/${session}`;
      sessions.set(session, { path: '', patched: false });
      rename(at, session, response);
      pass(port, REGISTRY, request, response);
    },
    goOn(request: IncomingMessage, response: ServerResponse) {
      const { pathname, searchParams } = new URL(request.url ?? '/', `https://${REGISTRY}`);
      const session = pathname.slice(pathname.lastIndexOf('/') + 1);
      const known = sessions.get(session);
      if (known === undefined)
        return problem(request, response, 404, 'BLOB_UPLOAD_UNKNOWN', 'Upload not found.');
      if (request.method === 'PATCH') {
        if (known.patched || request.headers['content-range'] !== undefined)
          return problem(request, response, 400, 'UNSUPPORTED', 'Chunked uploads are not supported.');
        known.patched = true;
      }
      const url = new URL(known.path, `https://${REGISTRY}`);
      for (const [key, value] of searchParams) url.searchParams.set(key, value);
      rename(pathname, session, response);
      request.url = `${url.pathname}${url.search}`;
      pass(port, REGISTRY, request, response);
    },
  };
}

function download(port: number, request: IncomingMessage, response: ServerResponse): void {
  const [, name = '', rest = ''] =
    /^\/artifacts-downloads\/(.+)\/downloads\/(.+)$/.exec(request.url ?? '') ?? [];
  passBlob(port, { name, rest }, request, response);
}
