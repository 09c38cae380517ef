/** Where the next commit of a bump goes, from what its branch and pull requests are now. */
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import type { Target } from '@sealift/deploy/targets/target';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { Head, OpsView } from '@sealift/github/repository/ops-repository';
import type { Destination } from '../planning/bump-job.ts';
import { baseHead } from '../reading/base-head.ts';

export type BranchState = {
  readonly base: Head;
  readonly branchHead: string | undefined;
  readonly open: PullRequest | undefined;
  /** The newest pull request of the branch, when the branch has none that is open. */
  readonly over: PullRequest | undefined;
  /** The head that the edits are made on. */
  readonly start: Head;
  /** Whether that is the branch's own. */
  readonly reused: boolean;
  readonly parents: readonly [string, ...string[]];
};

/**
 * Where the next commit goes:
 * - no branch: on the base
 * - a branch with an open pull request, or with commits that never had one (a bump that was killed, or another that
 *   runs right now): on the branch, which keeps what is there, also commits of people
 * - a branch whose pull request was merged or closed: on the base, with the old head as second parent. That is a
 *   fast-forward of the branch, needs no force, and its pull request shows exactly the new edits.
 * @throws Failure `bump/no-base`
 */
export function branchStateOf(destination: Destination, view: OpsView): BranchState {
  const base = baseHead(view, destination.base);
  const head = view.heads.get(destination.branch);
  const own = view.pulls.filter(({ branch }) => branch === destination.branch);
  const open = own.find((pull) => pull.state === 'open' && pull.base === destination.base);
  const over = open === undefined ? own.find(({ state }) => state !== 'open') : undefined;
  const common = { base, open, over, branchHead: head?.commit };
  if (head === undefined) return { ...common, start: base, reused: false, parents: [base.commit] };
  const ended = open === undefined && own.some((pull) => pull.state !== 'open' && pull.head === head.commit);
  if (!ended) return { ...common, start: head, reused: true, parents: [head.commit] };
  return {
    ...common,
    start: base,
    reused: false,
    parents: head.commit === base.commit ? [base.commit] : [base.commit, head.commit],
  };
}

/**
 * The pull request for just these releases that a person has closed: who closes one does not want it again, and a newer
 * release is another one.
 */
export function declinedPull(
  { over, branchHead }: BranchState,
  active: readonly Target[],
): PullRequest | undefined {
  if (over?.state !== 'closed' || !over.own || (branchHead !== undefined && over.head !== branchHead))
    return undefined;
  const marker = parseMarker(over.body);
  if (marker === undefined || active.length === 0) return undefined;
  const commits = new Map(active.map(({ app, release }) => [app, release.record?.source.commit]));
  const same = [...commits].every(([app, commit]) => commit !== undefined && marker.apps[app] === commit);
  return same ? over : undefined;
}
