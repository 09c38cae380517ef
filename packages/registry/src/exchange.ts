/** One HTTP exchange with a registry: login, redirects, time limits, network errors. Retries stand above it. */
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { type Authorizer, createAuthorizer, type TokenRequest } from './auth.ts';
import type { Credentials } from './credentials.ts';
import { apiRepository, apiRoot, resolveLocation } from './endpoint.ts';
import { exhausted, type Operation } from './failures.ts';
import { isTransientStatus, parseRetryAfter, type RetryPolicy, Transient, withRetries } from './retry.ts';
import { repositoryScope, type Scopes } from './scope.ts';

export type ExchangeOptions = {
  readonly credentials: (registry: string) => Promise<Credentials | undefined> | Credentials | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'info' | 'secret'>;
  readonly signal?: AbortSignal | undefined;
  readonly policy: RetryPolicy;
  readonly random: () => number;
};

export type Request = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Beyond the repository's own, e.g. to mount from another one. */
  readonly scopes?: Scopes;
  /** Sends the request in another way than by fetch, as the upload of a file does. */
  readonly send?: (url: URL, headers: Record<string, string>, signal: AbortSignal) => Promise<Response>;
};

export type Exchange = {
  /**
   * Sends a request, with a fresh token after a 401.
   * @throws Transient on a network error or a status that may pass
   */
  send(operation: Operation, request: Request): Promise<Response>;
  /** Repeats `attempt` while it throws Transient. @throws Failure `remote` when no attempt is left */
  retrying<T>(operation: Operation, attempt: (previous: Transient | undefined) => Promise<T>): Promise<T>;
};

/** Milliseconds for a request without a file, with its answer. */
const REQUEST_TIMEOUT = 60_000;
/** Milliseconds for the upload of one file; one that does not move at all is ended much earlier. */
const UPLOAD_TIMEOUT = 60 * 60_000;
const MAX_REDIRECTS = 5;

export function createExchange(options: ExchangeOptions): Exchange {
  const { clock, log, policy, random, signal } = options;

  const retrying: Exchange['retrying'] = (operation, attempt) =>
    withRetries(
      {
        clock,
        policy,
        random,
        signal,
        onRetry: (failure, delay) =>
          log.info(`${operation.what}: ${failure.message}; trying again in ${(delay / 1000).toFixed(1)} s`),
        giveUp: (failure, attempts) => exhausted(operation, failure.message, attempts),
      },
      async (previous) => {
        if (signal?.aborted) throw cancelled(operation);
        try {
          return await attempt(previous);
        } catch (error) {
          if (signal?.aborted) throw cancelled(operation);
          throw error;
        }
      },
    );

  /** Without login and redirects. */
  const transmit = async (request: Request, url: URL, headers: Record<string, string>): Promise<Response> => {
    const limit = AbortSignal.timeout(request.send === undefined ? REQUEST_TIMEOUT : UPLOAD_TIMEOUT);
    const stop = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    try {
      if (request.send !== undefined) return await request.send(url, headers, stop);
      return await options.fetch(url.href, {
        method: request.method,
        headers,
        redirect: 'manual',
        signal: stop,
        // A copy, for the type: fetch wants bytes that are not shared between threads.
        ...(request.body === undefined ? {} : { body: new Uint8Array(request.body) }),
      });
    } catch (error) {
      throw networkError(url, error);
    }
  };

  const requestToken: TokenRequest = (operation, url, headers) =>
    retrying(operation, async () => {
      const response = await transmit({ method: 'GET', url }, url, {
        accept: 'application/json',
        ...headers,
      });
      await throwTransient(response, url, clock);
      return { status: response.status, text: await readText(response, url) };
    });

  const authorizer: Authorizer = createAuthorizer({
    credentials: options.credentials,
    request: requestToken,
    clock,
    log,
  });

  return {
    retrying,
    async send(operation, request) {
      const scopes = new Map([
        ...repositoryScope(apiRepository(operation.image), operation.access),
        ...(request.scopes ?? []),
      ]);
      const { origin } = apiRoot(operation.image.registry);
      let url = request.url;
      for (let redirects = 0, logins = 0; ; ) {
        // What another host answers with, it gets no login for: the address itself is the permission there.
        const own = url.origin === origin;
        const authorization = own ? await authorizer.header(operation, scopes) : undefined;
        const response = await transmit(request, url, {
          ...request.headers,
          ...(authorization === undefined ? {} : { authorization }),
        });
        log.debug(`${request.method} ${url.origin}${url.pathname} → ${response.status}`);
        if (response.status === 401 && own && logins < 2) {
          logins++;
          const again = await authorizer.challenged(operation, scopes, response, authorization);
          if (again) {
            await discard(response);
            continue;
          }
        }
        const location = response.headers.get('location');
        const redirected = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
        if (redirected && (request.method === 'GET' || request.method === 'HEAD')) {
          await discard(response);
          if (++redirects > MAX_REDIRECTS) throw redirectLoop(operation);
          url = resolveLocation(url, location);
          continue;
        }
        await throwTransient(response, url, clock);
        return response;
      }
    },
  };
}

/** Frees the connection of an answer that nobody reads. */
export const discard = async (response: Response): Promise<void> => {
  await response.body?.cancel().catch(() => {});
};

async function throwTransient(response: Response, url: URL, clock: Clock): Promise<void> {
  if (!isTransientStatus(response.status)) return;
  await discard(response);
  throw new Transient(`${url.host} answered ${response.status}`, {
    after: parseRetryAfter(response.headers.get('retry-after'), clock.now()),
    ambiguous: response.status >= 500,
  });
}

/** Bytes of an answer, no more than `limit`. @throws Transient when the connection ends early */
export async function readBytes(
  response: Response,
  url: URL,
  limit: number,
  tooLarge: () => Failure,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > limit) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw networkError(url, error);
  }
  if (length > limit) throw tooLarge();
  return Buffer.concat(chunks);
}

/** Text of an answer's beginning, for JSON that is small. */
export async function readText(response: Response, url: URL): Promise<string> {
  const bytes = await readBytes(response, url, 256 * 1024, () =>
    remoteFailure({
      cause: `${url.host} answered with far more text than expected.`,
      remedy: 'Check that the address is that of a registry.',
    }),
  );
  return Buffer.from(bytes).toString('utf8');
}

const TLS_CODES =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** What a failed fetch or socket means: passing trouble, or a certificate that will not become valid. */
export function networkError(url: URL, error: unknown): unknown {
  if (error instanceof Transient || (error instanceof Error && error.name === 'Failure')) return error;
  const code = errorCode(error);
  if (TLS_CODES.test(code))
    return configurationFailure({
      cause: `No protected connection to ${url.host}: ${code}.`,
      remedy:
        'Check the host name; behind a private certificate authority, set NODE_EXTRA_CA_CERTS to its certificate file.',
      error,
    });
  return new Transient(`${url.host} could not be reached or ended the connection (${code})`, {
    ambiguous: true,
    error,
  });
}

function errorCode(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof AggregateError && inner.errors.length > 0) return errorCode(inner.errors[0]);
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    if (inner.name === 'TimeoutError') return 'no answer in time';
  }
  return error instanceof Error ? error.message : String(error);
}

const cancelled = (operation: Operation): Failure =>
  remoteFailure({
    cause: `The ${operation.what} was cancelled.`,
    remedy: 'Run the job again; what is uploaded already is kept and skipped.',
  });

const redirectLoop = (operation: Operation): Failure =>
  remoteFailure({
    cause: `${operation.image.registry} redirected the ${operation.what} more than ${MAX_REDIRECTS} times.`,
    remedy: 'Ask the operator of the registry.',
  });
