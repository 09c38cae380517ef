/** Logins for registries, masked before anybody can show them. */
import type { Log } from '@sealift/core/log';
import {
  basicLogin,
  type Credentials,
  resolveCredentials,
  resolveLogins,
  secretOf,
} from '@sealift/registry/credentials';
import type { Environment } from './github-context.ts';

/** The inputs that every action with a registry has. */
export type LoginInputs = {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** A GitHub token: for ghcr.io alone. */
  readonly token?: string | undefined;
};

type LoginDependencies = { readonly env: Environment; readonly log: Pick<Log, 'secret'> };

/**
 * The login for a registry, from the inputs, the token or Docker's configuration; undefined for none and for no registry.
 * @throws Failure `configuration` on half a login or a Docker configuration that cannot be used
 */
export async function registryCredentials(
  registry: string | undefined,
  inputs: LoginInputs,
  { env, log }: LoginDependencies,
): Promise<Credentials | undefined> {
  maskInputs(inputs, log);
  if (registry === undefined) return undefined;
  const { username, password, token } = inputs;
  const credentials = await resolveCredentials({ registry, username, password, token, env });
  if (credentials !== undefined) maskCredentials(credentials, log);
  return credentials;
}

/**
 * Logins by registry, for those that have one.
 * @param own the registry that user name and password are for; they are sent to no other
 * @throws Failure `configuration` as {@link registryCredentials}
 */
export async function registryLogins(
  registries: Iterable<string>,
  own: string | undefined,
  inputs: LoginInputs,
  { env, log }: LoginDependencies,
): Promise<ReadonlyMap<string, Credentials>> {
  maskInputs(inputs, log);
  const { username, password, token } = inputs;
  const logins = await resolveLogins(registries, own, { username, password, token, env });
  for (const credentials of logins.values()) maskCredentials(credentials, log);
  return logins;
}

/** A user may give as an input what is no secret of the repository, which the runner would have masked. */
export function maskInputs({ password, token }: LoginInputs, log: Pick<Log, 'secret'>): void {
  if (password !== undefined) log.secret(password);
  if (token !== undefined) log.secret(token);
}

/** The password, and the form in which HTTP and Docker's configuration carry it. */
export function maskCredentials(login: Credentials, log: Pick<Log, 'secret'>): void {
  log.secret(secretOf(login));
  log.secret(basicLogin(login));
}
