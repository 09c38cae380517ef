/** Tokens of a registry for scopes, as the token protocol has them: https://distribution.github.io/distribution/spec/auth/token/ */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Actions by the name of a repository. */
export type Access = ReadonlyMap<string, ReadonlySet<string>>;

export type Tokens<Grant> = {
  /** Every token that was given. */
  readonly given: readonly string[];
  give(grant: Grant): string;
  /** Undefined for a token that was never given, and for one that has ended. */
  grantOf(token: string): Grant | undefined;
  /** Those that were given so far are good no longer, as after the hours that the service gives them. */
  end(ends?: (grant: Grant) => boolean): void;
};

/** @param prefix how tokens of that service begin */
export function createTokens<Grant>(prefix: string): Tokens<Grant> {
  const grants = new Map<string, Grant>();
  const ended = new Set<string>();
  return {
    get given() {
      return [...grants.keys()];
    },
    give(grant) {
      const token = `${prefix}${randomBytes(48).toString('base64url')}`;
      grants.set(token, grant);
      return token;
    },
    grantOf: (token) => (ended.has(token) ? undefined : grants.get(token)),
    end(ends = () => true) {
      for (const [token, grant] of grants) if (ends(grant)) ended.add(token);
    },
  };
}

/** Of `repository:<name>:<action>,<action>`, any number of them in each text. */
export function accessOf(scopes: readonly string[]): Access {
  const access = new Map<string, Set<string>>();
  for (const scope of scopes.flatMap((text) => text.split(' '))) {
    const [, name = '', actions = ''] = /^repository:(.+):([a-z,*]+)$/.exec(scope) ?? [];
    if (name !== '') access.set(name, new Set([...(access.get(name) ?? []), ...actions.split(',')]));
  }
  return access;
}

/** What a request needs to be allowed. */
export const actionOf = ({ method }: IncomingMessage): string =>
  method === 'GET' || method === 'HEAD' ? 'pull' : method === 'DELETE' ? 'delete' : 'push';

export const bearerOf = ({ headers }: IncomingMessage): string =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';

export function basicOf({ headers }: IncomingMessage): { readonly user: string; readonly password: string } {
  const [, encoded = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { user: text.slice(0, Math.max(colon, 0)), password: text.slice(colon + 1) };
}
