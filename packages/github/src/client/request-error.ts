/** What octokit's errors say: an answer with a status, or none. */
import { RequestError } from '@octokit/request-error';
import type { ResponseHeaders } from '@octokit/types';
import { type NetworkError, networkError } from '@sealift/net/network-error';

/** The status of GitHub's answer; undefined when none came, for which octokit says 500. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof RequestError && error.response !== undefined ? error.status : undefined;

export const headersOf = (error: unknown): ResponseHeaders =>
  error instanceof RequestError ? (error.response?.headers ?? {}) : {};

/** Why no answer came; undefined when one did, or when the error has nothing to do with the network. */
export function networkProblem(error: unknown): NetworkError | undefined {
  if (!(error instanceof RequestError)) return networkError(error);
  return error.response === undefined ? networkError(error.cause) : undefined;
}
