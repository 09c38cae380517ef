import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { canonicalRegistry, DOCKER_HUB } from '@sealift/core/image/docker-hub';
import { ECR_PUBLIC, isEcr, parseEcrHost } from '@sealift/registry/ecr-host';
import { isAzureRegistry, isGoogleRegistry } from './endpoints.ts';
import { loginsFor, type Place } from './images.ts';
import type { AwsLogin, Login } from './logins.ts';

export type Inputs = {
  /** One for each registry; none where all stand in `registryAuths`. */
  readonly logins: readonly Login[];
  readonly registryAuths: string | undefined;
  readonly logout: boolean;
};

const ROLE = /^arn:aws[a-z-]{0,20}:iam::[0-9]{12}:role\/[\w+=,.@/-]{1,576}$/;
const REGION = /^[a-z]{2,8}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}$/;
const PROVIDER =
  /^projects\/[0-9]{1,20}\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/;
const ACCOUNT = /^[a-z0-9][a-z0-9.-]{0,63}@[a-z0-9.-]{1,80}\.gserviceaccount\.com$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const REPOSITORY = /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;

/** @throws Failure `login/bad-input`, `action/input` */
export function loadInputs(reader: InputReader): Inputs {
  const given = {
    registry: hostOf(reader.optional('registry')),
    username: reader.optional('username'),
    password: reader.optional('password'),
    role: matching(reader, 'aws-role', ROLE, 'arn:aws:iam::<account>:role/<name>'),
    region: matching(reader, 'aws-region', REGION, 'the name of a region, such as eu-west-1'),
    repositories: reader.lines('create-repository').map(repositoryName),
    provider: matching(
      reader,
      'gcp-workload-identity-provider',
      PROVIDER,
      'projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>',
    ),
    serviceAccount: matching(reader, 'gcp-service-account', ACCOUNT, 'the email of a service account'),
    clientId: matching(reader, 'azure-client-id', UUID, 'a UUID'),
    tenantId: matching(reader, 'azure-tenant-id', UUID, 'a UUID'),
  };
  const registryAuths = reader.optional('registry-auths');
  const logout = reader.boolean('logout');
  const images = reader.list('images');
  const create = reader.boolean('create-repositories');
  if (images.length > 0) {
    const logins = loginsOf(given, images, create);
    if (logins.length === 0 && registryAuths === undefined) throw nothing();
    return { logins, registryAuths, logout };
  }
  if (create)
    throw wrong(
      '"create-repositories" is true, and "images" names none.',
      'Name the images, or leave it out.',
    );
  const login = loginOf(given, registryAuths !== undefined);
  return { logins: login === undefined ? [] : [login], registryAuths, logout };
}

type Given = {
  readonly [name in
    | 'registry'
    | 'username'
    | 'password'
    | 'role'
    | 'region'
    | 'provider'
    | 'serviceAccount'
    | 'clientId'
    | 'tenantId']: string | undefined;
} & { readonly repositories: readonly string[] };

/** By identities alone: a password would be sent to the registry that it is of, and to no other. */
function loginsOf(given: Given, images: readonly string[], create: boolean): readonly Login[] {
  const { registry, username, password, clientId, tenantId, serviceAccount, provider, repositories } = given;
  if (registry !== undefined && registry !== DOCKER_HUB)
    throw wrong('Both "registry" and "images" are given.', 'Name the registries by their images alone.');
  if (username !== undefined || password !== undefined)
    throw wrong(
      '"images" log in by the identities of clouds, and "username" or "password" is given.',
      'Give passwords by "registry-auths".',
    );
  if (repositories.length > 0)
    throw wrong(
      'Both "images" and "create-repository" are given.',
      'Set "create-repositories: true" to create those of the images.',
    );
  refuseHalves(given);
  if (serviceAccount !== undefined && provider === undefined) throw accountAlone();
  const client = clientId === undefined || tenantId === undefined ? undefined : { clientId, tenantId };
  return loginsFor(images.map(placeOf), { ...given, client }, create);
}

/** `host` or `host/what/images/begin/with`. */
function placeOf(text: string): Place {
  const [host = '', ...path] = text.split('/');
  const registry = hostOf(host);
  const repository = path.join('/').toLowerCase();
  if (
    registry !== undefined &&
    (repository === '' || (repository.length <= 256 && REPOSITORY.test(repository)))
  )
    return { registry, repository };
  throw wrong(`"${text}" in the input "images" is no image.`, 'Write registry/repository, without a tag.');
}

function refuseHalves({ clientId, tenantId }: Pick<Given, 'clientId' | 'tenantId'>): void {
  if ((clientId === undefined) !== (tenantId === undefined))
    throw wrong('One of "azure-client-id" and "azure-tenant-id" is given alone.', 'Give both.');
}

const accountAlone = (): Failure =>
  wrong(
    'The input "gcp-service-account" has no meaning alone.',
    'Give "gcp-workload-identity-provider" with it.',
  );

/** Each cloud's identity goes to registries of that cloud alone. */
function loginOf(given: Given, others: boolean): Login | undefined {
  const { registry, username, password, role, provider, serviceAccount, clientId, tenantId } = given;
  if ((username === undefined) !== (password === undefined))
    throw wrong('One of "username" and "password" is given alone.', 'Give both, or neither.');
  const ways = [username, role, provider, clientId ?? tenantId].filter((way) => way !== undefined);
  if (ways.length > 1)
    throw wrong(
      'More than one way to log in is given.',
      'Give one of "username", "aws-role", "gcp-workload-identity-provider" and "azure-client-id", and log in to each further registry by a step of its own or by "registry-auths".',
    );
  if (serviceAccount !== undefined && provider === undefined) throw accountAlone();
  if (provider !== undefined)
    return { kind: 'google', registry: ofCloud(registry, isGoogleRegistry), provider, serviceAccount };
  refuseHalves(given);
  if (clientId !== undefined && tenantId !== undefined)
    return { kind: 'azure', registry: ofCloud(registry, isAzureRegistry), clientId, tenantId };
  if (role !== undefined || (registry !== undefined && isEcr(registry) && username !== 'AWS'))
    return awsLogin(given);
  refuseAwsInputs(given);
  if (username !== undefined && password !== undefined)
    return { kind: 'password', registry: registry ?? DOCKER_HUB, username, password };
  if (others) return undefined;
  throw nothing();
}

const nothing = (): Failure =>
  wrong(
    'There is nothing to log in with.',
    'Give "username" and "password", "registry-auths", or the identity of a cloud: "aws-role", "gcp-workload-identity-provider" or "azure-client-id".',
  );

function awsLogin({ registry, username, password, role, region, repositories }: Given): AwsLogin {
  const host = registry === DOCKER_HUB ? undefined : registry;
  if (host !== undefined && !isEcr(host)) throw foreign(host);
  const own = host === ECR_PUBLIC ? 'us-east-1' : (region ?? (host && parseEcrHost(host)?.region));
  if (own === undefined)
    throw wrong('Nothing says in which region ECR is.', 'Give "registry" or "aws-region".');
  return {
    kind: 'aws',
    registry: host,
    region: own,
    role,
    keys: username !== undefined && password !== undefined ? { id: username, secret: password } : undefined,
    repositories,
  };
}

function refuseAwsInputs({ region, repositories }: Given): void {
  if (region !== undefined || repositories.length > 0)
    throw wrong(
      '"aws-region" and "create-repository" are for ECR, and the registry is another one.',
      'Leave them out, or name the registry of ECR.',
    );
}

function ofCloud(registry: string | undefined, is: (host: string) => boolean): string {
  if (registry !== undefined && is(registry)) return registry;
  throw foreign(registry ?? DOCKER_HUB);
}

const foreign = (registry: string): Failure =>
  wrong(
    `The registry ${registry} is none of the cloud whose identity is given.`,
    'Name one of that cloud in "registry": <account>.dkr.ecr.<region>.amazonaws.com or public.ecr.aws, <location>-docker.pkg.dev, <name>.azurecr.io.',
  );

/** `https://ghcr.io/` is the host as well. */
function hostOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const host = text
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/$/, '');
  if (/^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?$/.test(host)) return canonicalRegistry(host);
  throw wrong(`The input "registry" is "${text}".`, 'Give its host alone, such as ghcr.io.');
}

function repositoryName(text: string): string {
  const [first = ''] = text.split('/');
  if (text.length <= 256 && REPOSITORY.test(text) && !isEcr(first)) return text;
  throw wrong(
    `"${text}" in the input "create-repository" is no repository of ECR.`,
    'Give its name without the registry, such as acme/api.',
  );
}

function matching(reader: InputReader, name: string, pattern: RegExp, form: string): string | undefined {
  const value = reader.optional(name);
  if (value === undefined || pattern.test(value)) return value;
  throw wrong(`The input "${name}" is "${value}".`, `Use ${form}.`);
}

const wrong = (cause: string, remedy: string): Failure =>
  configurationFailure({ code: 'login/bad-input', cause, remedy });
