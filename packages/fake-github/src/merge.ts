/** The merge button. */
import { mergeState, methodAllowed, methodMessage } from './auto-merge.ts';
import { readCommits, writeCommit } from './git/commits.ts';
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
};

/**
 * Merges or squashes into the base.
 * @returns the id of the new commit
 * @throws ApiError 405 or 409 in GitHub's words, 501 for a rebase, which the stand-in does not know
 */
export function mergePull(world: GitHubState, pull: Pull, by: Account, wish: MergeWish): Promise<string> {
  return pull.base.exclusively(async () => {
    refuse(pull, wish);
    const sha = await writeMerge(world, pull, by, wish);
    if (!(await moveRef(pull.base.gitDir, `refs/heads/${pull.baseBranch}`, sha, pull.baseSha)))
      throw new ApiError(405, 'Base branch was modified. Review and try the merge again.');
    closePull(world, pull);
    pull.mergedAt = world.clock.now();
    pull.mergedBy = by;
    pull.mergeSha = sha;
    await followBranch(world, pull.base, pull.baseBranch);
    return sha;
  });
}

function refuse(pull: Pull, { method, expectedHead }: MergeWish): void {
  const no = (message: string) => new ApiError(405, message);
  if (pull.state !== 'open') throw no('Pull Request is not mergeable');
  if (expectedHead !== undefined && expectedHead !== pull.headSha)
    throw new ApiError(409, 'Head branch was modified. Review and try the merge again.');
  if (pull.draft) throw no('Pull Request is still a draft');
  if (pull.base.settings.mergeQueues.includes(pull.baseBranch))
    throw no('Changes must be made through the merge queue.');
  if (!methodAllowed(pull, method)) throw no(methodMessage(method));
  if (mergeState(pull) === 'DIRTY') throw no('Pull Request is not mergeable');
  const block = mergeBlock(pull.base, pull.baseBranch);
  if (block !== undefined) throw no(block);
}

async function writeMerge(world: GitHubState, pull: Pull, by: Account, wish: MergeWish): Promise<string> {
  if (wish.method === 'rebase') throw new ApiError(501, 'The rehearsal does not know merging by rebase');
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
