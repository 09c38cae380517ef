/**
 * HTTP requests to registries: login, redirects, time limits, retries. What is asked for, and what an answer means,
 * stands in requests/.
 */
import { fullRepository } from '@sealift/core/image/docker-hub';
import type { Clock, Log } from '@sealift/core/log';
import { discard } from '@sealift/net/body';
import { startDeadline } from '@sealift/net/deadline';
import { type Repeat, type RetryPolicy, retry } from '@sealift/net/retry';
import { readText, throwTransient } from './answer.ts';
import { type Authorizer, createAuthorizer, type TokenRequest } from './auth.ts';
import { apiRoot, resolveLocation } from './endpoint.ts';
import {
  brokenConnection,
  cancelled,
  exhausted,
  type Operation,
  parseErrors,
  redirectLoop,
  refusedLogin,
} from './failures.ts';
import type { Credentials } from './login.ts';
import { repositoryScope, type Scopes } from './scope.ts';
import type { BlobSender } from './sender.ts';

export const RETRY_POLICY: RetryPolicy = {
  attempts: 6,
  firstPause: 500,
  maxPause: 20_000,
  maxRetryAfter: 15 * 60_000,
  total: 15 * 60_000,
};

/** What it takes to send a request, without login. */
type Transport = {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'info' | 'secret'>;
  readonly signal: AbortSignal | undefined;
  readonly policy: RetryPolicy;
  readonly random: () => number;
};

/** To any number of registries, with the logins and tokens that are known so far. */
export type Connection = Transport & {
  readonly authorizer: Authorizer;
  readonly sendBlob: BlobSender;
};

export type ConnectionOptions = Transport & {
  readonly credentials: (registry: string) => Promise<Credentials | undefined> | Credentials | undefined;
  readonly sendBlob: BlobSender;
};

export type Request = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** What comes back may be a file, which takes longer. */
  readonly large?: true;
  /** Beyond the repository's own, e.g. to mount from another one. */
  readonly scopes?: Scopes;
  /** Sends the request in another way than by fetch, as the upload of a file does. */
  readonly send?: (url: URL, headers: Record<string, string>, signal: AbortSignal) => Promise<Response>;
};

/** Milliseconds for a request without a file, with its answer. */
const REQUEST_TIMEOUT = 60_000;
/** Milliseconds for the transfer of one file; one that does not move at all is ended much earlier. */
const TRANSFER_TIMEOUT = 60 * 60_000;
const MAX_REDIRECTS = 5;

export function createConnection({ credentials, sendBlob, ...transport }: ConnectionOptions): Connection {
  const authorizer = createAuthorizer({
    credentials,
    clock: transport.clock,
    log: transport.log,
    request: (...request) => requestToken(transport, ...request),
  });
  return { ...transport, authorizer, sendBlob };
}

/**
 * Repeats `attempt` while it throws what {@link transientError} makes, as {@link send} does.
 * @param repeat whether an attempt that may have succeeded can be followed by another
 * @throws Failure `remote` when no attempt is left or the job is cancelled
 */
export const retrying = <T>(
  { policy, clock, log, random, signal }: Transport,
  operation: Operation,
  attempt: () => Promise<T>,
  repeat: Repeat<T> = 'safe',
): Promise<T> =>
  retry(
    {
      what: operation.what,
      policy,
      clock,
      log,
      random,
      signal,
      repeat,
      fail: (end) =>
        end.why === 'cancelled'
          ? cancelled(operation, end.error)
          : exhausted(operation, end.transient.reason, end.attempts, end.error),
    },
    attempt,
  );

/** {@link follow}, for a request whose answer names no place. */
export const send = async (
  connection: Connection,
  operation: Operation,
  request: Request,
): Promise<Response> => (await follow(connection, operation, request)).response;

/**
 * Sends a request, with a fresh token after a 401, and goes where it is sent on to. The login goes to the registry's own
 * host alone.
 * @returns the answer, and the address that gave it: what it names is relative to that
 * @throws a TransientError on a network error or a status that may pass; Failure `configuration` on a connection that
 *   will not become good, or a login that is refused
 */
export async function follow(
  connection: Connection,
  operation: Operation,
  request: Request,
): Promise<{ readonly response: Response; readonly url: URL }> {
  const scopes = new Map([
    ...repositoryScope(fullRepository(operation.image), operation.access),
    ...(request.scopes ?? []),
  ]);
  const { origin } = apiRoot(operation.image.registry);
  let url = request.url;
  for (let redirects = 0; ; redirects += 1) {
    // What another host answers with, it gets no login for: the address itself is the permission there.
    const response =
      url.origin === origin
        ? await sendWithLogin(connection, operation, scopes, request, url)
        : await transmit(connection, request, url, {});
    const next = redirection(request, response, url);
    if (next === undefined) {
      await throwTransient(response, url, operation, connection.clock);
      return { response, url };
    }
    await discard(response);
    if (redirects === MAX_REDIRECTS) throw redirectLoop(operation, MAX_REDIRECTS);
    url = next;
  }
}

/** Twice at most: a token may be missing first and refused then. */
const MAX_LOGINS = 2;

async function sendWithLogin(
  connection: Connection,
  operation: Operation,
  scopes: Scopes,
  request: Request,
  url: URL,
): Promise<Response> {
  const { authorizer } = connection;
  for (let logins = 0; ; logins += 1) {
    const authorization = await authorizer.header(operation, scopes);
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const response = await transmit(connection, request, url, headers);
    if (response.status !== 401 || logins === MAX_LOGINS) return response;
    if (!(await authorizer.challenged(operation, scopes, response, authorization))) {
      const user = await authorizer.refusedUser(operation, authorization);
      if (user === undefined) return response;
      throw refusedLogin(operation, user, parseErrors(await readText(response, url)));
    }
    await discard(response);
  }
}

/** RFC 9110 section 15.4: only these two keep the method and the body of a write. */
const KEEPING = [307, 308];
const READS: readonly string[] = ['GET', 'HEAD'] satisfies readonly Request['method'][];

function redirection({ method }: Request, response: Response, url: URL): URL | undefined {
  const location = response.headers.get('location');
  const followed = READS.includes(method) ? [301, 302, 303, ...KEEPING] : KEEPING;
  if (location === null || !followed.includes(response.status)) return undefined;
  return resolveLocation(url, location);
}

/** Without login and redirects. */
async function transmit(
  { fetch, log, signal }: Transport,
  request: Request,
  url: URL,
  login: Readonly<Record<string, string>>,
): Promise<Response> {
  const isLarge = request.send !== undefined || request.large === true;
  const deadline = startDeadline(isLarge ? TRANSFER_TIMEOUT : REQUEST_TIMEOUT, signal);
  const headers = { ...request.headers, ...login };
  const answer =
    request.send?.(url, headers, deadline.signal) ??
    fetch(url.href, {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: deadline.signal,
      // A copy, for the type: fetch wants bytes that are not shared between threads.
      ...(request.body === undefined ? {} : { body: new Uint8Array(request.body) }),
    });
  const response = await answer.catch((error: unknown) => {
    throw brokenConnection(url, error);
  });
  log.debug(`${request.method} ${url.origin}${url.pathname} → ${response.status}`);
  return response;
}

const requestToken = (
  transport: Transport,
  ...[operation, url, { headers, form }]: Parameters<TokenRequest>
): ReturnType<TokenRequest> =>
  retrying(transport, operation, async () => {
    const request: Request = {
      method: form === undefined ? 'GET' : 'POST',
      url,
      headers: { accept: 'application/json', ...headers },
      ...(form === undefined ? {} : { body: new TextEncoder().encode(form.toString()) }),
    };
    const response = await transmit(transport, request, url, {});
    await throwTransient(response, url, operation, transport.clock);
    return { status: response.status, text: await readText(response, url) };
  });
