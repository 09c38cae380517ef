/** Clients for the ops repository and for the source of the releases. */
import type { Runtime } from '@sealift/action-kit/action';
import { createGitHubClient, type GitHubClient } from '@sealift/github/client/client';
import { openRepositoryToken } from '@sealift/github/client/repository-token';
import type { VerifierDependencies } from '@sealift/tools/sigstore/verifier';
import type { Inputs } from '../inputs.ts';

export type Connection = {
  readonly client: GitHubClient;
  /** Reads the repository that the releases come from; undefined without a token for it. */
  readonly source: GitHubClient | undefined;
  /** Ends what was opened for this run; never throws. */
  readonly close: () => Promise<void>;
};

type Needs = Pick<Inputs, 'releases' | 'pullRequest' | 'issue' | 'dryRun'>;

/** What the token of an App is asked for, and no more. */
const permissionsFor = ({ releases, pullRequest, issue, dryRun }: Needs) =>
  releases.kind === 'drift'
    ? { contents: 'read' as const, ...(issue && !dryRun ? { issues: 'write' as const } : {}) }
    : {
        contents: 'write' as const,
        pull_requests: 'write' as const,
        ...(pullRequest.teamReviewers.length === 0 ? {} : { members: 'read' as const }),
      };

/** @throws Failure `github/…` when the App gets no token */
export async function connect(
  inputs: Needs & Pick<Inputs, 'credentials' | 'repository' | 'githubToken'>,
  options: VerifierDependencies & { readonly apiUrl: string; readonly state?: Runtime['state'] },
): Promise<Connection> {
  const { token, revoke } = await openRepositoryToken(
    {
      ...inputs,
      permissions: permissionsFor(inputs),
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
