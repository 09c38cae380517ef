/** Logins for registries, masked before anybody can show them. */
import type { Log } from '@sealift/core/log';
import type { RunProgram } from '@sealift/registry/credential-helper';
import { resolveCredentials, resolveLogins } from '@sealift/registry/credentials';
import { type Credentials, secretsOf } from '@sealift/registry/login';
import type { Environment } from './github-context.ts';
import type { InputReader } from './inputs.ts';

/** The inputs that every action with a registry has. */
export type LoginInputs = {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Logins to any number of registries, each sent to its own alone. */
  readonly registryAuths?: string | undefined;
  /** A GitHub token: for ghcr.io alone. */
  readonly token?: string | undefined;
};

/** Reads them where they have their usual names. */
export const readLoginInputs = (reader: InputReader) => ({
  username: reader.optional('username'),
  password: reader.optional('password'),
  registryAuths: reader.optional('registry-auths'),
});

type LoginDependencies = {
  readonly env: Environment;
  readonly log: Pick<Log, 'secret'>;
  /** Starts the credential helpers that Docker's configuration names. */
  readonly exec: RunProgram;
  readonly signal?: AbortSignal | undefined;
};

/**
 * The login for a registry, from the inputs, the token or Docker's configuration; undefined for none and for no registry.
 * @throws Failure `registry/bad-login` on half a login, malformed ones, or a Docker configuration that cannot be used
 */
export async function registryCredentials(
  registry: string | undefined,
  inputs: LoginInputs,
  dependencies: LoginDependencies,
): Promise<Credentials | undefined> {
  maskInputs(inputs, dependencies.log);
  if (registry === undefined) return undefined;
  const credentials = await resolveCredentials({ registry, ...(await sources(inputs, dependencies)) });
  if (credentials !== undefined) maskCredentials(credentials, dependencies.log);
  return credentials;
}

/**
 * Logins by registry, for those that have one.
 * @param own the registry that user name and password are for; they are sent to no other
 * @throws Failure `registry/bad-login` as {@link registryCredentials}
 */
export async function registryLogins(
  registries: Iterable<string>,
  own: string | undefined,
  inputs: LoginInputs,
  dependencies: LoginDependencies,
): Promise<ReadonlyMap<string, Credentials>> {
  maskInputs(inputs, dependencies.log);
  const logins = await resolveLogins(registries, own, await sources(inputs, dependencies));
  for (const credentials of logins.values()) maskCredentials(credentials, dependencies.log);
  return logins;
}

/** Named one by one: the objects that come here hold much else. */
async function sources(
  { username, password, registryAuths, token }: LoginInputs,
  { env, log, exec, signal }: LoginDependencies,
) {
  const given = await givenLogins({ registryAuths }, log);
  return { username, password, given, token, env, run: exec, signal };
}

/**
 * The logins of "registry-auths" by registry. All are masked, also those that nothing asks for.
 * @throws Failure `registry/bad-login`
 */
export async function givenLogins(
  { registryAuths }: Pick<LoginInputs, 'registryAuths'>,
  log: Pick<Log, 'secret'>,
): Promise<ReadonlyMap<string, Credentials>> {
  if (registryAuths === undefined) return new Map();
  // Its parser is loaded for those who give any.
  const { parseRegistryAuths } = await import('@sealift/registry/registry-auths');
  const logins = await parseRegistryAuths(registryAuths);
  for (const login of logins.values()) maskCredentials(login, log);
  return logins;
}

/** A user may give as an input what is no secret of the repository, which the runner would have masked. */
export function maskInputs(
  { password, token }: Pick<LoginInputs, 'username' | 'password' | 'token'>,
  log: Pick<Log, 'secret'>,
): void {
  if (password !== undefined) log.secret(password);
  if (token !== undefined) log.secret(token);
}

/** The password, and the form in which HTTP and Docker's configuration carry it. */
export function maskCredentials(login: Credentials, log: Pick<Log, 'secret'>): void {
  for (const secret of secretsOf(login)) log.secret(secret);
}
