/** What stands in an entry of `auths` in Docker's configuration. */
import { configurationFailure } from '@sealift/core/failure';
import { canonicalRegistry } from '@sealift/core/image/docker-hub';
import type { DockerLogin } from './docker-config-file.ts';
import { type Credentials, NOBODY, type Password } from './login.ts';

/** Of the entry's own registry alone. @param place where it stands, for messages */
export type EntryPlace = { readonly registry: string; readonly place: string };

/** `https://index.docker.io/v1/` → `docker.io` */
export const registryOfKey = (key: string): string =>
  canonicalRegistry(
    key
      .replace(/^https?:\/\//, '')
      .replace(/\/.*$/, '')
      .toLowerCase(),
  );

/**
 * The login of an entry; undefined for one that is empty, as docker leaves it when a credential store holds the password.
 * @throws Failure `registry/bad-login`
 */
export function fromDockerEntry(entry: DockerLogin, at: EntryPlace): Credentials | undefined {
  // The registry's own token is used as it is, by docker and by crane, whatever stands beside it.
  if (entry.registrytoken) return { registryToken: requireToken(entry.registrytoken, 'registry', at) };
  const { username, password } = entry.auth ? decodeAuth(entry.auth, at) : entry;
  if (entry.identitytoken)
    return {
      username: username || NOBODY,
      identityToken: requireToken(entry.identitytoken, 'identity', at),
    };
  if (username && password) return { username, password };
  if (!entry.auth) return undefined;
  throw malformedLogin('is not a base64 "user:password"', at);
}

function decodeAuth(auth: string, at: EntryPlace): Password {
  const bytes = Buffer.from(auth, 'base64');
  // Old clients filled it up with zeros.
  const decoded = bytes.toString('utf8', 0, bytes.findLastIndex((byte) => byte !== 0) + 1);
  const colon = decoded.indexOf(':');
  if (colon > 0) return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
  throw malformedLogin('is not a base64 "user:password"', at);
}

/** It becomes a header or a form field, and a mask of the log. */
export function requireToken(token: string, kind: 'identity' | 'registry', at: EntryPlace): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw malformedLogin(
    `is ${kind === 'identity' ? 'an identity' : 'a registry'} token with characters that no token has`,
    at,
  );
}

const malformedLogin = (what: string, { registry, place }: EntryPlace) =>
  configurationFailure({
    code: 'registry/bad-login',
    cause: `The login of ${registry} in ${place} ${what}.`,
    remedy: 'Log in again with "docker login", or give "username" and "password".',
  });
