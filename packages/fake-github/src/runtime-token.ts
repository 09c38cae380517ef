/** ACTIONS_RUNTIME_TOKEN: what a job shows to the artifact service. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CacheScope } from './caches/scopes.ts';

export type RuntimeTokens = {
  /** @param from @param until milliseconds since the epoch */
  sign(
    ids: { readonly run: string; readonly job: string; readonly scopes: readonly CacheScope[] },
    from: number,
    until: number,
  ): string;
  /** The ids in a token of ours that is still good at `now`. */
  read(token: string, now: number): { readonly run: string; readonly job: string } | undefined;
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param issuer for the claim `iss` */
export function createRuntimeTokens(issuer: string): RuntimeTokens {
  const secret = randomBytes(32);
  const signature = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    sign: ({ run, job, scopes }, from, until) => {
      const issued = Math.floor(from / 1_000);
      const claims = {
        scp: `Actions.Results:${run}:${job}`,
        // JSON within JSON; clients of the cache service refuse a token without it.
        ac: JSON.stringify(scopes.map(({ ref, permission }) => ({ Scope: ref, Permission: permission }))),
        iss: issuer,
        iat: issued,
        nbf: issued - 300,
        exp: Math.floor(until / 1_000),
      };
      const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
      return `${text}.${signature(text)}`;
    },
    read: (token, now) => {
      const [head = '', body = '', sign = ''] = token.split('.');
      const expected = Buffer.from(signature(`${head}.${body}`));
      const given = Buffer.from(sign);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      // Its own signature: the shape is known.
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { scp: string; exp: number };
      const [, run = '', job = ''] = claims.scp.split(':');
      return claims.exp * 1_000 > now ? { run, job } : undefined;
    },
  };
}
