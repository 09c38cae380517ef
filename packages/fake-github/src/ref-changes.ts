/** Moves of refs as GitHub allows them, for REST and GraphQL alike. */
import { readCommits } from './git/commits.ts';
import { findObject, git } from './git/plumbing.ts';
import { isAncestor, isRefName, type Move, moveRefs, type Ref, readRef } from './git/refs.ts';
import { lockedTag } from './locked-tags.ts';
import { type BranchWrite, checkBranchWrite } from './protection.ts';
import { followBranch } from './pulls.ts';
import { ApiError } from './rest/api-error.ts';
import type { GitHubState, Repository } from './state.ts';
import type { Principal } from './tokens.ts';

const HEADS = 'refs/heads/';

/** The refs of pull requests belong to GitHub. */
const isReserved = (name: string): boolean => name.startsWith('refs/pull/');

export type RefChange = {
  /** Full name. */
  readonly name: string;
  /** Where it stands; undefined: there is none yet. */
  readonly before: string | undefined;
  /** undefined: it shall go. */
  readonly after: string | undefined;
  readonly force: boolean;
};

/** @throws ApiError 422 when it is not the name of a ref that clients may write */
export async function checkRefName(repository: Repository, name: string): Promise<void> {
  if (!name.startsWith('refs/')) throw new ApiError(422, "Reference name must start with 'refs/'.");
  if (name.split('/').length < 3)
    throw new ApiError(422, 'Reference name must contain at least three slash-separated components.');
  if (!(await isRefName(repository.gitDir, name)) || isReserved(name))
    throw new ApiError(422, `${name} is not a valid ref name.`);
}

/**
 * Where a ref that clients may write stands.
 * @throws ApiError 422 when there is none
 */
export async function existingRef(repository: Repository, name: string): Promise<string> {
  const id =
    !isReserved(name) && (await isRefName(repository.gitDir, name))
      ? await readRef(repository.gitDir, name)
      : undefined;
  if (id === undefined) throw new ApiError(422, 'Reference does not exist');
  return id;
}

/** What a ref shall point to; branches hold commits only. @throws ApiError 422 */
export async function refTarget(repository: Repository, name: string, sha: string): Promise<Ref> {
  const object = await findObject(repository.gitDir, sha);
  if (object === undefined) throw new ApiError(422, 'Object does not exist');
  if (name.startsWith(HEADS) && object.type !== 'commit') throw new ApiError(422, 'Reference update failed');
  return { name, id: object.id, type: object.type };
}

/**
 * Applies all changes or none; pull requests follow. Call it in the repository's own turn.
 * @throws ApiError 422 in GitHub's words, ProtectionError when a branch does not allow it
 */
export async function changeRefs(
  world: GitHubState,
  repository: Repository,
  actor: Principal,
  changes: readonly RefChange[],
): Promise<void> {
  const { gitDir } = repository;
  for (const change of changes) await check(world, repository, actor, change);
  const moves = changes.map(({ name, before, after }): Move => ({ ref: name, before, after }));
  if (!(await moveRefs(gitDir, moves))) throw new ApiError(422, 'Reference update failed');
  for (const { name } of changes)
    if (name.startsWith(HEADS))
      await followBranch(world, repository, name.slice(HEADS.length), actor.account);
}

async function check(
  world: GitHubState,
  repository: Repository,
  actor: Principal,
  { name, before, after, force }: RefChange,
): Promise<void> {
  const { gitDir } = repository;
  if (after === undefined && name === `${HEADS}${repository.defaultBranch}`)
    throw new ApiError(422, 'Cannot delete the default branch');
  const forward = before === undefined || after === undefined || (await isFastForward(gitDir, before, after));
  if (!forward && !force) throw new ApiError(422, 'Update is not a fast forward');
  if (before !== undefined && lockedTag(repository, name))
    throw new ApiError(422, 'Cannot update or delete the tag of an immutable release');
  if (!name.startsWith(HEADS)) return;
  const kind: BranchWrite['kind'] =
    after === undefined ? 'delete' : before === undefined ? 'create' : forward ? 'update' : 'force';
  await checkBranchWrite(repository, name.slice(HEADS.length), actor, {
    kind,
    signed: async () => after === undefined || allSigned(world, repository, after),
  });
}

/** Commits that no branch has yet must all carry GitHub's signature. */
async function allSigned(world: GitHubState, { gitDir }: Repository, after: string): Promise<boolean> {
  const { stdout } = await git(gitDir, ['rev-list', after, '--not', '--branches', '--']);
  const commits = await readCommits(gitDir, stdout.toString('utf8').split('\n').filter(Boolean));
  return commits.every(
    ({ signature, payload }) => signature !== undefined && world.signer.verify(payload, signature),
  );
}

/** Refs that do not point to commits have no history to go forward in. */
async function isFastForward(gitDir: string, before: string, after: string): Promise<boolean> {
  const [old, next] = await Promise.all([findObject(gitDir, before), findObject(gitDir, after)]);
  return old?.type !== 'commit' || next?.type !== 'commit' || isAncestor(gitDir, before, after);
}
