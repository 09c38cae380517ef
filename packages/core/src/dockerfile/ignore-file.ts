/**
 * `.dockerignore`, as BuildKit applies it: the last pattern that is about a file, or about a folder that it lies in,
 * decides. https://github.com/moby/patternmatcher (ignorefile, MatchesOrParentMatches)
 */
import { posix } from 'node:path';
import { type Compile, type Matches, rememberMatches } from '../text/remembered.ts';
import { compilePattern, hasMeta } from './pattern.ts';

/** Patterns in the order of the file; `!` before one takes back. */
export function ignorePatterns(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [sign, pattern] = line.startsWith('!') ? ['!', line.slice(1).trim()] : ['', line];
      const clean = pattern === '' ? '' : posix.normalize(pattern).replace(/(?<=.)\/$/, '');
      return sign + (clean.length > 1 ? clean.replace(/^\//, '') : clean);
    });
}

/** For one list of so many paths from one root: many ignore files of a repository have the same patterns. */
export const rememberIgnorePatterns = (size: number): Compile =>
  rememberMatches(compilePattern, size, (pattern) => !hasMeta(pattern));

/**
 * Whether a file of the context, by its path in it, is left out.
 * @param patterns as {@link ignorePatterns} gives them, or those of `--exclude`
 */
export function createIgnore(patterns: readonly string[], compile: Compile = compilePattern): Matches {
  const rules = patterns.flatMap((pattern) => {
    const isException = pattern.startsWith('!');
    const matches = compile(isException ? pattern.slice(1) : pattern);
    return matches === undefined ? [] : [{ isException, matches }];
  });
  if (!rules.some(({ isException }) => isException)) return anyOf(rules.map(({ matches }) => matches));
  return (path, at) => {
    let ignored = false;
    for (const { isException, matches } of rules)
      if (isException === ignored && matches(path, at)) ignored = !isException;
    return ignored;
  };
}

/** Begins with the one that was about the path before: files of one kind come together. */
function anyOf(matchers: readonly Matches[]): Matches {
  let last: Matches | undefined;
  return (path, at) => {
    if (last?.(path, at) === true) return true;
    const found = matchers.find((matches) => matches(path, at));
    last = found ?? last;
    return found !== undefined;
  };
}
