/** Files that changed, so that those of a folder are found without looking at all of them. */

export type ChangedFiles = {
  /** Each once, in the order of their code units. */
  readonly sorted: readonly string[];
  readonly all: ReadonlySet<string>;
};

/** @param files paths from the top of the repository */
export function changedFiles(files: Iterable<string>): ChangedFiles {
  const all = new Set(files);
  return { sorted: [...all].toSorted((a, b) => (a < b ? -1 : 1)), all };
}

/** The files in a folder, whatever their depth; `.` is the repository. */
export function* filesUnder({ sorted }: ChangedFiles, folder: string): Generator<string> {
  if (folder === '.') {
    yield* sorted;
    return;
  }
  const prefix = `${folder}/`;
  for (let at = firstFrom(sorted, prefix); at < sorted.length; at += 1) {
    const file = sorted[at] ?? '';
    if (!file.startsWith(prefix)) return;
    yield file;
  }
}

/** Position of the first text that is not before this one. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The changed file or link that is this path or a folder that it lies in: a submodule, or what was a folder before. */
export function changedAt({ all }: ChangedFiles, path: string): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (all.has(folder)) return folder;
  }
  return undefined;
}
