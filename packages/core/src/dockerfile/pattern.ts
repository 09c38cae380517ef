/**
 * Patterns of Docker's ignore files and of COPY. The time is bounded by the product of the lengths, whatever the pattern.
 * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go, https://pkg.go.dev/path/filepath#Match
 */

import { matcherOf } from './pattern-matcher.ts';
import { tokensOf } from './pattern-tokens.ts';

/** UTF-16 units. What is longer is about nothing. */
const MAX_PATTERN = 1000;

/** Whether a text means more than itself. */
export const hasMeta = (text: string): boolean => /[*?[\]\\]/.test(text);

/** Whether a path or a folder that it lies in matches; undefined for what is no pattern. */
export function compilePattern(pattern: string): ((path: string) => boolean) | undefined {
  if (pattern === '' || pattern === '.' || pattern.length > MAX_PATTERN) return undefined;
  if (!hasMeta(pattern)) return (path) => isIn(path, pattern);
  if (pattern === '*' || pattern === '**') return () => true;
  // The most frequent one.
  const [, name] = /^\*\*\/([^*?[\]\\/]+)$/.exec(pattern) ?? [];
  if (name !== undefined) return (path) => `/${path}/`.includes(`/${name}/`);
  // Without a slash, and nothing else in it, it is any end of a name.
  const [, end] = /^\*\*([^*?[\]\\/][^*?[\]\\]*)$/.exec(pattern) ?? [];
  const tokens = end === undefined ? tokensOf(pattern) : ['any' as const, ...(tokensOf(end) ?? [])];
  if (tokens === undefined) return undefined;
  const prefix = /^[^*?[\]\\]*/.exec(pattern)?.[0] ?? '';
  const matches = matcherOf(tokens);
  return (path) => path.startsWith(prefix) && matches(path);
}

/** Whether one part of a path matches, as Go's filepath.Match has it. */
export function compilePart(part: string): (name: string) => boolean {
  if (!hasMeta(part)) return (name) => name === part;
  const tokens = tokensOf(part);
  return tokens === undefined ? () => false : matcherOf(tokens);
}

const isIn = (path: string, folder: string): boolean =>
  path.startsWith(folder) && (path.length === folder.length || path[folder.length] === '/');
