import type { Account } from './identity.ts';
import { randomText } from './identity.ts';
import type { Grant } from './permissions.ts';
import type { Origin } from './records.ts';

/** Whoever stands behind a credential. */
export type Principal = {
  /** `job`: a run's GITHUB_TOKEN · `installation`: an App in some repositories · `user`: a fine-grained personal token. */
  readonly kind: 'job' | 'installation' | 'user';
  readonly account: Account;
  readonly grant: Grant;
  /** The repositories that the token was made for, by id. */
  readonly repositories: ReadonlySet<number>;
  /** The only owner below whose name packages may be written. */
  readonly owner: string;
  readonly origin: Origin;
};

export type Tokens = {
  /** @param expires milliseconds since the epoch */
  issue(prefix: 'ghs_' | 'github_pat_', principal: Principal, expires: number): string;
  find(token: string): Principal | undefined;
  revoke(matches: (principal: Principal) => boolean): void;
};

/** Nothing in a rehearsal needs as many; the oldest go first. */
const KEPT = 5_000;

export function createTokens(now: () => number): Tokens {
  const known = new Map<string, { readonly principal: Principal; readonly expires: number }>();
  return {
    issue: (prefix, principal, expires) => {
      for (const [token, entry] of known) if (entry.expires <= now()) known.delete(token);
      for (const token of known.keys()) {
        if (known.size < KEPT) break;
        known.delete(token);
      }
      const token = `${prefix}${randomText(36)}`;
      known.set(token, { principal, expires });
      return token;
    },
    find: (token) => {
      const entry = known.get(token);
      return entry !== undefined && entry.expires > now() ? entry.principal : undefined;
    },
    revoke: (matches) => {
      for (const [token, { principal }] of known) if (matches(principal)) known.delete(token);
    },
  };
}

/** The secret of an Authorization header: bearer and token as REST uses them, basic as git and registries do. */
export function credentialOf(header: string | undefined): string | undefined {
  const [, scheme = '', value = ''] = /^\s*(\S+)\s+(.+?)\s*$/.exec(header ?? '') ?? [];
  if (/^(?:bearer|token)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const password = colon === -1 ? '' : text.slice(colon + 1);
  // A token may stand in the place of the user.
  return password === '' || password === 'x-oauth-basic'
    ? text.slice(0, colon === -1 ? undefined : colon)
    : password;
}
