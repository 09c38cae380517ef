/**
 * @actions/tool-cache in the form that is used here. It knows its folder from the environment of the whole process only
 * (`RUNNER_TOOL_CACHE`), which is set while it looks; what it gives back is not believed, see pinned.ts.
 */
import { cacheDir, find } from '@actions/tool-cache';
import pLimit from 'p-limit';

export type CacheKey = {
  /** The cache's folder, as `RUNNER_TOOL_CACHE`. */
  readonly root: string;
  readonly tool: string;
  /** Semantic version without a "v". */
  readonly version: string;
};

const VARIABLE = 'RUNNER_TOOL_CACHE';

/** Storing reads the variable again at its end. */
const oneAtATime = pLimit(1);

/**
 * The folder of an entry, undefined when there is none. Entries without their `.complete` are half written, or were
 * left like that.
 */
export function findCached({ root, tool, version }: CacheKey): string | undefined {
  const restore = setRoot(root);
  try {
    return find(tool, version) || undefined;
  } finally {
    restore();
  }
}

/**
 * Copies the files of a folder into the cache and marks the entry as complete at the end. One that is there is removed
 * first. None of this is atomic: whoever calls it holds a lock on the entry.
 * @returns the entry's folder
 */
export const storeInCache = (folder: string, { root, tool, version }: CacheKey): Promise<string> =>
  oneAtATime(async () => {
    const restore = setRoot(root);
    try {
      return await cacheDir(folder, tool, version);
    } finally {
      restore();
    }
  });

function setRoot(root: string): () => void {
  const before = process.env[VARIABLE];
  process.env[VARIABLE] = root;
  return () => {
    if (before === undefined) delete process.env[VARIABLE];
    else process.env[VARIABLE] = before;
  };
}
