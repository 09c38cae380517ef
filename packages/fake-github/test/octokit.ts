/** The stand-in with the client that most of its users have. */
import { Octokit as Core } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { restEndpointMethods } from '@octokit/plugin-rest-endpoint-methods';
import type { GitHubOptions } from '../src/github.ts';
import { type StandIn as Bare, startStandIn as startBare } from '../src/stand-in.ts';

const RestOctokit = Core.plugin(restEndpointMethods, paginateRest);
export type Octokit = InstanceType<typeof RestOctokit>;
export type StandIn = Bare & { octokit(token?: string): Octokit };

export async function startStandIn(options: Partial<GitHubOptions> = {}): Promise<StandIn> {
  const standIn = await startBare(options);
  return {
    ...standIn,
    octokit: (token) =>
      new RestOctokit({
        baseUrl: standIn.urls.api,
        ...(token === undefined ? {} : { auth: token }),
        log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
        request: { retries: 0 },
      }),
  };
}

/** Status and body of an error that Octokit throws. */
export async function failureOf(work: Promise<unknown>): Promise<{
  status: number;
  message: string;
  data: { message: string; errors?: unknown[]; documentation_url?: string };
  headers: Record<string, string>;
}> {
  try {
    await work;
  } catch (error) {
    const { status, response, message } = error as {
      status: number;
      message: string;
      response: { data: { message: string }; headers: Record<string, string> };
    };
    return { status, message, data: response.data, headers: response.headers };
  }
  throw new Error('it succeeded');
}
