/**
 * `.dockerignore`, as BuildKit applies it: the last pattern that is about a file, or about a folder that it lies in,
 * decides. https://github.com/moby/patternmatcher (ignorefile, MatchesOrParentMatches)
 */
import { posix } from 'node:path';
import { compilePattern, hasMeta } from './pattern.ts';

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

/** As {@link compilePattern}. */
export type Compile = (pattern: string) => ((path: string) => boolean) | undefined;

/**
 * Remembers what each pattern said of each path: many ignore files of one repository have the same patterns.
 * Keep one for a plan and one root, since paths are from there.
 */
export function rememberingCompile(): Compile {
  const compiled = new Map<string, ReturnType<Compile>>();
  return (pattern) => {
    if (compiled.has(pattern)) return compiled.get(pattern);
    const matches = compilePattern(pattern);
    const known = new Map<string, boolean>();
    const remembering = (path: string): boolean => {
      const before = known.get(path);
      if (before !== undefined) return before;
      const answer = matches?.(path) ?? false;
      known.set(path, answer);
      return answer;
    };
    // What stands for itself is faster compared than looked up.
    const result = matches === undefined || !hasMeta(pattern) ? matches : remembering;
    compiled.set(pattern, result);
    return result;
  };
}

/** @param patterns as {@link ignorePatterns} gives them, or those of `--exclude` */
export function createIgnore(patterns: readonly string[], compile: Compile = compilePattern): Ignore {
  const rules = patterns.flatMap((pattern) => {
    const isException = pattern.startsWith('!');
    const matches = compile(isException ? pattern.slice(1) : pattern);
    return matches === undefined ? [] : [{ isException, matches }];
  });
  if (!rules.some(({ isException }) => isException)) return anyOf(rules.map(({ matches }) => matches));
  return (path) => {
    let ignored = false;
    for (const { isException, matches } of rules)
      if (isException === ignored && matches(path)) ignored = !isException;
    return ignored;
  };
}

/** Begins with the one that was about the path before: files of one kind come together. */
function anyOf(matchers: readonly ((path: string) => boolean)[]): Ignore {
  let last: (typeof matchers)[number] | undefined;
  return (path) => {
    if (last?.(path) === true) return true;
    const found = matchers.find((matches) => matches(path));
    last = found ?? last;
    return found !== undefined;
  };
}
