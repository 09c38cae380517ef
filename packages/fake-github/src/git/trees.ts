import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitError, git, gitText } from './plumbing.ts';

export type TreeEntry = {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
  readonly size: number | undefined;
  readonly path: string;
};

const ENTRY = /^(\d{6}) (\w+) ([0-9a-f]{40}) +(-|\d+)\t(.*)$/s;

const readEntries = (output: Buffer): readonly TreeEntry[] =>
  output
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [, mode = '', type = '', id = '', size = '-', name = ''] = ENTRY.exec(line) ?? [];
      return { mode, type, id, size: size === '-' ? undefined : Number(size), path: name };
    });

export async function listTree(
  gitDir: string,
  tree: string,
  recursive: boolean,
): Promise<readonly TreeEntry[]> {
  const { stdout } = await git(gitDir, ['ls-tree', '-z', '--long', ...(recursive ? ['-r', '-t'] : []), tree]);
  return readEntries(stdout);
}

/** The entries of paths in a tree, in their order; undefined where there is none. */
export async function findEntries(
  gitDir: string,
  tree: string,
  paths: readonly string[],
): Promise<readonly (TreeEntry | undefined)[]> {
  const asked = paths.filter((path) => path !== '' && !path.includes('\0'));
  if (asked.length === 0) return paths.map(() => undefined);
  // -t: a folder is shown too when something below it is asked for as well.
  const { stdout } = await git(gitDir, ['ls-tree', '-z', '-t', '--long', tree, '--', ...asked]);
  const found = new Map(readEntries(stdout).map((entry) => [entry.path, entry]));
  return paths.map((path) => found.get(path));
}

export const writeBlob = (gitDir: string, content: Buffer): Promise<string> =>
  gitText(gitDir, ['hash-object', '-t', 'blob', '-w', '--stdin'], { input: content });

export type TreeChange = {
  readonly path: string;
  readonly mode: string /** undefined: remove */;
  readonly id: string | undefined;
};

const isSafePath = (name: string): boolean =>
  !name.includes('\0') && name.split('/').every((part) => !/^(?:|\.|\.\.|\.git)$/i.test(part));

/**
 * A tree made of another one and changes to it, written through an index of its own.
 * @returns undefined when git refuses a path, a mode or an object
 */
export async function writeTree(
  gitDir: string,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string | undefined> {
  const index = path.join(tmpdir(), `sealift-index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  // git itself only leaves such paths out, and says so in passing.
  if (!changes.every(({ path: name }) => isSafePath(name))) return undefined;
  try {
    await git(gitDir, base === undefined ? ['read-tree', '--empty'] : ['read-tree', base], { env });
    const files = changes.filter(({ mode }) => mode !== '040000');
    // A removal first: a file may take the place of a folder.
    const lines = [
      ...files.filter(({ id }) => id === undefined).map((change) => `0 ${'0'.repeat(40)}\t${change.path}\0`),
      ...files
        .filter(({ id }) => id !== undefined)
        .map(({ mode, id, path: name }) => `${mode} ${id}\t${name}\0`),
    ];
    await git(gitDir, ['update-index', '-z', '--index-info'], { env, input: lines.join('') });
    for (const { mode, id, path: folder } of changes) {
      if (mode !== '040000') continue;
      await git(gitDir, ['rm', '-r', '-q', '--cached', '--ignore-unmatch', '--', `:(literal)${folder}`], {
        env,
      });
      if (id !== undefined) await git(gitDir, ['read-tree', `--prefix=${folder}/`, id], { env });
    }
    return await gitText(gitDir, ['write-tree'], { env });
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  } finally {
    await rm(index, { force: true });
  }
}
