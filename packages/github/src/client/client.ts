/** The one way to GitHub's REST and GraphQL APIs: deadlines, retries that never repeat a write blindly, failures that name the cause. */
import { Octokit } from '@octokit/core';
import type { Endpoints } from '@octokit/types';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import * as v from 'valibot';
import { explain, GitHubFailure } from './github-failure.ts';
import { graphAddress, readGraphAnswer } from './graphql.ts';
import { backoff, decide, MAX_RETRIES, type Repeat } from './retry.ts';

export type GitHubClientOptions = {
  /** Installation token, `GITHUB_TOKEN`, personal token, or the JWT of an App. Registered as secret here. */
  readonly token: string;
  /** `GITHUB_API_URL`: https://api.github.com, or https://HOST/api/v3 of an Enterprise Server. */
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'info' | 'warning' | 'secret'>;
  readonly signal?: AbortSignal;
};

type CallOptions<Schema extends v.GenericSchema> = {
  /** What the answer must look like; fields that are not named are dropped. */
  readonly answer: Schema;
  /** Default: `safe` for GET, HEAD and queries, `ask` for all others. */
  readonly repeat?: Repeat;
  /**
   * For `ask`: finds out whether the write happened although no good answer came. Gives what it would have answered,
   * or undefined when it did not happen; then it is sent again.
   */
  readonly happened?: () => Promise<v.InferOutput<Schema> | undefined>;
  /** The permission that the route needs, e.g. `contents: write`, for answers that do not say so. */
  readonly permission?: string;
  /** Milliseconds for one attempt, the body of the answer included. Default 30 s. */
  readonly deadline?: number;
};

export type RequestOptions<
  Route extends keyof Endpoints,
  Schema extends v.GenericSchema,
> = CallOptions<Schema> & {
  /** Path, query and body fields, by GitHub's names. */
  readonly parameters: Endpoints[Route]['parameters'];
};

/** One query or mutation, checked against GitHub's published schema by a test. */
export type Operation = { readonly name: string; readonly document: string };

export type GraphOptions<Schema extends v.GenericSchema> = CallOptions<Schema> & {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whom the messages are about. */
  readonly repository: { readonly owner: string; readonly repo: string };
};

export type GitHubClient = {
  /**
   * @throws GitHubFailure with the status; `applied: 'unknown'` means that a write may have happened although no
   * good answer came: ask before repeating it
   */
  request<Route extends keyof Endpoints, Schema extends v.GenericSchema>(
    route: Route,
    options: RequestOptions<Route, Schema>,
  ): Promise<v.InferOutput<Schema>>;
  /**
   * The `data` of an answer without errors: a part of what was asked for is never used.
   * @throws GitHubFailure as from {@link request}, with the status that the REST API has for such an error
   */
  graphql<Schema extends v.GenericSchema>(
    operation: Operation,
    options: GraphOptions<Schema>,
  ): Promise<v.InferOutput<Schema>>;
};

const DEADLINE = 30_000;
/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';

/** @throws Failure `configuration` when the token is empty or the address is not one of a GitHub API */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { clock, log, signal } = options;
  if (options.token === '')
    throw configurationFailure({
      cause: 'There is no token for the GitHub API.',
      remedy: 'Give an App id with its private key, or a token.',
    });
  log.secret(options.token);
  const api = parseApiUrl(options.apiUrl);
  const octokit = new Octokit({
    auth: options.token,
    baseUrl: api.href.replace(/\/$/, ''),
    userAgent: 'sealift',
    request: { fetch: options.fetch },
    log: {
      debug: (message: string) => log.debug(message),
      info: (message: string) => log.debug(message),
      warn: (message: string) => log.debug(message),
      error: (message: string) => log.debug(message),
    },
  });

  const send = async (route: string, fields: Readonly<Record<string, unknown>>, deadline: number) => {
    const limits = [AbortSignal.timeout(deadline), ...(signal === undefined ? [] : [signal])];
    const response = await octokit.request(route, {
      ...fields,
      headers: { 'x-github-api-version': API_VERSION },
      request: { signal: AbortSignal.any(limits) },
    });
    log.debug(`${route} answered ${response.status}`);
    // Octokit hands over what could not be read as JSON as text.
    if (typeof response.data === 'string' && response.data !== '') throw new Error('the answer is not JSON');
    if (response.data === '' && response.status !== 204) throw new Error('the answer is cut off');
    return { data: response.data as unknown, headers: response.headers };
  };

  const sleep = (milliseconds: number) =>
    clock.sleep(milliseconds, signal).catch((woken: unknown) => {
      throw cancelled(woken);
    });

  async function perform<Schema extends v.GenericSchema>(
    attempt: (deadline: number) => Promise<unknown>,
    call: { readonly name: string; readonly repository: string | undefined; readonly repeat: Repeat },
    { answer, permission, deadline = DEADLINE, happened }: CallOptions<Schema>,
  ): Promise<v.InferOutput<Schema>> {
    const { name, repository, repeat } = call;
    for (let retries = 0; ; retries += 1) {
      const outcome = await attempt(deadline).then(
        (data) => ({ data }),
        (error: unknown) => ({ error }),
      );
      if ('data' in outcome) return parseAnswer(answer, outcome.data, name, api.host);
      if (signal?.aborted) throw cancelled(outcome.error);
      const now = clock.now();
      const decision = decide({ error: outcome.error, repeat, retries, now });
      if (decision.again) {
        const seconds = Math.ceil(decision.wait / 1000);
        log.info(`${name}: ${decision.reason}; trying again in ${seconds} s (${retries + 1}).`);
        await sleep(decision.wait);
        continue;
      }
      const failure = explain({
        error: outcome.error,
        route: name,
        repository,
        permission,
        host: api.host,
        applied: decision.applied,
        rateLimited: decision.rateLimited,
        now,
      });
      if (failure.applied === 'no' || happened === undefined || retries >= MAX_RETRIES) throw failure;
      log.info(`${name}: ${failure.message} Asking whether it was done.`);
      await sleep(backoff(retries));
      const found = await happened();
      if (found !== undefined) return found;
    }
  }

  const graphRoute = `POST ${graphAddress(api)}`;
  return {
    request(route, { parameters, ...options }) {
      const fields: Readonly<Record<string, unknown>> = { ...parameters };
      const repeat = options.repeat ?? (/^(?:GET|HEAD) /.test(route) ? 'safe' : 'ask');
      const attempt = async (deadline: number) => (await send(route, fields, deadline)).data;
      return perform(attempt, { name: route, repository: repositoryOf(fields), repeat }, options);
    },
    graphql({ name, document }, { variables, repository, ...options }) {
      const repeat = options.repeat ?? (/^\s*query\b/.test(document) ? 'safe' : 'ask');
      const fields = { query: document, variables, operationName: name };
      const attempt = async (deadline: number) => {
        const { data, headers } = await send(graphRoute, fields, deadline);
        return readGraphAnswer(data, headers, name);
      };
      return perform(
        attempt,
        { name, repository: `${repository.owner}/${repository.repo}`, repeat },
        options,
      );
    },
  };
}

/** The answer, or undefined when GitHub says 404. */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (failure) {
    if (failure instanceof GitHubFailure && failure.status === 404) return undefined;
    throw failure;
  }
}

function parseAnswer<Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  route: string,
  host: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  throw remoteFailure({
    cause: `${host} answered ${route} with something else than GitHub documents: ${v.flatten(result.issues).root?.[0] ?? result.issues[0].message} at "${v.getDotPath(result.issues[0]) ?? ''}".`,
    remedy: 'Check that the address is that of a GitHub API and that no proxy changes its answers.',
  });
}

const repositoryOf = ({ owner, repo }: Readonly<Record<string, unknown>>): string | undefined =>
  typeof owner === 'string' && typeof repo === 'string' ? `${owner}/${repo}` : undefined;

const cancelled = (error: unknown) =>
  remoteFailure({ cause: 'The job was cancelled.', remedy: 'Run it again.', error });

function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url !== undefined && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url !== undefined && (url.protocol === 'https:' || (loopback && url.protocol === 'http:'))) return url;
  throw configurationFailure({
    cause: `"${text}" is not the address of a GitHub API.`,
    remedy: 'Use an https address such as https://api.github.com or https://HOST/api/v3.',
  });
}
