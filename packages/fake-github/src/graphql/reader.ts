/** Reads of one query, gathered: a hundred files of a commit take two runs of git and not three hundred. */
import { type GitObject, readObjects } from '../git/plumbing.ts';
import { findEntries, type TreeEntry } from '../git/trees.ts';

export type Reader = {
  /** What a revision names. */
  object(gitDir: string, revision: string): Promise<GitObject | undefined>;
  /** The entry of a path in the tree of a commit. */
  entry(gitDir: string, commit: string, path: string): Promise<TreeEntry | undefined>;
};

type Load<T> = (keys: readonly string[]) => Promise<readonly (T | undefined)[]>;

/** Whatever is asked for until the event loop comes round is loaded together. */
function createBatch<T>(load: Load<T>): (key: string) => Promise<T | undefined> {
  let gathering:
    | { readonly keys: string[]; readonly loaded: Promise<readonly (T | undefined)[]> }
    | undefined;
  return async (key) => {
    if (gathering === undefined) {
      const keys: string[] = [];
      const loaded = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        gathering = undefined;
        return load(keys);
      });
      gathering = { keys, loaded };
    }
    const { keys, loaded } = gathering;
    const at = keys.push(key) - 1;
    return (await loaded)[at];
  };
}

export function createReader(): Reader {
  const objects = new Map<string, (revision: string) => Promise<GitObject | undefined>>();
  const entries = new Map<string, (path: string) => Promise<TreeEntry | undefined>>();
  const batchOf = <T>(
    batches: Map<string, (key: string) => Promise<T | undefined>>,
    name: string,
    load: Load<T>,
  ) => {
    const batch = batches.get(name) ?? createBatch(load);
    batches.set(name, batch);
    return batch;
  };
  return {
    object: (gitDir, revision) =>
      batchOf(objects, gitDir, (revisions) => readObjects(gitDir, revisions))(revision),
    entry: (gitDir, commit, path) =>
      batchOf(entries, `${gitDir}\0${commit}`, (paths) => findEntries(gitDir, commit, paths))(path),
  };
}
