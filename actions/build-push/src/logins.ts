import type { Runtime } from '@sealift/action-kit/action';
import { maskCredentials, registryCredentials } from '@sealift/action-kit/registry-login';
import { configurationFailure } from '@sealift/core/failure';
import { parseImageReference } from '@sealift/core/image/reference';
import type { Credentials } from '@sealift/registry/credentials';
import type { Login } from '@sealift/tools/docker-config';
import type { Inputs } from './inputs.ts';

type LoginInputs = Pick<
  Inputs,
  'registry' | 'username' | 'password' | 'token' | 'tags' | 'cacheFrom' | 'cacheTo'
>;

/**
 * Registries that the given user name and password are for. They are sent nowhere else.
 * @throws Failure `build-push/no-registry` when a login is given and no registry
 */
export function ownRegistries(inputs: LoginInputs): ReadonlySet<string> {
  if (inputs.registry !== undefined) return new Set([inputs.registry.toLowerCase()]);
  const registries = new Set([
    ...inputs.tags.map(({ registry }) => registry),
    ...[...inputs.cacheFrom, ...inputs.cacheTo].flatMap(cacheRegistry),
  ]);
  if (inputs.username !== undefined && registries.size === 0)
    throw configurationFailure({
      code: 'build-push/no-registry',
      cause: '"username" and "password" are given, but no registry to use them for.',
      remedy: 'Name it in "registry".',
    });
  return registries;
}

/** `type=registry,ref=ghcr.io/acme/shop:cache`, or the reference alone. */
function cacheRegistry(option: string): readonly string[] {
  const fields = option.split(',').map((field) => field.trim());
  const reference = option.includes('=')
    ? fields.includes('type=registry') && fields.find((field) => field.startsWith('ref='))?.slice(4)
    : option;
  if (!reference) return [];
  try {
    return [parseImageReference(reference).registry];
  } catch {
    // Docker Hub's short names: buildx knows what they mean, and no login of ours is for them.
    return [];
  }
}

/** Logins for buildx's configuration. The machine's own are in it already. */
export async function buildLogins(
  inputs: LoginInputs,
  dependencies: Pick<Runtime, 'env' | 'log'>,
): Promise<ReadonlyMap<string, Login>> {
  const logins = new Map<string, Login>();
  const { username, password, token } = inputs;
  if (token !== undefined) {
    const login = await registryCredentials('ghcr.io', { token }, dependencies);
    if (login !== undefined) logins.set('ghcr.io', { ...login, weak: true });
  }
  if (username !== undefined && password !== undefined)
    for (const registry of ownRegistries(inputs)) logins.set(registry, { username, password });
  for (const login of logins.values()) maskCredentials(login, dependencies.log);
  return logins;
}

/** Credentials for the push. */
export const pushCredentials =
  (inputs: LoginInputs, dependencies: Pick<Runtime, 'env' | 'log'>) =>
  (registry: string): Promise<Credentials | undefined> => {
    const { username, password, token } = inputs;
    const own = ownRegistries(inputs).has(registry) ? { username, password } : {};
    return registryCredentials(registry, { token, ...own }, dependencies);
  };
