/**
 * The clouds' token services on loopback, held to the shapes that their API references publish: what is sent otherwise is
 * refused, as by the real ones.
 * STS: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (query protocol, XML);
 * ECR: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/ (JSON 1.1, x-amz-target, signature 4);
 * Google: https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token;
 * Azure: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow#third-case-access-token-request-with-a-federated-credential
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoints } from '../src/endpoints.ts';

export type Seen = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export const PASSWORD = 'ecr-password-of-twelve-hours';
export const ACCOUNT = '123456789012';

export async function startClouds() {
  const seen: Seen[] = [];
  const repositories = new Set<string>();
  /** Answers one request instead of what is right. */
  const faults: ((request: Seen, response: ServerResponse) => boolean)[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const each = { path: request.url ?? '', headers: request.headers, body };
    seen.push(each);
    const [fault] = faults;
    if (fault?.(each, response)) return void faults.shift();
    answer(each, response, repositories);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoints: Endpoints = {
    googleSts: `${origin}/google-sts`,
    googleIam: `${origin}/google-iam`,
    azure: () => `${origin}/azure`,
    registry: () => `${origin}/acr`,
    aws: `${origin}/`,
  };
  return {
    seen,
    faults,
    repositories,
    endpoints,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const send = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

function answer({ path, headers, body }: Seen, response: ServerResponse, repositories: Set<string>): unknown {
  const form = new URLSearchParams(body);
  if (path === '/google-sts/v1/token') {
    const asked = JSON.parse(body);
    const right =
      asked.grantType === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
      asked.subjectTokenType === 'urn:ietf:params:oauth:token-type:jwt' &&
      asked.audience === `//${asked.subjectToken.replace('jwt for https://', '')}`;
    return right
      ? send(response, 200, {
          access_token: 'ya29.federated',
          issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          token_type: 'Bearer',
          expires_in: 3599,
        })
      : send(response, 400, {
          error: 'invalid_grant',
          error_description: 'The audience in ID Token is wrong',
        });
  }
  if (path.startsWith('/google-iam/v1/projects/-/serviceAccounts/') && path.endsWith(':generateAccessToken'))
    return headers.authorization === 'Bearer ya29.federated' && JSON.parse(body).lifetime === '3600s'
      ? send(response, 200, { accessToken: 'ya29.account', expireTime: '2026-11-01T01:00:00Z' })
      : send(response, 403, { error: { code: 403, status: 'PERMISSION_DENIED', message: 'getAccessToken' } });
  if (path === '/azure/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token')
    return form.get('client_assertion') === 'jwt for api://AzureADTokenExchange' &&
      form.get('grant_type') === 'client_credentials' &&
      form.get('scope')?.endsWith('/.default')
      ? send(response, 200, { token_type: 'Bearer', expires_in: 3599, access_token: 'entra.token' })
      : send(response, 401, {
          error: 'invalid_client',
          error_description: 'AADSTS700213: No matching federated identity record found',
        });
  if (path === '/acr/oauth2/exchange')
    return form.get('grant_type') === 'access_token' && form.get('access_token') === 'entra.token'
      ? send(response, 200, { refresh_token: 'acr.refresh' })
      : send(response, 401, { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] });
  return aws({ path, headers, body }, response, repositories);
}

function aws({ headers, body }: Seen, response: ServerResponse, repositories: Set<string>): unknown {
  const form = new URLSearchParams(body);
  if (form.get('Action') === 'AssumeRoleWithWebIdentity') return sts(form, response);
  const target = String(headers['x-amz-target'] ?? '');
  const signed = /^AWS4-HMAC-SHA256 Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  const refuse = (type: string, message: string) => send(response, 400, { __type: type, message });
  if (signed !== 'ASIATEMPORARY' && signed !== 'AKIAKEY')
    return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.');
  const authorizationToken = Buffer.from(`AWS:${PASSWORD}`).toString('base64');
  const asked = body === '' ? {} : JSON.parse(body);
  const [name = asked.repositoryName] = asked.repositoryNames ?? [];
  switch (target) {
    case 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken':
      return send(response, 200, {
        authorizationData: [
          {
            authorizationToken,
            expiresAt: 1.7e9,
            proxyEndpoint: `https://${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`,
          },
        ],
      });
    case 'SpencerFrontendService.GetAuthorizationToken':
      return send(response, 200, { authorizationData: { authorizationToken, expiresAt: 1.7e9 } });
    case 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories':
      return repositories.has(name)
        ? send(response, 200, { repositories: [{ repositoryName: name }] })
        : refuse('RepositoryNotFoundException', `The repository with name '${name}' does not exist`);
    case 'AmazonEC2ContainerRegistry_V20150921.CreateRepository':
      if (repositories.has(name)) return refuse('RepositoryAlreadyExistsException', 'it exists');
      repositories.add(name);
      return send(response, 200, { repository: { repositoryName: name } });
    default:
      return refuse('UnknownOperationException', target);
  }
}

function sts(form: URLSearchParams, response: ServerResponse): unknown {
  const right =
    form.get('WebIdentityToken') === 'jwt for sts.amazonaws.com' &&
    form.get('RoleArn') === `arn:aws:iam::${ACCOUNT}:role/release` &&
    /^[\w+=,.@-]{2,64}$/.test(form.get('RoleSessionName') ?? '') &&
    Number(form.get('DurationSeconds')) >= 900;
  const space = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
  if (!right)
    return response
      .writeHead(403, { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse ${space}><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>`,
      );
  return response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      `<AssumeRoleWithWebIdentityResponse ${space}><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIATEMPORARY</AccessKeyId><SecretAccessKey>temporary-secret</SecretAccessKey><SessionToken>session-token</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    );
}
