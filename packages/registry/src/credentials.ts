/**
 * Which user name and password a registry gets. Each source is bound to its registry: a GitHub token goes to ghcr.io
 * and nowhere else, and an entry of Docker's config.json only to the host that it names.
 */

import { configurationFailure } from '@sealift/core/failure';
import { canonicalRegistry } from '@sealift/core/image/docker-hub';
import { type DockerLogin, dockerConfigFile, readDockerConfig } from './docker-config-file.ts';

export type Password = { readonly username: string; readonly password: string };
/** A token that the registry's token service exchanges, as `docker login` keeps it for Azure's registry and others. */
export type IdentityToken = { readonly username: string; readonly identityToken: string };
export type Credentials = Password | IdentityToken;

/** What of a login nobody may see. */
export const secretOf = (login: Credentials): string =>
  'password' in login ? login.password : login.identityToken;

/** `user:password` in base64, as HTTP and Docker's configuration carry it; an identity token is no password. */
export const basicLogin = (login: Credentials): string =>
  Buffer.from(`${login.username}:${'password' in login ? login.password : ''}`).toString('base64');

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

async function fromDockerConfig(
  registry: string,
  env: CredentialSources['env'],
): Promise<Credentials | undefined> {
  const config = await readDockerConfig(env);
  if (config === undefined) return undefined;
  const file = dockerConfigFile(env);
  const { auths = {}, credHelpers = {}, credsStore } = config;

  const wanted = canonicalRegistry(registry);
  const named = (key: string) => canonicalRegistry(hostOfKey(key)) === wanted;
  const helper = Object.entries(credHelpers).find(([key]) => named(key))?.[1];
  const entries = Object.entries(auths).filter(([key]) => named(key));
  for (const [, entry] of entries) {
    const credentials = helper ? undefined : fromEntry(file, registry, entry);
    if (credentials !== undefined) return credentials;
  }
  // "docker login" leaves an empty entry behind when a credential store holds the password; a helper without a name
  // turns the store off.
  const store = helper ?? (entries.length > 0 ? credsStore : undefined);
  if (store)
    throw configurationFailure({
      code: 'registry/bad-login',
      cause: `The login for ${registry} is kept by the credential helper "docker-credential-${store}", which Sealift does not run.`,
      remedy: `Give "username" and "password", or log in with a ${file} that has neither "credsStore" nor "credHelpers".`,
    });
  return undefined;
}

/** `https://index.docker.io/v1/` → `index.docker.io` */
const hostOfKey = (key: string): string =>
  key
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase();

/** @throws Failure `registry/bad-login` */
function fromEntry(file: string, registry: string, entry: DockerLogin): Credentials | undefined {
  const { username, password } = entry.auth ? decodeAuth(file, registry, entry.auth) : entry;
  if (entry.identitytoken)
    return { username: username || NOBODY, identityToken: singleLine(file, registry, entry.identitytoken) };
  if (username && password) return { username, password };
  if (!entry.auth) return undefined;
  throw malformedLogin(file, registry, 'is not a base64 "user:password"');
}

/** For whom docker keeps a token without a name. */
const NOBODY = '<token>';

function decodeAuth(file: string, registry: string, auth: string): Password {
  const bytes = Buffer.from(auth, 'base64');
  // Old clients filled it up with zeros.
  const decoded = bytes.toString('utf8', 0, bytes.findLastIndex((byte) => byte !== 0) + 1);
  const colon = decoded.indexOf(':');
  if (colon > 0) return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
  throw malformedLogin(file, registry, 'is not a base64 "user:password"');
}

/** It becomes a form field, and a mask of the log. */
function singleLine(file: string, registry: string, token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw malformedLogin(file, registry, 'is an identity token with other characters than a token has');
}

const malformedLogin = (file: string, registry: string, what: string) =>
  configurationFailure({
    code: 'registry/bad-login',
    cause: `The login of ${registry} in ${file} ${what}.`,
    remedy: 'Log in again with "docker login", or give "username" and "password".',
  });
