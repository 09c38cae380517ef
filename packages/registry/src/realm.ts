/**
 * Which token service a registry may send a credential to. The address of the service (`realm`) is text in a
 * response, so a credential follows it only where the registry's own operator answers:
 *
 * 1. over https; over http only from a loopback registry to a loopback realm, and
 * 2. on the registry's host, on a parent of it (registry.gitlab.com → gitlab.com), on a sibling below the same
 *    registrable domain (registry-1.docker.io → auth.docker.io), or where a known registry keeps its token service.
 *
 * Registrable domains are those of the public suffix list, with its private part: names below github.io belong to
 * strangers. The rule may refuse a rare honest registry; it does not send a credential to a stranger.
 */
import { isLoopbackHost } from '@sealift/net/loopback';

/** Suffix of the registry's host → host of its token service, where the two have no domain in common. */
const KNOWN: ReadonlyMap<string, string> = new Map([['.scw.cloud', 'api.scaleway.com']]);

/** Registries of many customers, each on a name of its own below one domain, which the list does not say of them. */
const RENTED: readonly string[] = [
  'amazonaws.com',
  'azure.com',
  'azurecontainerapps.io',
  'azurecr.io',
  'azurewebsites.net',
  'cloudapp.net',
  'jfrog.io',
  'pkg.dev',
  'scw.cloud',
  'windows.net',
];

/** True when a credential of the registry may be sent to the realm. Hosts as in URLs, without port. */
export async function mayReceiveCredential(registry: URL, realm: URL): Promise<boolean> {
  const own = registry.hostname;
  const other = realm.hostname;
  if (realm.username !== '' || realm.password !== '') return false;
  if (realm.protocol !== 'https:') return isLoopbackHttp(registry, realm);
  if (own === other || areLoopback(registry, realm)) return true;
  for (const [suffix, host] of KNOWN) if (own.endsWith(suffix) && other === host) return true;
  const domain = await registrableDomain(own);
  return domain !== undefined && domain === (await registrableDomain(other));
}

/** True when the realm may be asked at all, even without a credential. */
export const mayBeAsked = (registry: URL, realm: URL): boolean =>
  realm.protocol === 'https:'
    ? !isLoopbackHost(realm.hostname) || isLoopbackHost(registry.hostname)
    : realm.username === '' && realm.password === '' && isLoopbackHttp(registry, realm);

const areLoopback = (registry: URL, realm: URL): boolean =>
  isLoopbackHost(registry.hostname) && isLoopbackHost(realm.hostname);

const isLoopbackHttp = (registry: URL, realm: URL): boolean =>
  realm.protocol === 'http:' && areLoopback(registry, realm);

/** `docker.io` of `auth.docker.io`; undefined for an address, a public suffix, and names that are rented out. */
async function registrableDomain(host: string): Promise<string | undefined> {
  // Most registries answer for their own tokens; the others wait for 0.2 MB of names to be read.
  const { getDomain } = await import('tldts');
  const domain = getDomain(host, { allowPrivateDomains: true });
  return domain === null || RENTED.some((rented) => `.${domain}`.endsWith(`.${rented}`)) ? undefined : domain;
}
