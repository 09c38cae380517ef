/** The merge button. */
import { mergeState, methodAllowed, methodMessage } from './auto-merge.ts';
import { readCommits, writeCommit } from './git/commits.ts';
import { git, gitText } from './git/plumbing.ts';
import { moveRef } from './git/refs.ts';
import { type Account, noReplyAddress } from './identity.ts';
import { mergeBlock } from './protection.ts';
import { closePull, followBranch } from './pulls.ts';
import { ApiError } from './rest/api-error.ts';
import type { GitHubState, MergeMethod, Pull } from './state.ts';

export type MergeWish = {
  readonly method: MergeMethod;
  readonly title: string | undefined;
  readonly message: string | undefined;
  /** Where the caller has seen the head. */
  readonly expectedHead: string | undefined;
  /** The merge queue does it, to what waits in it. */
  readonly queue?: true;
};

/**
 * Merges, squashes or rebases into the base.
 * @returns the id of the new commit
 * @throws ApiError 405 or 409 in GitHub's words
 */
export function mergePull(world: GitHubState, pull: Pull, by: Account, wish: MergeWish): Promise<string> {
  return pull.base.exclusively(async () => {
    refuse(pull, wish);
    const sha = await writeMerge(world, pull, by, wish);
    if (!(await moveRef(pull.base.gitDir, `refs/heads/${pull.baseBranch}`, sha, pull.baseSha)))
      throw new ApiError(405, 'Base branch was modified. Review and try the merge again.');
    closePull(world, pull, by);
    pull.mergedAt = world.clock.now();
    pull.mergedBy = by;
    pull.mergeSha = sha;
    await followBranch(world, pull.base, pull.baseBranch, by);
    return sha;
  });
}

function refuse(pull: Pull, { method, expectedHead, queue }: MergeWish): void {
  const no = (message: string) => new ApiError(405, message);
  if (pull.state !== 'open') throw no('Pull Request is not mergeable');
  if (expectedHead !== undefined && expectedHead !== pull.headSha)
    throw new ApiError(409, 'Head branch was modified. Review and try the merge again.');
  if (pull.draft) throw no('Pull Request is still a draft');
  if (queue === true && pull.queued === undefined) throw no('Pull Request is not in the merge queue');
  if (queue !== true && pull.base.settings.mergeQueues.includes(pull.baseBranch))
    throw no('Changes must be made through the merge queue.');
  if (!methodAllowed(pull, method)) throw no(methodMessage(method));
  if (mergeState(pull) === 'DIRTY') throw no('Pull Request is not mergeable');
  const block = mergeBlock(pull.base, pull.baseBranch);
  if (block !== undefined) throw no(block);
}

async function writeMerge(world: GitHubState, pull: Pull, by: Account, wish: MergeWish): Promise<string> {
  if (wish.method === 'rebase') return replay(world, pull, by);
  const { gitDir } = pull.base;
  // Where the two sides meet was worked out when either of them last moved.
  const [prepared] = await readCommits(gitDir, [pull.mergeSha ?? '']);
  if (prepared === undefined) throw new ApiError(405, 'Pull Request is not mergeable');
  const time = Math.floor(world.clock.now() / 1_000);
  const person = { name: by.login, email: noReplyAddress(by), time, zone: '+0000' };
  const [title, body] =
    wish.method === 'merge'
      ? [`Merge pull request #${pull.number} from ${pull.head.owner.login}/${pull.headBranch}`, pull.title]
      : [`${pull.title} (#${pull.number})`, ''];
  const message = `${wish.title ?? title}\n\n${wish.message ?? body}`.trimEnd();
  const id = await writeCommit(
    gitDir,
    {
      tree: prepared.tree,
      parents: wish.method === 'merge' ? [pull.baseSha, pull.headSha] : [pull.baseSha],
      author: person,
      committer: { name: 'GitHub', email: 'noreply@github.com', time, zone: '+0000' },
      message,
    },
    world.signer,
  );
  if (id === undefined) throw new ApiError(405, 'Pull Request is not mergeable');
  return id;
}

/** Each commit again on the base, by its author and unsigned; merges among them are left out. */
async function replay(world: GitHubState, { base: { gitDir }, baseSha, headSha }: Pull, by: Account) {
  const no = new ApiError(405, 'This branch can’t be rebased');
  const { stdout } = await git(gitDir, [
    ...['rev-list', '--reverse', '--topo-order', '--no-merges', `${baseSha}..${headSha}`, '--'],
  ]);
  const commits = await readCommits(gitDir, stdout.toString('utf8').split('\n').filter(Boolean));
  const time = Math.floor(world.clock.now() / 1_000);
  let onto = baseSha;
  for (const { id, parents, author, message } of commits) {
    const committer = { name: by.login, email: noReplyAddress(by), time, zone: '+0000' };
    // Its own parent with what the base has now: git then merges what the commit changed, and nothing else.
    const tip = await gitText(gitDir, ['rev-parse', `${onto}^{tree}`]);
    const beside = { tree: tip, parents: parents.slice(0, 1), author, committer, message: '' };
    const side = (await writeCommit(gitDir, beside)) ?? onto;
    const merged = await git(gitDir, ['merge-tree', '--write-tree', side, id], { accept: [0, 1] });
    if (merged.code !== 0) throw no;
    const tree = merged.stdout.toString('utf8').slice(0, 40);
    const made = await writeCommit(gitDir, { tree, parents: [onto], author, committer, message });
    if (made === undefined) throw no;
    onto = made;
  }
  return onto;
}
