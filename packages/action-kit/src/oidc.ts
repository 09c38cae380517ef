/**
 * OIDC tokens of the job. Not by @actions/core: it asks without a deadline, and brings an HTTP client with it that is as
 * large as everything else in a bundle.
 * https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';

export type OidcSeams = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'secret'>;
  readonly signal: AbortSignal;
};

const ATTEMPTS = 5;
/** Milliseconds before the second attempt; doubled each time. */
const FIRST_PAUSE = 500;
/** Milliseconds of one attempt. */
const DEADLINE = 10_000;

/**
 * A fresh token for `audience`, registered as secret.
 * @throws Failure `configuration` without `id-token: write`; `remote` when the service gives none
 */
export async function requestIdToken(audience: string, seams: OidcSeams): Promise<string> {
  const { env, clock, log, signal } = seams;
  const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (!address || !bearer)
    throw configurationFailure({
      cause: 'This job cannot get an OIDC token: it lacks the permission "id-token: write".',
      remedy:
        'Add "id-token: write" to the permissions of this job and, for a reusable workflow, of the calling job.',
    });
  log.secret(bearer);
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(url, bearer, seams);
    if ('token' in answer) {
      log.secret(answer.token);
      return answer.token;
    }
    if (!answer.retryable || attempt === ATTEMPTS || signal.aborted)
      throw remoteFailure({
        cause: `GitHub gave this job no OIDC token: ${answer.reason}.`,
        remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
        error: answer.error,
      });
    log.debug(`OIDC token, attempt ${attempt}: ${answer.reason}`);
    await clock.sleep(FIRST_PAUSE * 2 ** (attempt - 1) * (1 + Math.random() / 2), signal);
  }
}

type Answer =
  | { readonly token: string }
  | { readonly reason: string; readonly retryable: boolean; readonly error?: unknown };

async function ask(url: URL, bearer: string, { fetch, signal }: OidcSeams): Promise<Answer> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${bearer}`, accept: 'application/json; api-version=2.0' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]),
    });
    const { status } = response;
    const retryable = status === 408 || status === 429 || status >= 500;
    if (status !== 200) {
      await response.body?.cancel();
      return { reason: `HTTP ${status}`, retryable };
    }
    const json: unknown = await response.json();
    const token = typeof json === 'object' && json !== null && 'value' in json ? json.value : undefined;
    // A line break in it would end up in a header.
    return typeof token === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
      ? { token }
      : { reason: 'the answer holds no token', retryable: false };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), retryable: true, error };
  }
}
