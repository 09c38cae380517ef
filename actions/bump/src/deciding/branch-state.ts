/** What there is of a bump's branch: where its base is, and whether it is still the branch of an open pull request. */
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { Head, OpsView } from '@sealift/github/repository/ops-repository';
import type { Destination } from '../planning/bump-job.ts';
import { baseHead } from '../reading/base-head.ts';

export type BranchState = {
  readonly base: Head;
  /** undefined when there is no such branch. */
  readonly head: Head | undefined;
  readonly open: PullRequest | undefined;
  /**
   * The branch is that of a pull request that was merged or closed, and nothing came on top of it since: it starts anew.
   * What it held stays in `refs/pull/<number>/head`.
   */
  readonly over: PullRequest | undefined;
};

/** @throws Failure `bump/no-base` */
export function branchStateOf(destination: Destination, view: OpsView): BranchState {
  const base = baseHead(view, destination.base);
  const head = view.heads.get(destination.branch);
  const own = view.pulls.filter(({ branch }) => branch === destination.branch);
  const open = own.find((pull) => pull.state === 'open' && pull.base === destination.base);
  const over =
    open === undefined && head !== undefined
      ? own.find((pull) => pull.state !== 'open' && pull.head === head.commit)
      : undefined;
  return { base, head, open, over };
}
