/**
 * `.dockerignore`, as BuildKit applies it: the last pattern that is about a file, or about a folder that it lies in,
 * decides. https://github.com/moby/patternmatcher (ignorefile, MatchesOrParentMatches)
 */
import { posix } from 'node:path';
import { compilePattern } from './pattern.ts';

/** Whether a file of the context, by its path in it, is left out. */
export type Ignore = (path: string) => boolean;

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

/** @param patterns as {@link ignorePatterns} gives them, or those of `--exclude` */
export function createIgnore(patterns: readonly string[]): Ignore {
  const rules = patterns.flatMap((pattern) => {
    const isException = pattern.startsWith('!');
    const matches = compilePattern(isException ? pattern.slice(1) : pattern);
    return matches === undefined ? [] : [{ isException, matches }];
  });
  if (rules.length === 0) return () => false;
  return (path) => {
    let ignored = false;
    for (const { isException, matches } of rules)
      if (isException === ignored && matches(path)) ignored = !isException;
    return ignored;
  };
}
