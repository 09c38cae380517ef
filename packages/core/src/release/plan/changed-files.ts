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

/** Positions in the list of files: from the first one to the one before the second. */
export type Positions = readonly [from: number, to: number];

/** The files in a folder, whatever their depth; `.` is the repository. */
export function filesUnder({ sorted }: ChangedFiles, folder: string): Positions {
  if (folder === '.') return [0, sorted.length];
  // No text is between a slash and the character after it.
  return [firstFrom(sorted, `${folder}/`), firstFrom(sorted, `${folder}0`)];
}

/** Where a file is; undefined when it did not change. */
export function positionOf({ sorted, all }: ChangedFiles, file: string): number | undefined {
  return all.has(file) ? firstFrom(sorted, file) : undefined;
}

/**
 * Finds the files whose path holds a text, in their order. All paths are one text: to look through it takes a tenth of
 * a millisecond for ten thousand of them.
 */
export function createTextSearch({ sorted }: ChangedFiles): (text: string) => readonly number[] {
  const all = sorted.join('\n');
  const ends: number[] = [];
  let end = -1;
  for (const file of sorted) {
    end += file.length + 1;
    ends.push(end);
  }
  return (text) => {
    const found: number[] = [];
    for (let hit = all.indexOf(text); hit >= 0; ) {
      const at = firstFrom(ends, hit);
      if (at >= sorted.length) break;
      // Over the end of a path there is no hit: only a text with a line break is found there.
      found.push(at);
      hit = all.indexOf(text, (ends[at] ?? 0) + 1);
    }
    return found;
  };
}

/** Position of the first value that is not before this one. */
function firstFrom<Value extends string | number>(sorted: readonly Value[], wanted: Value): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle];
    if (value !== undefined && value < wanted) low = middle + 1;
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
