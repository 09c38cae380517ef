/**
 * Path patterns of ignore files, as Trivy matches them (github.com/bmatcuk/doublestar v4): `*`, `?`, classes, nested
 * braces, `\`, and `**` for any number of folders, but only as a whole path segment. What has another meaning there
 * than one would read is refused. Matching takes time in proportion to pattern and path.
 */

export type PathPattern = { readonly matches: (path: string) => boolean };

/** UTF-16 units. */
const MAX_PATTERN = 1000;
/** Patterns without braces that one with braces may stand for. */
const MAX_ALTERNATIVES = 64;

/** @returns the pattern, or a clause why it is refused */
export function parsePathPattern(pattern: string): PathPattern | { readonly refused: string } {
  if (pattern.length > MAX_PATTERN) return { refused: `is longer than ${MAX_PATTERN} characters` };
  const expanded = expand(pattern);
  if ('refused' in expanded) return expanded;
  const programs = expanded.alternatives.map(programOf);
  return { matches: (path) => programs.some((program) => accepts(program, path)) };
}

/** A pattern without braces. */
type Alternative = {
  readonly text: string;
  /** Indexes in it at which a choice between braces began. */
  readonly choices: ReadonlySet<number>;
};

/** Index after the class that begins at `at`, or undefined when it is empty or does not end. */
function classEnd(text: string, at: number): number | undefined {
  let next = at + 1;
  if (text[next] === '^' || text[next] === '!') next += 1;
  if (next >= text.length || text[next] === ']') return undefined;
  for (; next < text.length; next += 1) {
    if (text[next] === '\\') next += 1;
    else if (text[next] === ']') return next + 1;
  }
  return undefined;
}

/** Where the choice that begins at `at` ends, and its commas; undefined when it does not end. */
function choiceAt(text: string, at: number): readonly number[] | undefined {
  const marks = [at];
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === '{') depth += 1;
    else if (character === ',' && depth === 1) marks.push(index);
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return [...marks, index];
    }
  }
  return undefined;
}

/** The first opening brace outside a class; a clause when something before it is malformed. */
function firstBrace(text: string, from: number): number | undefined | { readonly refused: string } {
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') {
      index += 1;
      if (index >= text.length) return { refused: 'ends with a "\\" that escapes nothing' };
    } else if (character === '[') {
      const end = classEnd(text, index);
      if (end === undefined) return { refused: 'has a "[" without characters and "]"' };
      index = end - 1;
    } else if (character === '{') return index;
    else if (character === '}') return { refused: 'has a "}" without "{"' };
  }
  return undefined;
}

function expand(
  pattern: string,
): { readonly alternatives: readonly Alternative[] } | { readonly refused: string } {
  const alternatives: Alternative[] = [];
  let waiting: readonly (Alternative & { readonly from: number })[] = [
    { text: pattern, choices: new Set(), from: 0 },
  ];
  while (waiting.length > 0) {
    if (alternatives.length + waiting.length > MAX_ALTERNATIVES)
      return { refused: `stands for more than ${MAX_ALTERNATIVES} patterns` };
    const next: (Alternative & { readonly from: number })[] = [];
    for (const one of waiting) {
      const brace = firstBrace(one.text, one.from);
      if (brace === undefined) {
        if (one.text.includes('***')) return { refused: 'has three "*" in a row' };
        if (isAmbiguous(one)) return { refused: 'has braces beside "**"' };
        alternatives.push(one);
        continue;
      }
      if (typeof brace === 'object') return brace;
      const marks = choiceAt(one.text, brace);
      const end = marks?.at(-1);
      if (marks === undefined || end === undefined) return { refused: 'has a "{" without "}"' };
      if (/\[[^\]]*[{},]/.test(one.text.slice(brace, end)))
        return { refused: 'has braces or commas in a class inside braces' };
      const choices = new Set(one.choices).add(brace);
      for (const [index, mark] of marks.slice(0, -1).entries()) {
        const chosen = one.text.slice(mark + 1, marks[index + 1]);
        const text = one.text.slice(0, brace) + chosen + one.text.slice(end + 1);
        next.push({ text, choices, from: brace });
      }
    }
    waiting = next;
  }
  return { alternatives };
}

/** A choice that begins inside a run of `*`, or right beside it, makes another thing of it than the run alone. */
const isAmbiguous = ({ text, choices }: Alternative): boolean =>
  [...text.matchAll(/\*{2,}/g)].some(({ 0: run, index }) =>
    [...choices].some(
      (choice) =>
        choice >= index && choice <= index + run.length && (choice > index || !atSegmentStart(text, index)),
    ),
  );

const atSegmentStart = (text: string, index: number) => index === 0 || text[index - 1] === '/';

type Token =
  /** One character. */
  | { readonly kind: 'one'; readonly test: (character: string) => boolean }
  /** Any number of characters but `/`. */
  | { readonly kind: 'star' }
  /** Any number of whole folders. */
  | { readonly kind: 'folders' }
  /** Everything. */
  | { readonly kind: 'rest' };

type Program = {
  readonly tokens: readonly Token[];
  /** By index of the token at which the path ended: whether what is left of the pattern may stand for nothing. */
  readonly canEnd: readonly boolean[];
};

/** What is left of a pattern when it may stand for nothing. */
const EMPTY_TAILS = new Set(['', '*', '**', '/**', '**/', '/**/']);

function programOf({ text, choices }: Alternative): Program {
  const tokens: Token[] = [];
  const canEnd: boolean[] = [];
  const endsAt = (index: number) =>
    EMPTY_TAILS.has(text.slice(index)) && ![...choices].some((choice) => choice > index);
  let segmentStart = true;
  let fixed = true;
  let index = 0;
  while (index < text.length) {
    canEnd.push(endsAt(index));
    const [token, next, startsSegment] = tokenAt(text, index, segmentStart, fixed);
    tokens.push(token);
    fixed &&= token.kind === 'one';
    index = next;
    segmentStart = startsSegment;
  }
  canEnd.push(endsAt(text.length));
  return { tokens, canEnd };
}

/**
 * @param fixed no star stands before it
 * @returns the token, the index after it, and whether a path segment begins there
 */
function tokenAt(
  text: string,
  at: number,
  segmentStart: boolean,
  fixed: boolean,
): readonly [Token, number, boolean] {
  const character = text[at];
  if (character === '*') {
    if (text[at + 1] !== '*') return [{ kind: 'star' }, at + 1, false];
    if (segmentStart && at + 2 >= text.length) return [{ kind: 'rest' }, at + 2, false];
    if (segmentStart && text[at + 2] === '/') return [{ kind: 'folders' }, at + 3, true];
    return [{ kind: 'star' }, at + 2, false];
  }
  if (character === '?') return [{ kind: 'one', test: (other) => other !== '/' }, at + 1, false];
  if (character === '[') {
    const end = classEnd(text, at) ?? text.length;
    return [{ kind: 'one', test: classOf(text.slice(at + 1, end - 1), fixed) }, end, false];
  }
  const from = character === '\\' ? at + 1 : at;
  const own = String.fromCodePoint(text.codePointAt(from) ?? 0);
  return [{ kind: 'one', test: (other) => other === own }, from + own.length, own === '/'];
}

/**
 * A class may stand for `/`, other than `*` and `?`; behind a star that depends on which way is tried first, so there it
 * does not.
 */
function classOf(set: string, slash: boolean): (character: string) => boolean {
  const negated = set.startsWith('^') || set.startsWith('!');
  const characters = [...(negated ? set.slice(1) : set)];
  const ranges: (readonly [number, number])[] = [];
  const take = (at: number): readonly [number, number] => {
    const escaped = characters[at] === '\\' && at + 1 < characters.length;
    const index = escaped ? at + 1 : at;
    return [characters[index]?.codePointAt(0) ?? 0, index + 1];
  };
  let at = 0;
  while (at < characters.length) {
    const [from, next] = take(at);
    at = next;
    if (characters[at] === '-' && at + 1 < characters.length) {
      const [to, after] = take(at + 1);
      // The beginning alone counts as well, also of a range that runs backward.
      ranges.push([from, from], [from, to]);
      at = after;
    } else ranges.push([from, from]);
  }
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '/' && !slash) return false;
    return ranges.some(([from, to]) => from <= code && code <= to) !== negated;
  };
}

/** Follows all ways through the pattern at once, a character of the path after the other. */
function accepts({ tokens, canEnd }: Program, path: string): boolean {
  // By index: the token that comes next, and the one that is taking characters.
  let [next, taking] = [new Set([0]), new Set<number>()];
  for (const character of path) {
    const open = new Set<number>();
    const reachable = enter(tokens, next, taking, open);
    if (reachable === undefined) return true;
    next = new Set();
    taking = new Set();
    for (const index of reachable) {
      const token = tokens[index];
      if (token?.kind === 'one' && token.test(character)) next.add(index + 1);
    }
    for (const index of open) {
      const folders = tokens[index]?.kind === 'folders';
      if (folders || character !== '/') taking.add(index);
      if (folders && character === '/') next.add(index + 1);
    }
    if (next.size === 0 && taking.size === 0) return false;
  }
  // A star ends wherever the path does; folders only behind a slash, where the next token is waiting already.
  const stars = [...taking].filter((index) => tokens[index]?.kind === 'star').map((index) => index + 1);
  // Of several ways, the one counts that is farthest: it is the one that is found first.
  return canEnd[Math.max(-1, ...next, ...stars)] === true;
}

/**
 * The tokens that may take the next character, with what stands for nothing skipped.
 * @param open gets the stars and folders that may take it
 * @returns undefined when the rest of the path does not matter
 */
function enter(
  tokens: readonly Token[],
  next: ReadonlySet<number>,
  taking: ReadonlySet<number>,
  open: Set<number>,
): ReadonlySet<number> | undefined {
  const reachable = new Set(next);
  for (const index of taking) {
    open.add(index);
    if (tokens[index]?.kind === 'star') reachable.add(index + 1);
  }
  // Indexes that are added while the set is walked are walked as well.
  for (const index of reachable) {
    const kind = tokens[index]?.kind;
    if (kind === 'rest') return undefined;
    if (kind !== 'star' && kind !== 'folders') continue;
    open.add(index);
    reachable.add(index + 1);
  }
  return reachable;
}
