/**
 * Logins to several registries in one input, in one of the two forms that people have at hand: the list of
 * docker/login-action's `registry-auth`, or the `auths` of Docker's config.json. Each goes to its own registry alone.
 */
import { quietYaml } from '@sealift/core/config/quiet-yaml';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { DOCKER_HUB } from '@sealift/core/image/docker-hub';
import * as v from 'valibot';
import { DockerLoginSchema } from './docker-config-file.ts';
import { fromDockerEntry, registryOfKey } from './docker-entry.ts';
import { isEcr } from './ecr-host.ts';
import type { Credentials } from './login.ts';

/** Characters. */
const MAX_LENGTH = 256 * 1024;
const PLACE = '"registry-auths"';

const Entry = v.strictObject({
  registry: v.optional(v.string(), DOCKER_HUB),
  username: v.pipe(v.string(), v.nonEmpty()),
  password: v.pipe(v.string(), v.nonEmpty()),
});
const AuthsSchema = v.strictObject({ auths: v.record(v.string(), DockerLoginSchema) });

/**
 * Logins by registry. What is wrong is said without a word of the text: it is all secrets.
 * @throws Failure `registry/bad-login`
 */
export async function parseRegistryAuths(text: string): Promise<ReadonlyMap<string, Credentials>> {
  if (text.length > MAX_LENGTH) throw malformed(`has more than ${MAX_LENGTH} characters`);
  const value = await quietYaml(text, (reason) => malformed(`cannot be read: ${reason}`));
  const found = Array.isArray(value) ? fromList(value) : fromAuths(value);
  const logins = new Map<string, Credentials>();
  for (const [registry, login] of found) {
    if (logins.has(registry)) throw malformed(`names the registry ${registry} twice`);
    if (isEcr(registry) && 'username' in login && login.username !== 'AWS')
      throw malformed(
        `has a login for ${registry} with another user than "AWS"`,
        'That registry takes no access keys: let the action "login" make a login with them, or with the role "aws-role".',
      );
    logins.set(registry, login);
  }
  return logins;
}

const fromList = (list: readonly unknown[]): readonly (readonly [string, Credentials])[] =>
  list.map((item, index) => {
    const result = v.safeParse(Entry, item);
    if (!result.success)
      throw malformed(`has no "registry", "username" and "password" in entry ${index + 1}`);
    const { registry, username, password } = result.output;
    return [requireHost(registry), { username, password }];
  });

function fromAuths(value: unknown): readonly (readonly [string, Credentials])[] {
  const result = v.safeParse(AuthsSchema, value);
  if (!result.success)
    throw malformed('is neither a list of logins nor an object with "auths" and nothing else');
  return Object.entries(result.output.auths).map(([key, entry]) => {
    const registry = requireHost(key);
    const login = fromDockerEntry(entry, { registry, place: PLACE });
    if (login !== undefined) return [registry, login];
    throw malformed(`has no login for ${registry}, only an empty entry`);
  });
}

/** It stands in messages: a password in its place must not. */
function requireHost(key: string): string {
  const registry = registryOfKey(key);
  if (/^[a-z0-9.-]+(?::[0-9]{1,5})?$/.test(registry) || /^\[[0-9a-f:]+\](?::[0-9]{1,5})?$/.test(registry))
    return registry;
  throw malformed('names a registry that is not a host');
}

const FORMS =
  'Give a list of "registry", "username" and "password", as for docker/login-action, or the "auths" of a Docker config.json; other keys are not read.';

const malformed = (what: string, remedy: string = FORMS): Failure =>
  configurationFailure({ code: 'registry/bad-login', cause: `The input ${PLACE} ${what}.`, remedy });
