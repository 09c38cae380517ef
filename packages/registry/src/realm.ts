/**
 * Which token service a registry may send a credential to. The address of the service (`realm`) is text in a
 * response, so a credential follows it only where the registry's own operator answers:
 *
 * 1. over https; over http only from a loopback registry to a loopback realm, and
 * 2. on the registry's host, on a parent of it (registry.gitlab.com → gitlab.com), on a sibling below the same
 *    registrable domain (registry-1.docker.io → auth.docker.io), or where a known registry keeps its token service.
 *
 * Without a public suffix list, a two-label parent counts as a registrable domain unless it looks like a public
 * suffix (co.uk) or is a domain that rents out names below it. The rule may refuse a rare honest registry; it does
 * not send a credential to a stranger.
 */
import { isLoopbackHost } from '@sealift/net/loopback';

/** Suffix of the registry's host → host of its token service, where the two have no domain in common. */
const KNOWN: ReadonlyMap<string, string> = new Map([['.scw.cloud', 'api.scaleway.com']]);

const RENTED = new Set([
  'amazonaws.com',
  'azurecr.io',
  'azurewebsites.net',
  'cloudfront.net',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'jfrog.io',
  'netlify.app',
  'ngrok.io',
  'onrender.com',
  'pages.dev',
  'pkg.dev',
  'run.app',
  'scw.cloud',
  'vercel.app',
  'workers.dev',
]);

/** True when a credential of the registry may be sent to the realm. Hosts as in URLs, without port. */
export function mayReceiveCredential(registry: URL, realm: URL): boolean {
  const own = registry.hostname;
  const other = realm.hostname;
  const loopback = isLoopbackHost(own) && isLoopbackHost(other);
  if (realm.username !== '' || realm.password !== '') return false;
  if (realm.protocol !== 'https:') return realm.protocol === 'http:' && loopback;
  if (own === other || loopback) return true;
  if (isAddress(own) || isAddress(other)) return false;
  for (const [suffix, host] of KNOWN) if (own.endsWith(suffix) && other === host) return true;
  const domain = registrableDomain(own);
  return domain !== undefined && domain === registrableDomain(other);
}

/** True when the realm may be asked at all, even without a credential. */
export const mayBeAsked = (registry: URL, realm: URL): boolean =>
  realm.protocol === 'https:'
    ? !isLoopbackHost(realm.hostname) || isLoopbackHost(registry.hostname)
    : mayReceiveCredential(registry, realm);

const isAddress = (host: string): boolean => host.startsWith('[') || /^[0-9.]+$/.test(host);

function registrableDomain(host: string): string | undefined {
  const labels = host.split('.');
  const two = labels.slice(-2).join('.');
  if (labels.length < 2 || RENTED.has(two)) return undefined;
  const [second = '', top = ''] = labels.slice(-2);
  if (top.length === 2 && (second.length <= 3 || COUNTRY_SECOND_LEVEL.has(second)))
    return labels.length > 2 ? labels.slice(-3).join('.') : undefined;
  return two;
}

/** Longer second-level names under country codes that registrars sell below. */
const COUNTRY_SECOND_LEVEL = new Set(['govt', 'info', 'asso', 'firm', 'school', 'police', 'store', 'name']);
