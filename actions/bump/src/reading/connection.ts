/** Clients for the ops repository and for the source of the releases. */
import { createAppToken } from '@sealift/github/client/app-token';
import { createGitHubClient, type GitHubClient } from '@sealift/github/client/client';
import type { Inputs } from '../inputs.ts';
import type { ImageDependencies } from './images.ts';

export type Connection = {
  readonly client: GitHubClient;
  /** Reads the repository that the releases come from; undefined without a token for it. */
  readonly source: GitHubClient | undefined;
};

/** @throws Failure `github/…` when the App gets no token */
export async function connect(
  inputs: Pick<Inputs, 'credentials' | 'repository' | 'pullRequest' | 'githubToken'>,
  options: ImageDependencies & { readonly apiUrl: string },
): Promise<Connection> {
  const token = await opsToken(inputs, options);
  return {
    client: createGitHubClient({ ...options, token }),
    source:
      inputs.githubToken === undefined
        ? undefined
        : createGitHubClient({ ...options, token: inputs.githubToken }),
  };
}

async function opsToken(
  { credentials, repository, pullRequest }: Pick<Inputs, 'credentials' | 'repository' | 'pullRequest'>,
  options: ImageDependencies & { readonly apiUrl: string },
): Promise<string> {
  if (credentials.kind === 'token') return credentials.token;
  return createAppToken({
    ...options,
    ...credentials,
    repository,
    permissions: {
      contents: 'write',
      pull_requests: 'write',
      ...(pullRequest.teamReviewers.length === 0 ? {} : { members: 'read' }),
    },
  });
}
