/**
 * Patterns of file names, for paths with `/` and without a slash at the beginning. Names that begin with a dot are names
 * like others. The time is bounded by the product of the lengths, whatever the pattern: see docs/decisions/globs.md.
 */

/**
 * - `wildcards`: `*` for anything inside one name, `**` for any number of names; everything else is literal
 * - `full`: also `?`, `[abc]`, `[!a-c]`, `{a,b}` and `\` before what is meant literally; what has no meaning (an open
 *   bracket) is literal
 */
export type GlobDialect = 'wildcards' | 'full';

/** UTF-16 units. What is longer matches nothing but itself. */
export const MAX_PATTERN = 1000;
/** Patterns that the braces of one may stand for; what braces beyond that stand for is left out. */
const MAX_ALTERNATIVES = 64;

/** One or no character: a test; any number of them: `star`. */
type Token = 'star' | ((character: string) => boolean);
type Part = 'globstar' | readonly Token[];

export const hasWildcard = (pattern: string): boolean => pattern.includes('*');

/** Whether one of the patterns is about the whole path. */
export function createMatcher(patterns: readonly string[], dialect: GlobDialect): (path: string) => boolean {
  const matchers = patterns.map((pattern) => matcherOf(pattern, dialect));
  return (path) => matchers.some((matches) => matches(path));
}

function matcherOf(pattern: string, dialect: GlobDialect): (path: string) => boolean {
  const plain = withoutStart(pattern);
  if (plain.length > MAX_PATTERN) return (path) => path === plain;
  const texts = dialect === 'full' ? alternatives(plain) : [plain];
  const all = texts.map((text) => ({
    parts: text.split('/').map((part) => partOf(part, dialect)),
    literal: literalOf(text, dialect),
  }));
  // "folder/**" is what lies in the folder; for files of one name the difference does not matter.
  const leastAtEnd = dialect === 'full' ? 1 : 0;
  return (path) => {
    if (!all.some(({ literal }) => path.includes(literal))) return false;
    const names = path.split('/').map((name) => [...name]);
    return all.some(({ parts }) => matchesParts(parts, names, leastAtEnd));
  };
}

/** Texts of which every path holds one that a pattern of the dialect `full` is about; an empty one says nothing. */
export function literalsIn(pattern: string): readonly string[] {
  const plain = withoutStart(pattern);
  return plain.length > MAX_PATTERN ? [plain] : alternatives(plain).map((text) => literalOf(text, 'full'));
}

const withoutStart = (pattern: string): string => pattern.replace(/^(?:\.?\/)+/, '');

/** The longest text that stands in whatever matches: to look for it is much faster than to match. */
function literalOf(text: string, dialect: GlobDialect): string {
  if (dialect === 'full' && /[[\]\\{}]/.test(text)) return '';
  const literals = text.split(dialect === 'full' ? /[*?/]+/ : /[*/]+/);
  return literals.reduce((longest, each) => (each.length > longest.length ? each : longest), '');
}

const CHOICE = /\\.|\{(?<choices>[^{}]*)\}|(?<glued>(?<=[^/])\*{2,}|\*{2,}(?=[^/*]))/gsu;

/** The patterns that braces stand for, and `**` beside other characters: anything in one name, or over several. */
function alternatives(pattern: string): readonly string[] {
  const done: string[] = [];
  let waiting: readonly string[] = [pattern];
  while (waiting.length > 0) {
    if (done.length + waiting.length > MAX_ALTERNATIVES)
      return [...done, ...waiting].slice(0, MAX_ALTERNATIVES);
    waiting = waiting.flatMap((text) => {
      const choice = [...text.matchAll(CHOICE)].find(
        ({ groups }) => (groups?.['choices'] ?? groups?.['glued']) !== undefined,
      );
      if (choice === undefined) {
        done.push(text);
        return [];
      }
      const [before, after] = [text.slice(0, choice.index), text.slice(choice.index + choice[0].length)];
      const texts = choice.groups?.['choices']?.split(',') ?? ['*', '*/**/*'];
      return texts.map((chosen) => before + chosen + after);
    });
  }
  return done;
}

const TOKEN = /(?<star>\*+)|(?<one>\?)|\[(?<not>[!^]?)(?<set>[^\]\\]+)\]|\\(?<escaped>.)|(?<plain>.)/gsu;

function partOf(part: string, dialect: GlobDialect): Part {
  if (part === '**') return 'globstar';
  if (dialect === 'wildcards')
    return [...part].map((own) => (own === '*' ? 'star' : (character) => character === own));
  return [...part.matchAll(TOKEN)].flatMap(({ 0: whole, groups = {} }): readonly Token[] => {
    if (groups['star']) return ['star'];
    if (groups['one']) return [() => true];
    const characters = groups['set'] === undefined ? undefined : classOf(groups['set']);
    if (characters !== undefined) return [(character) => characters(character) === (groups['not'] === '')];
    const text = groups['escaped'] ?? groups['plain'] ?? whole;
    return [...text].map((own) => (character) => character === own);
  });
}

/** Single characters and ranges; undefined when a range runs backward. */
function classOf(set: string): ((character: string) => boolean) | undefined {
  const ranges = [...set.matchAll(/(.)-(.)|(.)/gsu)].map(
    ([, from, to, one]) => [from ?? one ?? '', to ?? one ?? ''] as const,
  );
  if (ranges.some(([from, to]) => from > to)) return undefined;
  return (character) => ranges.some(([from, to]) => from <= character && character <= to);
}

/** reachable: how many names the parts so far can be about. */
function matchesParts(
  parts: readonly Part[],
  names: readonly (readonly string[])[],
  leastAtEnd: number,
): boolean {
  let reachable = new Set([0]);
  for (const [index, part] of parts.entries()) {
    const next = new Set<number>();
    if (part === 'globstar') {
      const least = Math.min(...reachable) + (index > 0 && index === parts.length - 1 ? leastAtEnd : 0);
      for (let at = least; at <= names.length; at += 1) next.add(at);
    } else
      for (const at of reachable) {
        const name = names[at];
        if (name !== undefined && matchesName(part, name)) next.add(at + 1);
      }
    if (next.size === 0) return false;
    reachable = next;
  }
  return reachable.has(names.length);
}

/** After a failure only the last `*` takes one character more: an earlier one could reach nothing new. */
function matchesName(tokens: readonly Token[], name: readonly string[]): boolean {
  let [token, at] = [0, 0];
  let retry: { readonly token: number; readonly at: number } | undefined;
  while (at < name.length) {
    const expected = tokens[token];
    if (expected === 'star') {
      retry = { token, at };
      token += 1;
    } else if (expected?.(name[at] ?? '') === true) {
      token += 1;
      at += 1;
    } else if (retry !== undefined) {
      retry = { token: retry.token, at: retry.at + 1 };
      token = retry.token + 1;
      at = retry.at;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === 'star');
}
