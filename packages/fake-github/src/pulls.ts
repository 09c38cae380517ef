import { writeCommit } from './git/commits.ts';
import { git, resolveCommit } from './git/plumbing.ts';
import { isAncestor, moveRef, readRef } from './git/refs.ts';
import { type Account, noReplyAddress, stableId } from './identity.ts';
import { bringCommit } from './repositories.ts';
import type { GitHubState, Pull, Repository } from './state.ts';

export type PullOptions = {
  readonly base: Repository;
  readonly baseBranch: string;
  readonly head: Repository;
  readonly headBranch: string;
  readonly author: Account;
  readonly title: string;
  readonly body?: string | null;
  readonly draft?: boolean;
  readonly maintainerCanModify?: boolean;
};

/** Why GitHub refuses to open a pull request: one entry of `errors` of its 422. */
export type PullRefusal = {
  readonly resource: 'PullRequest';
  readonly code: 'invalid' | 'custom';
  readonly field?: string;
  readonly message?: string;
};

/** Opens a pull request and makes refs/pull/N/head and refs/pull/N/merge. Call it in the base's own turn. */
export async function openPull(world: GitHubState, options: PullOptions): Promise<Pull | PullRefusal> {
  const { base, head, baseBranch, headBranch } = options;
  const baseSha = await readRef(base.gitDir, `refs/heads/${baseBranch}`);
  if (baseSha === undefined) return { resource: 'PullRequest', field: 'base', code: 'invalid' };
  const headSha = await readRef(head.gitDir, `refs/heads/${headBranch}`);
  if (headSha === undefined) return { resource: 'PullRequest', field: 'head', code: 'invalid' };
  const label = head === base ? headBranch : `${head.owner.login}:${headBranch}`;
  const same = [...base.pulls.values()].find(
    (pull) =>
      pull.state === 'open' &&
      pull.head === head &&
      pull.headBranch === headBranch &&
      pull.baseBranch === baseBranch,
  );
  if (same)
    return {
      resource: 'PullRequest',
      code: 'custom',
      message: `A pull request already exists for ${head.owner.login}:${headBranch}.`,
    };
  if (head !== base) await bringCommit(base.gitDir, head.gitDir, headSha);
  if (await isAncestor(base.gitDir, headSha, baseSha))
    return {
      resource: 'PullRequest',
      code: 'custom',
      message: `No commits between ${baseBranch} and ${label}`,
    };
  const now = world.clock.now();
  const number = nextNumber(base);
  const pull: Pull = {
    id: stableId('pull', `${base.fullName}#${number}`),
    number,
    author: options.author,
    createdAt: now,
    base,
    head,
    headBranch,
    draft: options.draft ?? false,
    maintainerCanModify: head !== base && (options.maintainerCanModify ?? true),
    baseBranch,
    title: options.title,
    body: options.body ?? null,
    state: 'open',
    updatedAt: now,
    closedAt: undefined,
    closedBy: undefined,
    mergedAt: undefined,
    headSha,
    baseSha,
    mergeSha: undefined,
    labels: new Set(),
    assignees: new Set(),
    reviewers: new Set(),
    teamReviewers: new Set(),
    comments: [],
    labelEvents: [],
    milestone: undefined,
    mergedBy: undefined,
    autoMerge: undefined,
    queued: undefined,
    lag: base.settings.lag,
  };
  base.pulls.set(number, pull);
  await refreshMerge(world, pull);
  return pull;
}

export const nextNumber = ({ pulls, issues }: Repository): number =>
  Math.max(0, ...pulls.keys(), ...issues.keys()) + 1;

/** Brings refs/pull/N/head and refs/pull/N/merge up to the two branches. */
async function refreshMerge(world: GitHubState, pull: Pull): Promise<void> {
  const { gitDir } = pull.base;
  const refs = `refs/pull/${pull.number}`;
  await moveTo(gitDir, `${refs}/head`, pull.headSha);
  pull.mergeSha = await mergeCommit(world, pull);
  await moveTo(gitDir, `${refs}/merge`, pull.mergeSha);
}

const moveTo = async (gitDir: string, ref: string, id: string | undefined): Promise<void> => {
  const before = await readRef(gitDir, ref);
  if (before !== id) await moveRef(gitDir, ref, id, before);
};

/** The commit that a pull_request run checks out: head merged into base, as if the button had been pressed. */
async function mergeCommit(world: GitHubState, pull: Pull): Promise<string | undefined> {
  const { gitDir } = pull.base;
  const { code, stdout } = await git(gitDir, ['merge-tree', '--write-tree', pull.baseSha, pull.headSha], {
    accept: [0, 1],
  });
  if (code !== 0) return undefined;
  const now = Math.floor(world.clock.now() / 1_000);
  return writeCommit(
    gitDir,
    {
      tree: stdout.toString('utf8').slice(0, 40),
      parents: [pull.baseSha, pull.headSha],
      author: { name: pull.author.login, email: noReplyAddress(pull.author), time: now, zone: '+0000' },
      committer: { name: 'GitHub', email: 'noreply@github.com', time: now, zone: '+0000' },
      message: `Merge ${pull.headSha} into ${pull.baseSha}`,
    },
    world.signer,
  );
}

/**
 * After a branch moved: open pull requests follow it. A pull request without commits left closes; one whose commits the
 * base has is merged; one whose branch is gone closes.
 */
export async function followBranch(
  world: GitHubState,
  moved: Repository,
  branch: string,
  by: Account,
): Promise<void> {
  for (const repository of world.repositories.values())
    for (const pull of repository.pulls.values()) {
      const isHead = pull.head === moved && pull.headBranch === branch;
      const isBase = pull.base === moved && pull.baseBranch === branch;
      if (pull.state === 'open' && (isHead || isBase)) await follow(world, pull, isHead, by);
    }
}

async function follow(world: GitHubState, pull: Pull, headMoved: boolean, by: Account): Promise<void> {
  const { base, head } = pull;
  const headSha = await readRef(head.gitDir, `refs/heads/${pull.headBranch}`);
  const baseSha = await readRef(base.gitDir, `refs/heads/${pull.baseBranch}`);
  pull.updatedAt = world.clock.now();
  if (headSha === undefined || baseSha === undefined) return closePull(world, pull, by);
  if (head !== base) await bringCommit(base.gitDir, head.gitDir, headSha);
  const contained = await isAncestor(base.gitDir, headSha, baseSha);
  // What is in the queue is what was approved.
  if (headSha !== pull.headSha) pull.queued = undefined;
  pull.headSha = headSha;
  pull.baseSha = baseSha;
  if (!contained) return refreshMerge(world, pull);
  if (!headMoved) {
    pull.mergedAt = world.clock.now();
    pull.mergeSha = baseSha;
  }
  return closePull(world, pull, by);
}

/** @param by who closed it, or moved or removed a branch so that it closed */
export function closePull(world: GitHubState, pull: Pull, by: Account): void {
  pull.state = 'closed';
  pull.closedBy = by;
  pull.closedAt = world.clock.now();
  pull.updatedAt = pull.closedAt;
  pull.autoMerge = undefined;
  pull.queued = undefined;
}

/**
 * A branch that went elsewhere while its pull request was closed keeps it closed (isaacs/github#361).
 * @returns why it stays closed, in GitHub's words; undefined when it is open again
 */
export async function reopenPull(world: GitHubState, pull: Pull, by: Account): Promise<string | undefined> {
  const { base, head, headBranch, baseBranch, headSha: was } = pull;
  const gone = 'The branch has no new commits or was deleted.';
  const headSha = await readRef(head.gitDir, `refs/heads/${headBranch}`);
  if (headSha === undefined || pull.mergedAt !== undefined) return gone;
  if (!(await isAncestor(head.gitDir, was, headSha)))
    return `The ${headBranch} branch was force-pushed or recreated.`;
  const twin = [...base.pulls.values()].some(
    (other) =>
      other.state === 'open' &&
      other.head === head &&
      other.headBranch === headBranch &&
      other.baseBranch === baseBranch,
  );
  if (twin) return `There is already an open pull request from ${headBranch} to ${baseBranch}.`;
  pull.state = 'open';
  pull.closedAt = undefined;
  await follow(world, pull, true, by);
  return isOpen(pull) ? undefined : gone;
}

const isOpen = ({ state }: Pull): boolean => state === 'open';

/** @returns false when the base has no such branch */
export async function changeBase(world: GitHubState, pull: Pull, branch: string): Promise<boolean> {
  const baseSha = await resolveCommit(pull.base.gitDir, `refs/heads/${branch}`);
  if (baseSha === undefined) return false;
  pull.baseBranch = branch;
  pull.baseSha = baseSha;
  await refreshMerge(world, pull);
  return true;
}
