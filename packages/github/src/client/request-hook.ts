/**
 * Stands between octokit and the network: each request gets a deadline, is sent again when that is harmless, and ends in
 * a failure that names its cause. Octokit's retry and throttling plugins repeat every 5xx, writes included, and sleep by
 * the wall clock; see docs/decisions/github-client.md.
 */
import type { Octokit } from '@octokit/rest';
import { Failure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { readBody } from '@sealift/net/body';
import { startDeadline } from '@sealift/net/deadline';
import { type Repeat, type RetryEnd, retry, transientError } from '@sealift/net/retry';
import { explain } from './github-failure.ts';
import { readGraphAnswer } from './graphql.ts';
import { policyOf, type RequestPolicy } from './policy.ts';
import { networkProblem, statusOf } from './request-error.ts';
import { RETRY_POLICY, rateLimitPause, transientOf } from './transient.ts';

/** `(request, options) => response`, as octokit's hooks are: `request` sends, and may be called more than once. */
export type RequestHook = Parameters<typeof Octokit.prototype.hook.wrap<'request'>>[1];
type Send = Parameters<RequestHook>[0];
type Options = Parameters<RequestHook>[1];
type Response = Awaited<ReturnType<Send>>;

export type HookDependencies = {
  /** Of the API, for messages. */
  readonly host: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
  readonly signal?: AbortSignal;
  /** From 0 to 1. Default: Math.random. */
  readonly random?: () => number;
};

/** One request, with all that is needed to send it again or to say why not. */
type Call = {
  /** `METHOD /path/{with}/{placeholders}`, or the name of the GraphQL operation. */
  readonly name: string;
  /** `owner/name`, when the request is about a repository. */
  readonly repository: string | undefined;
  readonly read: boolean;
  readonly policy: RequestPolicy;
};

const DEADLINE = 30_000;
/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';

/**
 * The hook throws GitHubFailure with the status; `applied: 'unknown'` means that a write may have happened although no
 * good answer came: ask before repeating it.
 */
export const createRequestHook =
  (dependencies: HookDependencies): RequestHook =>
  async (send, options) => {
    const call = describeCall(options);
    const { clock, signal, random, log } = dependencies;
    try {
      return await retry<Response>(
        {
          what: call.name,
          policy: RETRY_POLICY,
          clock,
          log,
          signal,
          ...(random === undefined ? {} : { random }),
          repeat: repeatOf(call, log),
          classify: (error) => transientOf(error, clock.now()),
          fail: (end) => failureOf(end, call, dependencies),
        },
        () => attempt(send, options, call, signal),
      );
    } catch (error) {
      // Anything else is a mistake of ours, and must not look like one of GitHub's.
      const known = statusOf(error) !== undefined || networkProblem(error) !== undefined;
      if (error instanceof Failure || !known) throw error;
      const applied = networkProblem(error)?.kind === 'headers' && !call.read ? 'unknown' : 'no';
      throw describeFailure(error, applied, call, dependencies);
    }
  };

function describeCall(options: Options): Call {
  const policy = policyOf(options);
  const { method, url, owner, repo } = options;
  const { operation } = policy;
  if (operation !== undefined) {
    const read = /^\s*query\b/.test(String(options['query']));
    return { name: operation.name, repository: operation.repository, read, policy };
  }
  return {
    name: `${method} ${url}`,
    repository: typeof owner === 'string' && typeof repo === 'string' ? `${owner}/${repo}` : undefined,
    read: method === 'GET' || method === 'HEAD',
    policy,
  };
}

async function attempt(
  send: Send,
  options: Options,
  { name, policy }: Call,
  cancelled: AbortSignal | undefined,
): Promise<Response> {
  const { deadline = DEADLINE, maxBytes, operation } = policy;
  // Octokit's own hooks read this object, whatever is handed to `send`. It is made for each request; what lies in it is not.
  options.headers = { ...options.headers, 'x-github-api-version': API_VERSION };
  options.request = {
    ...options.request,
    signal: startDeadline(deadline, cancelled).signal,
    ...(maxBytes === undefined ? {} : { parseSuccessResponseBody: false }),
  };
  const response = await send(options);
  const { data, status, headers } = response;
  if (maxBytes !== undefined)
    return { ...response, data: await readBody(new globalThis.Response(data), maxBytes) };
  // Octokit hands over what could not be read as JSON as text, and nothing at all when the connection broke.
  if (data === '' && status !== 204) throw cutOff('the answer is cut off');
  if (typeof data === 'string' && data !== '') throw cutOff('the answer is not JSON');
  return operation === undefined
    ? response
    : { ...response, data: { data: readGraphAnswer(data, headers, name) } };
}

const cutOff = (reason: string) => transientError({ reason, applied: 'unknown' });

function repeatOf({ name, read, policy }: Call, log: Pick<Log, 'info'>): Repeat<Response> {
  const { happened, operation } = policy;
  if ((policy.repeat ?? (read ? 'safe' : 'ask')) === 'safe') return 'safe';
  if (happened === undefined) return 'unless-sent';
  return {
    happened: async () => {
      log.info(`${name}: asking whether it was done.`);
      const found = await happened();
      if (found === undefined) return undefined;
      const data = operation === undefined ? found : { data: found };
      return { value: { status: 200, url: '', headers: {}, data } };
    },
  };
}

function failureOf(end: RetryEnd, call: Call, dependencies: HookDependencies): Failure {
  if (end.why === 'cancelled')
    return remoteFailure({
      code: 'github/cancelled',
      cause: 'The job was cancelled.',
      remedy: 'Run it again.',
      error: end.error,
    });
  return describeFailure(end.error, call.read ? 'no' : end.transient.applied, call, dependencies);
}

const describeFailure = (
  error: unknown,
  applied: 'no' | 'unknown',
  { name, repository, policy }: Call,
  { host, clock }: HookDependencies,
): Failure =>
  explain({
    error,
    route: name,
    repository,
    permission: policy.permission,
    host,
    applied,
    rateLimited: rateLimitPause(error, clock.now()) !== undefined,
    now: clock.now(),
  });
