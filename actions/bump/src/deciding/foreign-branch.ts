/** Whether a branch that is there already is a bump's, so that a commit on it is not a deployment without a pull request. */
import { configurationFailure } from '@sealift/core/failure';
import { BUMP_BRANCHES, branchTrailer } from '@sealift/deploy/pull-request/branch-name';
import { readCommit } from '@sealift/github/git/commit-info';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { Destination } from '../planning/bump-job.ts';
import { isViewer } from './branch-content.ts';

/**
 * The run that deploys names the branch, and one that is there may be one that is deployed from. It is a bump's when:
 * - its name begins as those of bumps do, or
 * - this token has made a pull request of it, or
 * - its head is a commit of this token that says it was made for this very branch: a bump that was ended before its
 *   pull request, or another that runs right now. Neither a direct commit nor a merged one says so of the branch that
 *   is deployed from.
 * @throws Failure `bump/foreign-branch`
 */
export async function refuseForeignBranch(
  { client, repository, branch }: Destination,
  { heads, pulls, viewer }: OpsView,
): Promise<void> {
  const head = heads.get(branch);
  const trailer = branchTrailer(branch);
  if (head === undefined || trailer === undefined) return;
  if (pulls.some((pull) => pull.branch === branch && pull.own)) return;
  const { author, message } = await readCommit(client, repository, head.commit);
  const lastLine = message.trimEnd().split('\n').at(-1);
  if (isViewer(author, viewer) && lastLine === trailer) return;
  throw configurationFailure({
    code: 'bump/foreign-branch',
    cause: `The branch "${branch}" is there already, and neither a pull request nor a commit of this token shows that it is a bump's: it may be somebody's, or one that is deployed from.`,
    remedy: `Delete it if it is of no use, or let the input "branch" begin with ${BUMP_BRANCHES}.`,
  });
}
