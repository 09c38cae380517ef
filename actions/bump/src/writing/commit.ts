/** Puts a bump's edits on a branch, by a commit that GitHub signs. */
import { commitOnBranch, createCommit } from '@sealift/github/git/commits';
import { createBranch, moveBranch, type RefResult } from '@sealift/github/git/refs';
import type { Edits } from '../planning/edits.ts';
import type { CommitRules, Destination } from './destination.ts';

export type CommitRequest = {
  /** Node id of the repository. */
  readonly repositoryId: string;
  /** Where the branch was seen; undefined when there is none. */
  readonly from: string | undefined;
  /** The head that the edits are made on is the first. */
  readonly parents: readonly [string, ...string[]];
  readonly edits: Edits;
  readonly message: string;
};

export type Committed = { readonly result: RefResult; readonly sha: string };

/**
 * One tree, one commit, one move of the branch. Where GitHub does not sign the commit (it does for Apps and
 * github-actions), it is made once more in the way that is signed for everybody.
 * @throws Failure
 */
export async function commitEdits(
  place: Destination,
  request: CommitRequest,
  rules: CommitRules,
): Promise<Committed> {
  const { client, repository, branch } = place;
  const { edits, message, from, parents, repositoryId } = request;
  const commit = await createCommit(client, repository, {
    baseTree: edits.head.tree,
    parents,
    files: edits.files,
    message,
  });
  if (rules.requireVerified && !commit.verified) return commitSigned(place, request, rules);
  const result =
    from === undefined
      ? await createBranch(client, repository, branch, commit.sha)
      : await moveBranch(client, repository, repositoryId, { branch, from, to: commit.sha });
  return { result, sha: commit.sha };
}

async function commitSigned(
  place: Destination,
  request: CommitRequest,
  { log }: CommitRules,
): Promise<Committed> {
  const { client, repository, branch } = place;
  const { edits, from, repositoryId, message } = request;
  const start = edits.head.commit;
  log.debug('GitHub did not sign the commit of this token; committing on the branch instead.');
  // This way knows no second parent: a branch that is over, or not there, first comes to where the edits start.
  const ready: RefResult =
    from === undefined
      ? await createBranch(client, repository, branch, start)
      : from === start
        ? 'moved'
        : await moveBranch(client, repository, repositoryId, { branch, from, to: start, force: true });
  if (ready === 'raced') return { result: 'raced', sha: '' };
  return commitOnBranch(client, repository, branch, start, { files: edits.files, message });
}
