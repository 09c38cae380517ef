/**
 * Lists of path patterns as workflows have them under `paths`: a later pattern overrules an earlier one, and `!` before
 * one takes back. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
import { createMatcher } from './glob.ts';

/** Whether a path, from the top of the repository, is meant. */
export type PathFilter = (path: string) => boolean;

/**
 * @param matchers what was made of a pattern before, filled here: many apps are given the same patterns, and each
 *   remembers what it said of a path
 */
export function createPathFilter(
  patterns: readonly string[],
  matchers: Map<string, PathFilter> = new Map(),
): PathFilter {
  const matcherFor = (pattern: string): PathFilter => {
    const matcher = matchers.get(pattern) ?? matcherOf(pattern);
    matchers.set(pattern, matcher);
    return matcher;
  };
  const rules = patterns.map((pattern) => {
    const isException = pattern.startsWith('!');
    return { isException, matches: matcherFor(isException ? pattern.slice(1) : pattern) };
  });
  return (path) => {
    let meant = false;
    for (const { isException, matches } of rules)
      if (isException === meant && matches(path)) meant = !isException;
    return meant;
  };
}

const hasMeta = (text: string): boolean => /[*?[\]{}\\]/.test(text);

/** The frequent forms without the general matcher. */
function matcherOf(pattern: string): PathFilter {
  if (!hasMeta(pattern)) return (path) => path === pattern;
  const folder = pattern.slice(0, -2);
  if (pattern.endsWith('/**') && !hasMeta(folder)) return (path) => path.startsWith(folder);
  return createMatcher([pattern], 'full');
}

/** The folder, or the file, that all that a pattern is about lies in; `.` is the repository. */
export function literalFolder(pattern: string): string {
  const names = pattern.split('/');
  const open = names.findIndex(hasMeta);
  return (open < 0 ? names : names.slice(0, open)).join('/') || '.';
}

/** Why a pattern can be about no file, and what to write instead, as a clause; undefined when there is no reason. */
export function patternProblem(pattern: string): string | undefined {
  const text = pattern.replace(/^!/, '');
  if (text === '') return 'is empty';
  if (/^\.?\//.test(text) || text === '.')
    return 'begins with "/" or ".", and paths begin with a name: leave "./" or "/" out';
  if (text.endsWith('/')) return 'ends with "/", and only files change: write "/**" at the end';
  if (text.split('/').some((name) => name === '..' || name === '.' || name === ''))
    return 'has ".", ".." or an empty name in it, and paths have none: leave it out';
  return undefined;
}
