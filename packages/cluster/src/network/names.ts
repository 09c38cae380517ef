/** Names of Services: https://github.com/kubernetes/dns/blob/master/docs/specification.md, A records alone. */
import type { Answer } from './dns-message.ts';

/** Addresses by name (`api.shop-prod.svc.cluster.local`). */
export type Names = Readonly<Record<string, readonly string[]>>;

export const DOMAIN = 'cluster.local';

/** Names outside the cluster's domain are nobody's here: a rehearsal asks no one outside. */
export function lookUp(names: Names, name: string): Answer {
  if (name !== DOMAIN && !name.endsWith(`.${DOMAIN}`)) return undefined;
  const addresses = Object.hasOwn(names, name) ? names[name] : undefined;
  if (addresses !== undefined) return { addresses };
  // A name with names below it exists, too: RFC 8020.
  return Object.keys(names).some((known) => known.endsWith(`.${name}`)) ? { addresses: [] } : 'no such name';
}
