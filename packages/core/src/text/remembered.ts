/** What a pattern said of a path, for lists of paths that many lists of patterns are asked about. */

/** Whether a path is meant. `at`: its position in the one list that all questions are about. */
export type Matches = (path: string, at: number) => boolean;

export type Compile = (pattern: string) => Matches | undefined;

const [MEANT, NOT_MEANT] = [1, 2];

/**
 * Asks each pattern once for each path. By positions and not by the paths themselves: a plan asks millions of times, and
 * a number in a row is found ten times as fast as a text in a map.
 * @param compile undefined for what is no pattern
 * @param size length of the list
 * @param isCheap patterns that are asked again: those that compare
 */
export function rememberMatches(
  compile: (pattern: string) => ((path: string) => boolean) | undefined,
  size: number,
  isCheap: (pattern: string) => boolean,
): Compile {
  const compiled = new Map<string, Matches | undefined>();
  return (pattern) => {
    if (compiled.has(pattern)) return compiled.get(pattern);
    const matches = compile(pattern);
    const result = matches === undefined || isCheap(pattern) ? matches : remembered(matches, size);
    compiled.set(pattern, result);
    return result;
  };
}

function remembered(matches: (path: string) => boolean, size: number): Matches {
  // Many patterns are never asked.
  let known: Uint8Array | undefined;
  return (path, at) => {
    known ??= new Uint8Array(size);
    const before = known[at];
    if (before === MEANT) return true;
    if (before === NOT_MEANT) return false;
    const answer = matches(path);
    known[at] = answer ? MEANT : NOT_MEANT;
    return answer;
  };
}
