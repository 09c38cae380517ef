/** The one way to GitHub's REST and GraphQL APIs: octokit, with deadlines, retries and failures by our own hook. */
import { Octokit } from '@octokit/rest';
import { configurationFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { isLoopbackHost } from '@sealift/net/loopback';
import { createRequestHook } from './request-hook.ts';

export type GitHubClientOptions = {
  /** Installation token, `GITHUB_TOKEN`, personal token, or the JWT of an App. Registered as secret here. */
  readonly token: string;
  /** `GITHUB_API_URL`: https://api.github.com, or https://HOST/api/v3 of an Enterprise Server. */
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'info' | 'warning' | 'secret'>;
  readonly signal?: AbortSignal;
  /** From 0 to 1, for pauses. Default: Math.random. */
  readonly random?: () => number;
};

/**
 * Octokit's own methods. What a request needs beside its fields goes into `request: policy({ … })`; what an answer
 * decides goes through parseAnswer; GraphQL goes through runOperation.
 * Every method throws GitHubFailure, see request-hook.ts.
 */
export type GitHubClient = Pick<Octokit, 'rest' | 'paginate' | 'graphql'>;

/** @throws Failure `configuration` when the token is empty or the address is not one of a GitHub API */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { token, log, fetch } = options;
  if (token === '')
    throw configurationFailure({
      code: 'github/no-token',
      cause: 'There is no token for the GitHub API.',
      remedy: 'Give an App id with its private key, or a token.',
    });
  log.secret(token);
  const api = parseApiUrl(options.apiUrl);
  const octokitLog = createOctokitLog(log);
  const octokit = new Octokit({
    auth: token,
    baseUrl: api.href.replace(/\/$/, ''),
    userAgent: 'sealift',
    request: { fetch, log: octokitLog },
    log: octokitLog,
  });
  octokit.hook.wrap('request', createRequestHook({ ...options, host: api.host }));
  return octokit;
}

/** One line for each attempt, with GitHub's id of the request. Failures are reported by the hook, once. */
function createOctokitLog({ debug }: Pick<Log, 'debug'>) {
  const line = (message: string) => debug(message);
  // Octokit's own debug lines hand over the whole request, its token included.
  return { debug: () => {}, info: line, warn: line, error: line };
}

function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url?.protocol === 'http:' && isLoopbackHost(url.hostname);
  if (url !== undefined && (url.protocol === 'https:' || loopback)) return url;
  throw configurationFailure({
    code: 'github/bad-address',
    cause: `"${text}" is not the address of a GitHub API.`,
    remedy: 'Use an https address such as https://api.github.com or https://HOST/api/v3.',
  });
}
