/** Clients for the ops repository and for the source of the releases. */
import type { Runtime } from '@sealift/action-kit/action';
import { createGitHubClient, type GitHubClient } from '@sealift/github/client/client';
import { openRepositoryToken } from '@sealift/github/client/repository-token';
import type { Inputs } from '../inputs.ts';
import type { ImageDependencies } from './images.ts';

export type Connection = {
  readonly client: GitHubClient;
  /** Reads the repository that the releases come from; undefined without a token for it. */
  readonly source: GitHubClient | undefined;
  /** Ends what was opened for this run; never throws. */
  readonly close: () => Promise<void>;
};

/** @throws Failure `github/…` when the App gets no token */
export async function connect(
  inputs: Pick<Inputs, 'credentials' | 'repository' | 'pullRequest' | 'githubToken'>,
  options: ImageDependencies & { readonly apiUrl: string; readonly state?: Runtime['state'] },
): Promise<Connection> {
  const { token, revoke } = await openRepositoryToken(
    {
      ...inputs,
      permissions: {
        contents: 'write',
        pull_requests: 'write',
        ...(inputs.pullRequest.teamReviewers.length === 0 ? {} : { members: 'read' }),
      },
    },
    options,
  );
  return {
    close: revoke,
    client: createGitHubClient({ ...options, token }),
    source:
      inputs.githubToken === undefined
        ? undefined
        : createGitHubClient({ ...options, token: inputs.githubToken }),
  };
}
