import type { Runtime } from '@sealift/action-kit/action';
import { givenLogins, maskCredentials, registryCredentials } from '@sealift/action-kit/registry-login';
import { configurationFailure } from '@sealift/core/failure';
import { canonicalRegistry } from '@sealift/core/image/docker-hub';
import { parseImageReference } from '@sealift/core/image/reference';
import type { Credentials } from '@sealift/registry/login';
import type { Login } from '@sealift/tools/docker-config';
import type { Exec } from '@sealift/tools/exec';
import type { Inputs } from './inputs.ts';

type LoginInputs = Pick<
  Inputs,
  | 'registry'
  | 'username'
  | 'password'
  | 'registryAuths'
  | 'token'
  | 'tags'
  | 'untagged'
  | 'cacheFrom'
  | 'cacheTo'
>;

type LoginDependencies = Pick<Runtime, 'env' | 'log' | 'signal'> & { readonly exec: Exec };

/**
 * The registry that the given user name and password are for: the named one, else that of the tags, else that of the
 * caches. They are sent nowhere else. Undefined without a login.
 * @throws Failure `build-push/no-registry` when it could be none or several
 */
export function ownRegistry(inputs: LoginInputs): string | undefined {
  if (inputs.username === undefined) return undefined;
  if (inputs.registry !== undefined) return canonicalRegistry(inputs.registry.toLowerCase());
  const goals = [...inputs.tags, ...inputs.untagged];
  const tags = new Set(goals.map(({ registry }) => canonicalRegistry(registry)));
  const caches = new Set([...inputs.cacheFrom, ...inputs.cacheTo].flatMap(cacheRegistry));
  const registries = [...(tags.size > 0 ? tags : caches)];
  const [only, ...others] = registries;
  if (only !== undefined && others.length === 0) return only;
  throw configurationFailure({
    code: 'build-push/no-registry',
    cause:
      only === undefined
        ? '"username" and "password" are given, but no registry to use them for.'
        : `"username" and "password" are of one registry, and ${registries.join(', ')} are named.`,
    remedy: 'Name theirs in "registry", and give the logins to others in "registry-auths".',
  });
}

/** `type=registry,ref=ghcr.io/acme/shop:cache`, or the reference alone. */
function cacheRegistry(option: string): readonly string[] {
  const fields = option.split(',').map((field) => field.trim());
  const reference = option.includes('=')
    ? fields.includes('type=registry') && fields.find((field) => field.startsWith('ref='))?.slice(4)
    : option;
  if (!reference) return [];
  try {
    return [canonicalRegistry(parseImageReference(reference).registry)];
  } catch {
    // Docker Hub's short names: buildx knows what they mean, and no login of ours is for them.
    return [];
  }
}

/** Logins for buildx's configuration. The machine's own are in it already. */
export async function buildLogins(
  inputs: LoginInputs,
  dependencies: LoginDependencies,
): Promise<ReadonlyMap<string, Login>> {
  const logins = new Map<string, Login>();
  const { username, password, token } = inputs;
  if (token !== undefined) {
    const login = await registryCredentials('ghcr.io', { token }, dependencies);
    if (login !== undefined) logins.set('ghcr.io', { ...login, weak: true });
  }
  for (const [registry, login] of await givenLogins(inputs, dependencies.log)) logins.set(registry, login);
  const own = ownRegistry(inputs);
  if (own !== undefined && username !== undefined && password !== undefined)
    logins.set(own, { username, password });
  for (const login of logins.values()) maskCredentials(login, dependencies.log);
  return logins;
}

/**
 * Logins for the push, by registry: looked up before the build, so that an hour of building does not end with a login
 * that cannot be used.
 * @throws Failure `build-push/no-registry`, `registry/bad-login`
 */
export async function pushCredentials(
  inputs: LoginInputs & Pick<Inputs, 'push'>,
  dependencies: LoginDependencies,
): Promise<ReadonlyMap<string, Credentials>> {
  const own = ownRegistry(inputs);
  const logins = new Map<string, Credentials>();
  if (!inputs.push) return logins;
  const { username, password, registryAuths, token } = inputs;
  for (const registry of new Set([...inputs.tags, ...inputs.untagged].map((image) => image.registry))) {
    const given = canonicalRegistry(registry) === own ? { username, password } : {};
    const login = await registryCredentials(registry, { registryAuths, token, ...given }, dependencies);
    if (login !== undefined) logins.set(registry, login);
  }
  return logins;
}
