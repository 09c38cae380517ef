/**
 * OIDC tokens of the job. Not by @actions/core, which asks without a deadline and cannot be cancelled.
 * https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { askOnce } from '@sealift/net/ask';
import { networkError } from '@sealift/net/network-error';
import { type RetryPolicy, retry } from '@sealift/net/retry';

export type OidcDependencies = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'secret'>;
  readonly signal: AbortSignal;
};

const POLICY: RetryPolicy = {
  attempts: 5,
  firstPause: 750,
  maxPause: 12_000,
  maxRetryAfter: 60_000,
  total: 5 * 60_000,
};
/** Milliseconds of one attempt. */
const DEADLINE = 10_000;
/** Bytes. A token has some 2 kB. */
const MAX_ANSWER = 64 * 1024;

/**
 * A fresh token for `audience`, registered as secret.
 * @throws Failure `configuration` without `id-token: write`; `remote` when the service gives none
 */
export async function requestIdToken(audience: string, dependencies: OidcDependencies): Promise<string> {
  const { env, clock, log, signal } = dependencies;
  const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (!address || !bearer)
    throw configurationFailure({
      code: 'action/id-token-permission',
      cause: 'This job cannot get an OIDC token: it lacks the permission "id-token: write".',
      remedy:
        'Add "id-token: write" to the permissions of this job and, for a reusable workflow, of the calling job.',
    });
  log.secret(bearer);
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  const failed = (reason: string, error?: unknown): Failure =>
    remoteFailure({
      code: 'action/id-token',
      cause: `GitHub gave this job no OIDC token: ${reason}.`,
      remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
      error,
    });
  const token = await retry(
    {
      what: 'OIDC token',
      policy: POLICY,
      clock,
      // Nobody needs to know while the next attempt works.
      log: { info: (line) => log.debug(line) },
      signal,
      fail: (end) =>
        failed(end.why === 'cancelled' ? 'the job was cancelled' : end.transient.reason, end.error),
    },
    () => ask(url, bearer, dependencies, failed),
  );
  log.secret(token);
  return token;
}

/** @throws a TransientError when another attempt may work; what `failed` makes otherwise */
async function ask(
  url: URL,
  bearer: string,
  dependencies: OidcDependencies,
  failed: (reason: string, error?: unknown) => Failure,
): Promise<string> {
  const init = {
    headers: { authorization: `Bearer ${bearer}`, accept: 'application/json; api-version=2.0' },
  };
  const { status, text } = await askOnce(
    { url, init, deadline: DEADLINE, limit: MAX_ANSWER, called: (code) => `HTTP ${code}` },
    dependencies,
  ).catch((error: unknown) => {
    const broken = networkError(error);
    throw broken === undefined ? error : failed(broken.code, error);
  });
  if (status !== 200) throw failed(`HTTP ${status}`);
  const token = tokenIn(text);
  if (token === undefined) throw failed('the answer holds no token');
  return token;
}

function tokenIn(text: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const token = typeof json === 'object' && json !== null && 'value' in json ? json.value : undefined;
  // A line break in it would end up in a header.
  return typeof token === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? token : undefined;
}
