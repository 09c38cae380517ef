/**
 * Lists of path patterns as workflows have them under `paths`: a later pattern overrules an earlier one, and `!` before
 * one takes back. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
import { createMatcher, literalsIn } from './glob.ts';
import { type Compile, type Matches, rememberMatches } from './remembered.ts';

/** @param compile of {@link rememberPathPatterns} */
export function createPathFilter(patterns: readonly string[], compile: Compile): Matches {
  const rules = patterns.flatMap((pattern) => {
    const isException = pattern.startsWith('!');
    const matches = compile(isException ? pattern.slice(1) : pattern);
    return matches === undefined ? [] : [{ isException, matches }];
  });
  return (path, at) => {
    let meant = false;
    for (const { isException, matches } of rules)
      if (isException === meant && matches(path, at)) meant = !isException;
    return meant;
  };
}

/** For one list of so many paths, from the top of the repository: many apps are given the same patterns. */
export const rememberPathPatterns = (size: number): Compile => rememberMatches(matcherOf, size, isFrequent);

const hasMeta = (text: string): boolean => /[*?[\]{}\\]/.test(text);
const isFolder = (pattern: string): boolean => pattern.endsWith('/**') && !hasMeta(pattern.slice(0, -2));
const isFrequent = (pattern: string): boolean => !hasMeta(pattern) || isFolder(pattern);

/** The frequent forms without the general matcher. */
function matcherOf(pattern: string): (path: string) => boolean {
  if (isFolder(pattern)) return (path) => path.startsWith(pattern.slice(0, -2));
  return hasMeta(pattern) ? createMatcher([pattern], 'full') : (path) => path === pattern;
}

/** Where all that a pattern is about is found. */
export type Whereabouts =
  /** In this folder, or it is this file; `.` is the repository. */
  | { readonly folder: string }
  /** Where one of these stands in the path. */
  | { readonly literals: readonly string[] };

export function whereabouts(pattern: string): Whereabouts {
  const folder = literalFolder(pattern);
  if (folder !== '.') return { folder };
  const literals = literalsIn(pattern);
  return literals.includes('') ? { folder } : { literals };
}

/** The folder, or the file, that all that a pattern is about lies in; `.` is the repository. */
function literalFolder(pattern: string): string {
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
