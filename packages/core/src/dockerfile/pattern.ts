/**
 * Patterns of Docker's ignore files and of COPY. The time is bounded by the product of the lengths, whatever the pattern.
 * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go, https://pkg.go.dev/path/filepath#Match
 */

/** `any`: anything. `names`: nothing, or names with a slash after each. `star`: within one name. Else a test of one character. */
type Token = 'any' | 'names' | 'star' | ((character: string) => boolean);

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

const TOKEN =
  /(?<names>\*\*\/?)|(?<star>\*)|(?<one>\?)|\[(?<not>\^?)(?<set>(?:\\[\s\S]|[^\]\\])+)\]|\\(?<escaped>[\s\S])|(?<plain>[\s\S])/gu;

function tokensOf(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (const { 0: whole, index, groups = {} } of pattern.matchAll(TOKEN)) {
    const { names, star, one, not, set, escaped, plain } = groups;
    if (names !== undefined) tokens.push(index + whole.length === pattern.length ? 'any' : 'names');
    else if (star !== undefined) tokens.push('star');
    else if (one !== undefined) tokens.push((character) => character !== '/');
    else if (set !== undefined) {
      const has = classOf(set);
      if (has === undefined) return undefined;
      tokens.push((character) => has(character) === (not === ''));
    } else {
      // An open bracket without its end is an error of the whole file.
      if (plain === '[') return undefined;
      const own = escaped ?? plain;
      tokens.push((character) => character === own);
    }
  }
  return tokens;
}

function classOf(set: string): ((character: string) => boolean) | undefined {
  const ranges = [...set.matchAll(/\\?([\s\S])(?:-\\?([\s\S]))?/gu)].map(
    ([, from = '', to = from]) => [from, to] as const,
  );
  if (ranges.some(([from, to]) => from > to)) return undefined;
  return (character) => ranges.some(([from, to]) => from <= character && character <= to);
}

/**
 * Whether the tokens are about the whole text, or about what stands before one of its slashes. The positions in the
 * pattern that may be reached are bits of a number: a plan asks this millions of times.
 */
function matcherOf(tokens: readonly Token[]): (text: string) => boolean {
  if (tokens.length > MAX_BITS) return (text) => matchesWithin(tokens, text);
  const entered = [...tokens.keys(), tokens.length].map((from) => {
    const states = new Set<number>();
    enter(tokens, states, from);
    return [...states].reduce((bits, state) => bits | (1 << state), 0);
  });
  const [anywhere, inName, names] = (['any', 'star', 'names'] as const).map((kind) =>
    bitsOf(tokens, kind),
  ) as [number, number, number];
  const characters = new Map<string, number>();
  const taking = (character: string): number => {
    const known = characters.get(character);
    if (known !== undefined) return known;
    const bits = tokens.reduce(
      (sum, token, at) => (typeof token === 'function' && token(character) ? sum | (1 << at) : sum),
      0,
    );
    characters.set(character, bits);
    return bits;
  };
  const end = 1 << tokens.length;
  const start = entered[0] ?? 0;
  return (text) => {
    let states = start;
    for (const character of text) {
      const slash = character === '/';
      if (slash && (states & end) !== 0) return true;
      let next = states & names;
      const stay = states & (slash ? anywhere : anywhere | inName);
      for (let rest = stay; rest !== 0; rest &= rest - 1) next |= entered[lowest(rest)] ?? 0;
      const go = (states & taking(character)) | (slash ? states & names : 0);
      for (let rest = go; rest !== 0; rest &= rest - 1) next |= entered[lowest(rest) + 1] ?? 0;
      if (next === 0) return false;
      states = next;
    }
    return (states & end) !== 0;
  };
}

/** Bits of a number that JavaScript's operators take, less one for the end. */
const MAX_BITS = 30;

/** Position of the lowest bit that is set. */
const lowest = (bits: number): number => 31 - Math.clz32(bits & -bits);

const bitsOf = (tokens: readonly Token[], kind: Token): number =>
  tokens.reduce((bits, token, at) => (token === kind ? bits | (1 << at) : bits), 0);

/** The same for patterns of any length. */
function matchesWithin(tokens: readonly Token[], text: string): boolean {
  let states = new Set<number>();
  enter(tokens, states, 0);
  for (const character of text) {
    if (character === '/' && states.has(tokens.length)) return true;
    const next = new Set<number>();
    for (const state of states) step(tokens, next, state, character);
    if (next.size === 0) return false;
    states = next;
  }
  return states.has(tokens.length);
}

/** What may be empty is passed over at once. */
function enter(tokens: readonly Token[], states: Set<number>, from: number): void {
  let state = from;
  while (typeof tokens[state] === 'string') {
    states.add(state);
    state += 1;
  }
  states.add(state);
}

function step(tokens: readonly Token[], next: Set<number>, state: number, character: string): void {
  const token = tokens[state];
  if (typeof token === 'function') {
    if (token(character)) enter(tokens, next, state + 1);
  } else if (token === 'any' || (token === 'star' && character !== '/')) enter(tokens, next, state);
  else if (token === 'names') {
    // Within names: only after a slash there may be what follows.
    next.add(state);
    if (character === '/') enter(tokens, next, state + 1);
  }
}
