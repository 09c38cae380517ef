/** One bump with all that it takes to carry it out. */
import { configurationFailure } from '@sealift/core/failure';
import type { Bump, BumpKind } from '@sealift/deploy/targets/groups';
import type { Target } from '@sealift/deploy/targets/target';
import type { GitHubClient } from '@sealift/github/client/client';
import { type OpsView, readOps } from '@sealift/github/repository/ops-repository';
import type { RepositoryName } from '@sealift/github/repository/repository';
import type { Context } from '../context.ts';

/** Where a bump writes, and with what. */
export type Destination = {
  readonly client: GitHubClient;
  /** By its present name. */
  readonly repository: RepositoryName;
  readonly base: string;
  /** The base itself for direct commits. */
  readonly branch: string;
};

export type BumpJob = {
  readonly context: Context;
  readonly bump: Bump;
  readonly kind: BumpKind;
  readonly destination: Destination;
  /** Those of the bump whose files hold what is to be changed. */
  readonly targets: readonly Target[];
};

/** @throws Failure `bump/base-as-branch` */
export function destinationOf({ client }: Context, bump: Bump, view: OpsView): Destination {
  const base = bump.base ?? view.defaultBranch;
  if (bump.branch !== base) return { client, repository: view.repository, base, branch: bump.branch ?? base };
  throw configurationFailure({
    code: 'bump/base-as-branch',
    cause: `The bump's branch is the base branch "${base}".`,
    remedy: 'Give "branch" another name than "base".',
  });
}

/** Everything that a bump is decided by, as it is now. */
export const lookAtOps = (
  { client, inputs }: Pick<Context, 'client' | 'inputs'>,
  repository: RepositoryName,
  { base, branch, targets }: Bump,
): Promise<OpsView> =>
  readOps(client, repository, {
    base,
    branches: branch === undefined ? [] : [branch],
    files: [...new Set(targets.map(({ file }) => file))],
    // A direct commit has none.
    labels: branch === undefined ? [] : inputs.pullRequest.labels,
  });
