/** Puts a bump's edits on a branch, by a commit that GitHub signs. */
import { BUMP_BRANCHES, branchTrailer } from '@sealift/deploy/pull-request/branch-name';
import { formatProposals, type Proposal } from '@sealift/deploy/pull-request/proposal';
import type { Target } from '@sealift/deploy/targets/target';
import { commitToBranch } from '@sealift/github/git/branch-commit';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Edits } from '../planning/edits.ts';
import { renderCommitMessage } from './commit-message.ts';

export type CommitRequest = {
  /** Node id of the repository. */
  readonly repositoryId: string;
  /** Where the branch was seen; undefined when there is none. */
  readonly from: string | undefined;
  readonly parents: readonly [string, ...string[]];
  readonly edits: Edits;
  /** Targets of the edits that an earlier run proposed; none for a direct commit. */
  readonly earlier?: ReadonlyMap<Target, Proposal>;
};

const DRAFTS = `${BUMP_BRANCHES}draft/`;

/**
 * @returns the commit; undefined when somebody else has moved the branch meanwhile
 * @throws Failure `github/…`
 */
export function commitEdits(job: BumpJob, request: CommitRequest): Promise<string | undefined> {
  const { client, repository, branch } = job.destination;
  const { edits, from, parents, repositoryId } = request;
  const { inputs, dependencies } = job.context;
  const message = messageOf(job, request);
  return commitToBranch(
    client,
    repository,
    {
      ...{ repositoryId, branch, from, parents, message, start: edits.head, files: edits.files },
      requireVerified: inputs.requireVerified,
      // A branch of another name would show by nothing but its commit that it is a bump's: it appears with it, or not at
      // all. One that is there moves to it, without a moment at its base.
      ...(from === undefined && branchTrailer(branch) === undefined ? {} : { drafts: DRAFTS }),
    },
    dependencies.log,
  );
}

/** What the commit says to people, and below it to later runs. */
function messageOf(job: BumpJob, { edits, earlier = new Map() }: CommitRequest): string {
  const { base, branch } = job.destination;
  // Never of the base: whoever names a branch that is committed to directly could take it for a bump's.
  if (branch === base) return renderCommitMessage(job, edits, []);
  const { runUrl = '' } = job.context.origin;
  const proposals = edits.targets.map(
    ({ target }) =>
      earlier.get(target) ?? { target, commit: target.release.record?.source.commit ?? '', run: runUrl },
  );
  const trailer = branchTrailer(branch);
  return renderCommitMessage(job, edits, [
    formatProposals(proposals),
    ...(trailer === undefined ? [] : [trailer]),
  ]);
}
