/** Puts a bump's edits on a branch, by a commit that GitHub signs. */
import { BUMP_BRANCHES, branchTrailer } from '@sealift/deploy/pull-request/branch-name';
import { commitToBranch } from '@sealift/github/git/branch-commit';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Edits } from '../planning/edits.ts';
import { renderCommitMessage } from './commit-message.ts';

export type CommitRequest = {
  /** Node id of the repository. */
  readonly repositoryId: string;
  /** Where the branch was seen; undefined when there is none. */
  readonly from: string | undefined;
  /** The head that the edits are made on is the first. */
  readonly parents: readonly [string, ...string[]];
  readonly edits: Edits;
};

/**
 * @returns the commit; undefined when somebody else has moved the branch meanwhile
 * @throws Failure `github/…`
 */
export function commitEdits(job: BumpJob, request: CommitRequest): Promise<string | undefined> {
  const { client, repository, branch } = job.destination;
  const { edits, from, parents, repositoryId } = request;
  const { inputs, dependencies } = job.context;
  const message = renderCommitMessage(job, edits);
  return commitToBranch(
    client,
    repository,
    {
      ...{ repositoryId, branch, from, parents, message, start: edits.head, files: edits.files },
      requireVerified: inputs.requireVerified,
      // A branch of this name would show by nothing but its commit that it is a bump's: it appears with it, or not at all.
      ...(branchTrailer(branch) === undefined ? {} : { drafts: `${BUMP_BRANCHES}draft/` }),
    },
    dependencies.log,
  );
}
