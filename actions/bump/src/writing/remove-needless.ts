/** A pull request of which the base has everything by now is closed with a word, and its branch goes. */
import { Failure } from '@sealift/core/failure';
import { moveBranch } from '@sealift/github/git/refs';
import { closePullRequest } from '@sealift/github/pulls/pull-requests';
import type { BranchContent } from '../deciding/branch-content.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Outcome } from './outcome.ts';
import type { Situation } from './situation.ts';

/**
 * The branch first, by comparison with what was looked at: whoever adds to it meanwhile is not closed. GitHub closes the
 * pull request of a branch that is gone; the comment says why.
 * @returns undefined when somebody else has moved the branch meanwhile
 */
export async function removeNeedless(
  job: BumpJob,
  { view, state, content }: Situation & { readonly content: BranchContent },
  idle: Outcome,
): Promise<Outcome | undefined> {
  const { client, repository, base, branch } = job.destination;
  const { open } = state;
  // Without a pull request of ours nothing says so but the branch, and nobody is asked to merge it.
  if (open === undefined || !open.own || job.context.inputs.dryRun) return { ...idle, head: undefined };
  try {
    const removed = await moveBranch(client, repository, view.id, {
      ...{ branch, from: content.head.commit, to: undefined },
    });
    if (removed === 'raced') return undefined;
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    job.context.dependencies.log.warning(`The branch ${branch} stays: ${failure.message} ${failure.remedy}`, {
      title: 'Bump',
      code: failure.code,
    });
  }
  await closePullRequest(
    client,
    repository,
    open,
    `${base} has everything that this pull request proposed, or something newer: there is nothing left to merge. The next release makes a new one.`,
  );
  return { ...idle, needless: open };
}
