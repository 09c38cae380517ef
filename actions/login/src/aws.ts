/**
 * ECR by the AWS SDK: a role assumed with the job's OIDC token, keys, or what the SDK finds by itself; then the registry's
 * password of twelve hours. Loaded only by jobs that log in there.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr';
import {
  CreateRepositoryCommand as CreatePublicRepository,
  DescribeRepositoriesCommand as DescribePublicRepositories,
  ECRPUBLICClient,
  GetAuthorizationTokenCommand as GetPublicToken,
} from '@aws-sdk/client-ecr-public';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Runtime } from '@sealift/action-kit/action';
import { configurationFailure, Failure, remoteFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { networkError } from '@sealift/net/network-error';
import { ECR_PUBLIC, parseEcrHost } from '@sealift/registry/ecr-host';
import type { Password } from '@sealift/registry/login';
import { fetchHandler } from './aws-handler.ts';
import type { Endpoints } from './endpoints.ts';
import type { AwsLogin } from './logins.ts';

export type AwsDependencies = Pick<Runtime, 'env' | 'fetch' | 'log' | 'oidc' | 'signal'> & {
  readonly endpoints: Endpoints;
};

type Identity = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Seconds. The shortest that AWS gives: the password lives on by itself. */
const SESSION = 900;

/** @throws Failure `login/refused`, `login/unavailable`, `action/id-token-permission` */
export async function loginToAws(
  login: AwsLogin,
  dependencies: AwsDependencies,
): Promise<{ readonly registry: string; readonly credentials: Password; readonly until: Date | undefined }> {
  const { endpoints } = dependencies;
  const config = {
    region: login.region,
    requestHandler: fetchHandler(dependencies),
    ...(endpoints.aws === undefined ? {} : { endpoint: endpoints.aws }),
  };
  const identity = await identityOf(login, config, dependencies);
  const known = { ...config, ...(identity === undefined ? {} : { credentials: identity }) };
  return login.registry === ECR_PUBLIC
    ? loginToPublic(login, new ECRPUBLICClient(known))
    : loginToPrivate(login, new ECRClient(known), dependencies);
}

/** undefined: the SDK looks for it (environment, files, container, instance). */
async function identityOf(
  { role, keys }: AwsLogin,
  config: ConstructorParameters<typeof STSClient>[0],
  { env, log, oidc }: AwsDependencies,
): Promise<Identity | undefined> {
  if (keys !== undefined) return { accessKeyId: keys.id, secretAccessKey: keys.secret };
  if (role === undefined) return undefined;
  const token = await oidc('sts.amazonaws.com');
  const { Credentials: given } = await asked(
    `AWS STS, asked for the role ${role},`,
    "Check the role's trust policy: the provider token.actions.githubusercontent.com, the audience sts.amazonaws.com, and a subject that fits this job (repository with branch, tag or environment).",
    () =>
      new STSClient(config ?? {}).send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: role,
          // Letters that STS takes; who looks into CloudTrail finds the run.
          RoleSessionName: `sealift-${(env['GITHUB_RUN_ID'] ?? 'run').replaceAll(/[^0-9A-Za-z]/g, '').slice(0, 40)}`,
          WebIdentityToken: token,
          DurationSeconds: SESSION,
        }),
      ),
  );
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
  } = given ?? {};
  if (!accessKeyId || !secretAccessKey || !sessionToken) throw unavailable('AWS STS', 'its answer is none');
  log.secret(secretAccessKey);
  log.secret(sessionToken);
  return { accessKeyId, secretAccessKey, sessionToken };
}

async function loginToPrivate(
  { registry, repositories }: AwsLogin,
  client: ECRClient,
  { log }: Pick<AwsDependencies, 'log'>,
) {
  const account = registry === undefined ? undefined : parseEcrHost(registry)?.account;
  const { authorizationData: [data] = [] } = await asked('ECR', READ, () =>
    client.send(new GetAuthorizationTokenCommand({})),
  );
  const own = data?.proxyEndpoint?.replace(/^https:\/\//, '');
  const host = registry ?? own;
  if (host === undefined || parseEcrHost(host) === undefined) throw unavailable('ECR', 'its answer is none');
  const registryId = account === undefined ? {} : { registryId: account };
  for (const repositoryName of repositories) {
    const created = await ensureRepository(
      () =>
        client.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName], ...registryId })),
      () => client.send(new CreateRepositoryCommand({ repositoryName, ...registryId })),
    );
    log.info(`${host}/${repositoryName} ${created ? 'was created' : 'is there'}`);
  }
  return { registry: host, credentials: decode(data?.authorizationToken), until: data?.expiresAt };
}

async function loginToPublic({ repositories }: AwsLogin, client: ECRPUBLICClient) {
  const { authorizationData } = await asked('ECR Public', READ_PUBLIC, () =>
    client.send(new GetPublicToken({})),
  );
  for (const repositoryName of repositories)
    await ensureRepository(
      () => client.send(new DescribePublicRepositories({ repositoryNames: [repositoryName] })),
      () => client.send(new CreatePublicRepository({ repositoryName })),
    );
  const { authorizationToken, expiresAt } = authorizationData ?? {};
  return { registry: ECR_PUBLIC, credentials: decode(authorizationToken), until: expiresAt };
}

/** Looked for first: most roles may push and not create. @returns whether it was created */
async function ensureRepository(
  look: () => Promise<unknown>,
  create: () => Promise<unknown>,
): Promise<boolean> {
  return asked('ECR, asked to create a repository,', CREATE, async () => {
    const there = await look().then(
      () => true,
      (error: unknown) => {
        if (nameOf(error) === 'RepositoryNotFoundException') return false;
        throw error;
      },
    );
    if (there) return false;
    return create().then(
      () => true,
      (error: unknown) => {
        // Another job of the same run was faster.
        if (nameOf(error) === 'RepositoryAlreadyExistsException') return false;
        throw error;
      },
    );
  });
}

const READ = 'Allow the role "ecr:GetAuthorizationToken" on all resources.';
const READ_PUBLIC =
  'Allow the role "ecr-public:GetAuthorizationToken" and "sts:GetServiceBearerToken" on all resources.';
const CREATE = 'Allow the role "ecr:DescribeRepositories" and "ecr:CreateRepository" on that repository.';

/** `AWS:password` in base64. */
function decode(token: string | undefined): Password {
  const text = Buffer.from(token ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const password = text.slice(colon + 1);
  if (text.slice(0, colon) === 'AWS' && /^[\x21-\x7e]+$/.test(password)) return { username: 'AWS', password };
  throw unavailable('ECR', 'its answer is none');
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** @throws Failure `login/refused` for what AWS says, `login/unavailable` for what it does not */
async function asked<T>(whom: string, remedy: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const broken = networkError(error);
    if (broken !== undefined) throw unavailable(whom, broken.code, error);
    const status = statusOf(error);
    if (status !== undefined && status >= 500) throw unavailable(whom, `it answered ${status}`, error);
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw configurationFailure({
      code: 'login/refused',
      cause: `${whom} refused this job (${singleLine(said).slice(0, 400)}).`,
      remedy,
      error,
    });
  }
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

const unavailable = (whom: string, reason: string, error?: unknown): Failure =>
  remoteFailure({
    code: 'login/unavailable',
    cause: `${whom} gave no token: ${reason}.`,
    remedy: 'Run the job again; behind a proxy, let it reach the endpoints of AWS in that region.',
    ...(error === undefined ? {} : { error }),
  });
