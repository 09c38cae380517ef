/**
 * Which login a registry gets. Each source is bound to its registry: a GitHub token goes to ghcr.io and nowhere else, and
 * an entry of Docker's configuration only to the host that it names.
 */

import { configurationFailure } from '@sealift/core/failure';
import { canonicalRegistry, loginKey } from '@sealift/core/image/docker-hub';
import { askHelper, type RunProgram } from './credential-helper.ts';
import { type DockerConfig, dockerConfigPlace, readDockerConfig } from './docker-config-file.ts';
import { fromDockerEntry, registryOfKey } from './docker-entry.ts';
import type { Credentials } from './login.ts';

export type CredentialSources = {
  /** Host and optional port, as in image references. */
  readonly registry: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Logins by registry, see registry-auths.ts. */
  readonly given?: ReadonlyMap<string, Credentials> | undefined;
  /** A GitHub token: used for ghcr.io alone. */
  readonly token?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Starts credential helpers. */
  readonly run: RunProgram;
  readonly signal?: AbortSignal | undefined;
};

/**
 * In this order: the given user name and password; the given logins; for ghcr.io the GitHub token; Docker's configuration
 * with its credential helpers; nothing, which means anonymous.
 * @throws Failure `registry/bad-login` on half a login, an unreadable configuration or a helper that fails
 */
export async function resolveCredentials(sources: CredentialSources): Promise<Credentials | undefined> {
  const { registry, username, password, given, token, env } = sources;
  if (username !== undefined && password !== undefined) return { username, password };
  if (username !== undefined || password !== undefined)
    throw configurationFailure({
      code: 'registry/bad-login',
      cause: `A registry ${username === undefined ? 'password' : 'user name'} is given without the ${username === undefined ? 'user name' : 'password'}.`,
      remedy: 'Give both "username" and "password", or neither.',
    });
  const own = given?.get(canonicalRegistry(registry));
  if (own !== undefined) return own;
  if (registry === 'ghcr.io' && token !== undefined)
    return { username: env['GITHUB_ACTOR'] || 'x-access-token', password: token };
  return fromDockerConfig(sources);
}

/** Logins by registry host, for those that have one; user name and password go to the registry `own` alone. */
export async function resolveLogins(
  registries: Iterable<string>,
  own: string | undefined,
  sources: Omit<CredentialSources, 'registry'>,
): Promise<ReadonlyMap<string, Credentials>> {
  const { username, password, ...others } = sources;
  const logins = new Map<string, Credentials>();
  for (const registry of new Set(registries)) {
    const credentials = await resolveCredentials({
      registry,
      ...others,
      ...(registry === own ? { username, password } : {}),
    });
    if (credentials !== undefined) logins.set(registry, credentials);
  }
  return logins;
}

async function fromDockerConfig(sources: CredentialSources): Promise<Credentials | undefined> {
  const { registry, env } = sources;
  const config = await readDockerConfig(env);
  if (config === undefined) return undefined;
  const place = dockerConfigPlace(env);
  const wanted = canonicalRegistry(registry);
  const entries = Object.entries(config.auths ?? {}).filter(([key]) => registryOfKey(key) === wanted);
  const helper = helperOf(config, wanted);
  for (const [, entry] of entries) {
    const credentials = helper ? undefined : fromDockerEntry(entry, { registry, place });
    if (credentials !== undefined) return credentials;
  }
  // A helper without a name turns the store off.
  const store = helper ?? config.credsStore;
  if (!store) return undefined;
  try {
    return await askHelper(store, loginKey(wanted), sources);
  } catch (error) {
    // A store keeps the logins of all registries. What is wrong with it matters where docker left an entry behind, which
    // says that a login was made.
    if (helper || entries.length > 0 || sources.signal?.aborted) throw error;
    return undefined;
  }
}

const helperOf = ({ credHelpers = {} }: DockerConfig, wanted: string): string | undefined =>
  Object.entries(credHelpers).find(([key]) => registryOfKey(key) === wanted)?.[1];
