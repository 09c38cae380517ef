import { GitError, git, gitText } from './plumbing.ts';

const ZERO = '0'.repeat(40);

/** By the rules of git check-ref-format; a leading dash would be an option elsewhere. */
export const isRefName = async (gitDir: string, ref: string): Promise<boolean> =>
  !ref.includes('\0') &&
  ref.startsWith('refs/') &&
  (await git(gitDir, ['check-ref-format', ref], { accept: [0, 1] })).code === 0;

/** The id that a full ref name holds. */
export async function readRef(gitDir: string, ref: string): Promise<string | undefined> {
  const { code, stdout } = await git(gitDir, ['show-ref', '--verify', '--hash', '--', ref], {
    accept: [0, 1, 128],
  });
  return code === 0 ? stdout.toString('utf8').trim() : undefined;
}

export type Ref = { readonly name: string; readonly id: string; readonly type: string };

export async function listRefs(gitDir: string, prefix: string): Promise<readonly Ref[]> {
  const text = await gitText(gitDir, [
    'for-each-ref',
    '--format=%(refname) %(objectname) %(objecttype)',
    'refs/',
  ]);
  return text
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.split(' '))
    .map(([name = '', id = '', type = '']) => ({ name, id, type }));
}

/**
 * Moves a ref from `before` to `after` in one step; undefined stands for "there is none".
 * @returns false when it was not at `before` any more, or the two names exclude each other (`a` and `a/b`)
 */
export async function moveRef(
  gitDir: string,
  ref: string,
  after: string | undefined,
  before: string | undefined,
): Promise<boolean> {
  try {
    await git(gitDir, ['update-ref', '--stdin'], {
      input:
        after === undefined
          ? `delete ${ref} ${before ?? ZERO}\n`
          : `update ${ref} ${after} ${before ?? ZERO}\n`,
    });
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

export const isAncestor = async (gitDir: string, ancestor: string, descendant: string): Promise<boolean> =>
  (await git(gitDir, ['merge-base', '--is-ancestor', ancestor, descendant], { accept: [0, 1] })).code === 0;

export async function mergeBase(gitDir: string, left: string, right: string): Promise<string | undefined> {
  const { code, stdout } = await git(gitDir, ['merge-base', left, right], { accept: [0, 1] });
  return code === 0 ? stdout.toString('utf8').trim() : undefined;
}
