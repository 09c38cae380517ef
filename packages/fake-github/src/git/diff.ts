import { git } from './plumbing.ts';

export type ChangedFile = {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly id: string;
  readonly additions: number;
  readonly deletions: number;
  /** undefined for binary and very large files */
  readonly patch: string | undefined;
};

const STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** GitHub shows 300 files of a comparison, and no patch beyond a size. */
const MAX_FILES = 300;
const MAX_PATCH = 1024 * 1024;

/** What differs between two trees or commits, in the order of git. */
export async function diffFiles(
  gitDir: string,
  before: string,
  after: string,
): Promise<readonly ChangedFile[]> {
  const common = ['-r', '-M', '--no-ext-diff', '--no-textconv'] as const;
  const [raw, numbers, patches] = await Promise.all([
    git(gitDir, ['diff-tree', ...common, '-z', '--raw', '--abbrev=40', before, after]),
    git(gitDir, ['diff-tree', ...common, '-z', '--numstat', before, after]),
    git(gitDir, ['diff-tree', ...common, '-p', '--full-index', before, after]),
  ]);
  const counts = readCounts(numbers.stdout.toString('utf8'));
  const texts = patches.stdout
    .toString('utf8')
    .split(/^(?=diff --git )/m)
    .filter(Boolean);
  const fields = raw.stdout.toString('utf8').split('\0');
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < fields.length && files.length < MAX_FILES; ) {
    const [, , , id = '', letter = ''] = (fields[at] ?? '').split(' ');
    const moved = letter.startsWith('R') || letter.startsWith('C');
    const first = fields[at + 1] ?? '';
    const name = moved ? (fields[at + 2] ?? '') : first;
    const text = texts[files.length] ?? '';
    const hunk = text.search(/^@@ /m);
    files.push({
      path: name,
      previousPath: moved ? first : undefined,
      status: STATUS[letter.charAt(0)] ?? 'changed',
      id,
      additions: counts.get(name)?.additions ?? 0,
      deletions: counts.get(name)?.deletions ?? 0,
      patch: hunk === -1 || text.length > MAX_PATCH ? undefined : text.slice(hunk).replace(/\n$/, ''),
    });
    at += moved ? 3 : 2;
  }
  return files;
}

function readCounts(
  text: string,
): ReadonlyMap<string, { readonly additions: number; readonly deletions: number }> {
  const counts = new Map<string, { additions: number; deletions: number }>();
  const fields = text.split('\0');
  for (let at = 0; at < fields.length; at += 1) {
    const [added = '', deleted = '', name] = (fields[at] ?? '').split('\t');
    if (name === undefined) continue;
    // A rename has an empty name here, then the old and the new one.
    if (name === '') at += 2;
    const target = name === '' ? (fields[at] ?? '') : name;
    counts.set(target, { additions: Number(added) || 0, deletions: Number(deleted) || 0 });
  }
  return counts;
}

export const diffText = async (gitDir: string, before: string, after: string): Promise<Buffer> =>
  (await git(gitDir, ['diff-tree', '-r', '-M', '-p', '--no-ext-diff', '--no-textconv', before, after]))
    .stdout;
