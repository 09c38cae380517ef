import type { Clock } from '@sealift/core/log';
import { ApiError } from './api-error.ts';
import type { Caller } from './call.ts';

export type Meter = {
  /** @throws ApiError 403 when the caller has used up its hour */
  count(caller: Caller): void;
  headers(caller: Caller): Record<string, string>;
  limits(caller: Caller): {
    readonly limit: number;
    readonly remaining: number;
    readonly reset: number;
    readonly used: number;
  };
};

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const LIMITS = { job: 1_000, installation: 5_000, user: 5_000, app: 5_000, anonymous: 60 } as const;
const HOUR = 3_600_000;

const kindOf = (caller: Caller): keyof typeof LIMITS =>
  caller.kind === 'token' ? caller.principal.kind : caller.kind;

/** GITHUB_TOKEN counts per repository, an installation and a person for all their tokens, the anonymous by address. */
const keyOf = (caller: Caller): string => {
  if (caller.kind === 'app') return `app ${caller.app.id}`;
  if (caller.kind === 'anonymous') return 'anonymous';
  const { kind, account, owner, repositories } = caller.principal;
  return kind === 'job' ? `job ${[...repositories].join()}` : `${kind} ${account.login} ${owner}`;
};

/** Primary rate limits. The secondary ones depend on load: they come only as injected faults. */
export function createMeter(clock: Pick<Clock, 'now'>, resource: 'core' | 'graphql' = 'core'): Meter {
  const windows = new Map<string, { used: number; readonly reset: number }>();
  const windowOf = (caller: Caller) => {
    const key = keyOf(caller);
    const known = windows.get(key);
    if (known !== undefined && known.reset > clock.now()) return known;
    const fresh = { used: 0, reset: clock.now() + HOUR };
    windows.set(key, fresh);
    return fresh;
  };
  const limits: Meter['limits'] = (caller) => {
    const { used, reset } = windowOf(caller);
    const limit = LIMITS[kindOf(caller)];
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(reset / 1_000) };
  };
  return {
    count: (caller) => {
      if (limits(caller).remaining === 0)
        throw new ApiError(403, 'API rate limit exceeded. Please wait a few minutes before you try again.');
      windowOf(caller).used += 1;
    },
    limits,
    headers: (caller) => {
      const { limit, used, remaining, reset } = limits(caller);
      return {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(reset),
        'x-ratelimit-resource': resource,
      };
    },
  };
}
