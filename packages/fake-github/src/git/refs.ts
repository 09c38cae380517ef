import { GitError, git, gitText } from './plumbing.ts';

/** Where git writes an id that is none. */
export const ZERO = '0'.repeat(40);

/** Names that git was asked about: a request asks for the same ones again and again. */
const judged = new Map<string, Promise<boolean>>();
const MAX_JUDGED = 1_000;

/** By the rules of git check-ref-format; a leading dash would be an option elsewhere. */
export async function isRefName(gitDir: string, ref: string): Promise<boolean> {
  if (ref.includes('\0') || !ref.startsWith('refs/')) return false;
  const known = judged.get(ref);
  if (known !== undefined) return known;
  const asking = git(gitDir, ['check-ref-format', ref], { accept: [0, 1] }).then(({ code }) => code === 0);
  if (judged.size === MAX_JUDGED) judged.clear();
  judged.set(ref, asking);
  asking.catch(() => judged.delete(ref));
  return asking;
}

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

/** undefined stands for "there is none". */
export type Move = {
  readonly ref: string;
  readonly after: string | undefined;
  readonly before: string | undefined;
};

/**
 * Moves refs, all or none of them.
 * @returns false when one was not at `before` any more, or two names exclude each other (`a` and `a/b`)
 */
export async function moveRefs(gitDir: string, moves: readonly Move[]): Promise<boolean> {
  const line = ({ ref, after, before = ZERO }: Move) =>
    after === undefined ? `delete ${ref} ${before}\n` : `update ${ref} ${after} ${before}\n`;
  try {
    await git(gitDir, ['update-ref', '--stdin'], { input: moves.map(line).join('') });
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

export const moveRef = (
  gitDir: string,
  ref: string,
  after: string | undefined,
  before: string | undefined,
): Promise<boolean> => moveRefs(gitDir, [{ ref, after, before }]);

export const isAncestor = async (gitDir: string, ancestor: string, descendant: string): Promise<boolean> =>
  (await git(gitDir, ['merge-base', '--is-ancestor', ancestor, descendant], { accept: [0, 1] })).code === 0;

export async function mergeBase(gitDir: string, left: string, right: string): Promise<string | undefined> {
  const { code, stdout } = await git(gitDir, ['merge-base', left, right], { accept: [0, 1] });
  return code === 0 ? stdout.toString('utf8').trim() : undefined;
}
