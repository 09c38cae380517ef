/** Puts a bump's edits on a branch, by a commit that GitHub signs. */
import { randomUUID } from 'node:crypto';
import { BUMP_BRANCHES, branchTrailer } from '@sealift/deploy/pull-request/branch-name';
import { commitOnBranch, createCommit } from '@sealift/github/git/commits';
import { createBranch, moveBranch, readBranch } from '@sealift/github/git/refs';
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
 * One tree, one commit, one move of the branch. Where GitHub does not sign the commit (it does for Apps and
 * github-actions), it is made once more in the way that is signed for everybody.
 * @returns the commit; undefined when somebody else has moved the branch meanwhile
 * @throws Failure `github/…`
 */
export async function commitEdits(job: BumpJob, request: CommitRequest): Promise<string | undefined> {
  const { client, repository, branch } = job.destination;
  const { edits, from, parents, repositoryId } = request;
  const message = renderCommitMessage(job, edits);
  const commit = await createCommit(client, repository, {
    baseTree: edits.head.tree,
    parents,
    files: edits.files,
    message,
  });
  if (job.context.inputs.requireVerified && !commit.verified) return commitSigned(job, request, message);
  const result =
    from === undefined
      ? await createBranch(client, repository, branch, commit.sha)
      : await moveBranch(client, repository, repositoryId, { branch, from, to: commit.sha });
  return result === 'moved' ? commit.sha : undefined;
}

async function commitSigned(
  { context, destination: { client, repository, branch } }: BumpJob,
  { edits, from, repositoryId }: CommitRequest,
  message: string,
): Promise<string | undefined> {
  const start = edits.head.commit;
  const change = { files: edits.files, message };
  context.dependencies.log.debug(
    'GitHub did not sign the commit of this token; committing on the branch instead.',
  );
  // A branch of this name would show by nothing but its commit that it is a bump's: it appears with it, or not at all.
  if (from === undefined && branchTrailer(branch) !== undefined)
    return commitOnDraft({ client, repository, branch }, { repositoryId, start, change });
  // This way knows no second parent: a branch that is over, or not there, first comes to where the edits start.
  const ready =
    from === undefined
      ? await createBranch(client, repository, branch, start)
      : from === start
        ? 'moved'
        : await moveBranch(client, repository, repositoryId, { branch, from, to: start, force: true });
  if (ready === 'raced') return undefined;
  const { result, sha } = await commitOnBranch(client, repository, branch, start, change);
  return result === 'moved' ? sha : undefined;
}

/** On a branch whose name shows what it is, for a moment. One that is left behind by a run that was ended does no harm. */
async function commitOnDraft(
  { client, repository, branch }: Pick<BumpJob['destination'], 'client' | 'repository' | 'branch'>,
  {
    repositoryId,
    start,
    change,
  }: {
    readonly repositoryId: string;
    readonly start: string;
    readonly change: { readonly files: Edits['files']; readonly message: string };
  },
): Promise<string | undefined> {
  const draft = `${BUMP_BRANCHES}draft/${randomUUID()}`;
  const discard = async () => {
    const head = await readBranch(client, repository, draft);
    if (head !== undefined)
      await moveBranch(client, repository, repositoryId, { branch: draft, from: head, to: undefined });
  };
  if ((await createBranch(client, repository, draft, start)) === 'raced') return undefined;
  try {
    const { result, sha } = await commitOnBranch(client, repository, draft, start, change);
    const placed = result === 'moved' ? await createBranch(client, repository, branch, sha) : result;
    await discard();
    return placed === 'moved' ? sha : undefined;
  } catch (error) {
    await discard().catch(() => {});
    throw error;
  }
}
