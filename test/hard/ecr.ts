/**
 * ECR before the real registry: what of it differs from others, as AWS documents it or its users report it.
 *
 * - every request needs Basic AWS:<token>; without it 401 in plain text, for whom is unknown 403
 * - a repository exists once the API has made it: reads get 404, an upload is cut off (aws/containers-roadmap#1970)
 * - a tag of an immutable repository is never written again, not even with the same digest (moby/buildkit#3776);
 *   exclusion filters except floating tags
 * - layers come from S3, by a signed address that takes no login beside it
 * - referrers are listed (OCI distribution 1.1), nothing is deleted by the registry's protocol
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
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
  type Shown,
  sendReferrers,
  targetOf,
} from './registry-front.ts';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
export const REGISTRY = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/release`;
const LAYERS = `prod-${REGION}-starport-layer-bucket.s3.${REGION}.amazonaws.com`;
const STS = `sts.${REGION}.amazonaws.com`;
const API = `api.ecr.${REGION}.amazonaws.com`;
export const ECR_HOSTS = [REGISTRY, LAYERS, STS, API] as const;

export const PASSWORD = 'eyJwYXlsb2FkIjoi-ecr-token';
const BASIC = `Basic ${Buffer.from(`AWS:${PASSWORD}`).toString('base64')}`;

export type Ecr = {
  /** Repositories that the API has made. */
  readonly repositories: Set<string>;
  /** Every job that assumed the role. */
  readonly shown: Shown[];
  /** Writes to a tag that could not be written again. */
  readonly refusedTags: string[];
};

/**
 * @param port of a real registry that asks for no login
 * @param trusted repositories (owner/name) whose pushes to main may assume the role
 * @param mutable tags that the exclusion filter of all repositories excepts
 */
export function startEcr(
  { proxy }: Pick<Sandbox, 'proxy'>,
  port: number,
  { trusted, mutable }: { readonly trusted: readonly string[]; readonly mutable: readonly string[] },
): Ecr {
  const ecr: Ecr = { repositories: new Set(), shown: [], refusedTags: [] };
  const front = createFront(ecr, port, mutable);
  proxy.route(REGISTRY, { handler: front });
  proxy.route(LAYERS, { handler: (request, response) => layers(port, request, response) });
  proxy.route(STS, { handler: (request, response) => sts(ecr, trusted, request, response) });
  proxy.route(API, { handler: (request, response) => api(ecr, request, response) });
  return ecr;
}

function createFront({ repositories, refusedTags }: Ecr, port: number, mutable: readonly string[]) {
  const referrers = createReferrers();
  return async (request: IncomingMessage, response: ServerResponse) => {
    const { authorization } = request.headers;
    response.setHeader('docker-distribution-api-version', 'registry/2.0');
    if (authorization === undefined) {
      response.setHeader(
        'www-authenticate',
        `Basic realm="https://${REGISTRY}/",service="ecr.amazonaws.com"`,
      );
      return end(request, response, 401, 'Not Authorized\n');
    }
    const refuse = (...said: readonly [status: number, code: string, message: string]) =>
      problem(request, response, ...said);
    if (authorization !== BASIC)
      return refuse(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.');
    const target = targetOf(request);
    if (target === undefined) return pass(port, REGISTRY, request, response);
    const { name, kind, rest } = target;
    if (!repositories.has(name)) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return void request.socket.destroy();
      const absent = `The repository with name '${name}' does not exist in the registry with id '${ACCOUNT}'`;
      return refuse(404, 'NAME_UNKNOWN', absent);
    }
    if (request.method === 'DELETE') return refuse(405, 'UNSUPPORTED', 'The operation is unsupported.');
    if (kind === 'referrers') return sendReferrers(request, response, referrers.of(name, rest));
    if (kind === 'blobs' && request.method === 'GET' && rest.startsWith('sha256:')) {
      response.setHeader(
        'location',
        `https://${LAYERS}/${name}/${rest}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=s`,
      );
      return end(request, response, 307, '');
    }
    if (kind === 'manifests' && request.method === 'PUT') {
      if (!rest.startsWith('sha256:') && !mutable.includes(rest) && (await exists(port, name, rest))) {
        refusedTags.push(`${name}:${rest}`);
        const kept = `The image tag '${rest}' already exists in the '${name}' repository and cannot be overwritten because the repository is immutable.`;
        return refuse(400, 'TAG_INVALID', kept);
      }
      const subject = await referrers.note(name, request);
      if (subject !== undefined) response.setHeader('OCI-Subject', subject);
    }
    pass(port, REGISTRY, request, response);
  };
}

/** S3: the signature in the address is the login. */
function layers(port: number, request: IncomingMessage, response: ServerResponse): void {
  const [, name = '', rest = ''] = /^\/(.+)\/(sha256:[0-9a-f]{64})\?/.exec(request.url ?? '') ?? [];
  if (request.headers.authorization === undefined) passBlob(port, { name, rest }, request, response);
  else {
    const message = 'Only one auth mechanism allowed';
    end(request, response, 400, `<Error><Code>InvalidArgument</Code><Message>${message}</Message></Error>`);
  }
}

async function sts(
  { shown }: Ecr,
  trusted: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams(await text(request));
  const claims = claimsOf(form.get('WebIdentityToken') ?? '');
  const { aud, repository, ref } = claims;
  const isRight =
    form.get('Action') === 'AssumeRoleWithWebIdentity' &&
    form.get('RoleArn') === ROLE &&
    aud === 'sts.amazonaws.com' &&
    trusted.includes(repository) &&
    ref === 'refs/heads/main';
  const space = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
  response.setHeader('content-type', 'text/xml');
  if (!isRight)
    return end(
      request,
      response,
      403,
      `<ErrorResponse ${space}><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>`,
    );
  shown.push(claims);
  end(
    request,
    response,
    200,
    `<AssumeRoleWithWebIdentityResponse ${space}><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIATEMPORARY</AccessKeyId><SecretAccessKey>temporary-secret</SecretAccessKey><SessionToken>session-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
  );
}

async function api({ repositories }: Ecr, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = JSON.parse((await text(request)) || '{}') as {
    repositoryName?: string;
    repositoryNames?: readonly string[];
  };
  const name = asked.repositoryName ?? asked.repositoryNames?.[0] ?? '';
  const target = String(request.headers['x-amz-target']).replace('AmazonEC2ContainerRegistry_V20150921.', '');
  const answer = (status: number, body: object) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    end(request, response, status, JSON.stringify(body));
  };
  if (!request.headers.authorization?.includes('Credential=ASIATEMPORARY/'))
    return answer(400, { __type: 'UnrecognizedClientException', message: 'The security token is invalid.' });
  if (target === 'GetAuthorizationToken')
    return answer(200, {
      authorizationData: [
        {
          authorizationToken: Buffer.from(`AWS:${PASSWORD}`).toString('base64'),
          expiresAt: 4e9,
          proxyEndpoint: `https://${REGISTRY}`,
        },
      ],
    });
  if (target === 'DescribeRepositories')
    return repositories.has(name)
      ? answer(200, { repositories: [{ repositoryName: name }] })
      : answer(400, {
          __type: 'RepositoryNotFoundException',
          message: `The repository with name '${name}' does not exist`,
        });
  if (target !== 'CreateRepository')
    return answer(400, { __type: 'UnknownOperationException', message: target });
  if (repositories.has(name))
    return answer(400, { __type: 'RepositoryAlreadyExistsException', message: 'it exists' });
  repositories.add(name);
  answer(200, { repository: { repositoryName: name } });
}
