/**
 * Which user name and password a registry gets. Each source is bound to its registry: a GitHub token goes to ghcr.io
 * and nowhere else, and an entry of Docker's config.json only to the host that it names.
 */

import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { canonicalRegistry } from '@sealift/core/image/docker-hub';
import * as v from 'valibot';

export type Credentials = { readonly username: string; readonly password: string };

export type CredentialSources = {
  /** Host and optional port, as in image references. */
  readonly registry: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** A GitHub token: used for ghcr.io alone. */
  readonly token?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * In this order: the given user name and password; for ghcr.io the GitHub token; Docker's config.json
 * (`$DOCKER_CONFIG` or `~/.docker`); nothing, which means anonymous.
 * @throws Failure `configuration` on half a login, an unreadable config.json or a credential helper
 */
export async function resolveCredentials(sources: CredentialSources): Promise<Credentials | undefined> {
  const { registry, username, password, token, env } = sources;
  if (username !== undefined && password !== undefined) return { username, password };
  if (username !== undefined || password !== undefined)
    throw configurationFailure({
      code: 'registry/bad-login',
      cause: `A registry ${username === undefined ? 'password' : 'user name'} is given without the ${username === undefined ? 'user name' : 'password'}.`,
      remedy: 'Give both "username" and "password", or neither.',
    });
  if (registry === 'ghcr.io' && token !== undefined)
    return { username: env['GITHUB_ACTOR'] || 'x-access-token', password: token };
  return fromDockerConfig(registry, env);
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

const Entry = v.object({
  auth: v.optional(v.string()),
  username: v.optional(v.string()),
  password: v.optional(v.string()),
  identitytoken: v.optional(v.string()),
});
type Entry = v.InferOutput<typeof Entry>;

// https://docs.docker.com/reference/cli/docker/login/#credential-stores
const DockerConfig = v.object({
  auths: v.optional(v.record(v.string(), Entry)),
  credHelpers: v.optional(v.record(v.string(), v.string())),
  credsStore: v.optional(v.string()),
});

async function fromDockerConfig(
  registry: string,
  env: CredentialSources['env'],
): Promise<Credentials | undefined> {
  const folder = env['DOCKER_CONFIG'] || path.join(env['HOME'] || os.homedir(), '.docker');
  const file = path.join(folder, 'config.json');
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw configurationFailure({
      code: 'registry/bad-login',
      cause: `Docker's ${file} cannot be read: ${error.message}.`,
      remedy: 'Make it readable, or give "username" and "password".',
      error,
    });
  });
  if (content === undefined) return undefined;
  const { auths = {}, credHelpers = {}, credsStore } = parseDockerConfig(file, content);

  const wanted = canonicalRegistry(registry);
  const named = (key: string) => canonicalRegistry(hostOfKey(key)) === wanted;
  const helper = Object.entries(credHelpers).find(([key]) => named(key))?.[1];
  const entries = Object.entries(auths).filter(([key]) => named(key));
  for (const [, entry] of entries) {
    const credentials = helper === undefined ? fromEntry(file, registry, entry) : undefined;
    if (credentials !== undefined) return credentials;
  }
  // "docker login" leaves an empty entry behind when a credential store holds the password.
  const store = helper ?? (entries.length > 0 ? credsStore : undefined);
  if (store !== undefined)
    throw configurationFailure({
      code: 'registry/bad-login',
      cause: `The login for ${registry} is kept by the credential helper "docker-credential-${store}", which Sealift does not run.`,
      remedy: `Give "username" and "password", or log in with a ${file} that has neither "credsStore" nor "credHelpers".`,
    });
  return undefined;
}

function parseDockerConfig(file: string, content: string): v.InferOutput<typeof DockerConfig> {
  const wrong = (reason: string) =>
    configurationFailure({
      code: 'registry/bad-login',
      cause: `Docker's ${file} is malformed: ${reason}.`,
      remedy: 'Log in again with "docker login", or give "username" and "password".',
    });
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    // The parser's message quotes the file, which holds passwords.
    throw wrong('it is not JSON');
  }
  const result = v.safeParse(DockerConfig, json);
  if (result.success) return result.output;
  throw wrong(`"${v.getDotPath(result.issues[0]) ?? 'the document'}" has the wrong type`);
}

/** `https://index.docker.io/v1/` → `index.docker.io` */
const hostOfKey = (key: string): string =>
  key
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase();

function fromEntry(file: string, registry: string, entry: Entry): Credentials | undefined {
  if (entry.identitytoken)
    throw configurationFailure({
      code: 'registry/bad-login',
      cause: `The login for ${registry} in ${file} is an identity token, which Sealift does not exchange.`,
      remedy: 'Log in with a user name and a password or access token.',
    });
  if (entry.username && entry.password) return { username: entry.username, password: entry.password };
  if (!entry.auth) return undefined;
  const decoded = Buffer.from(entry.auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = decoded.indexOf(':');
  if (colon > 0 && colon < decoded.length - 1)
    return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
  throw configurationFailure({
    code: 'registry/bad-login',
    cause: `The "auth" of ${registry} in ${file} is not a base64 "user:password".`,
    remedy: 'Log in again with "docker login", or give "username" and "password".',
  });
}
