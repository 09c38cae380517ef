/**
 * Takes SQL of PostgreSQL apart into statements, as its own scanner does: strings, dollar quotes, nested comments,
 * parentheses, and bodies between BEGIN ATOMIC and END. https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */

export type Statement = {
  /** From the first token to the last, without the semicolon. */
  readonly text: string;
  /** Line of the first token, 1-based. */
  readonly line: number;
  /** Words outside of quotes at its beginning, in upper case. */
  readonly words: readonly string[];
};

/** Words that are kept of a statement: more than any prefix that says what it is. */
const WORDS = 16;

export function splitStatements(source: string): readonly Statement[] {
  const statements: Statement[] = [];
  let start: number | undefined;
  let end = 0;
  let words: string[] = [];
  let depth = 0;
  let atomic = 0;
  let last = '';
  const lineOf = lineCounter(source);
  const finish = () => {
    if (start !== undefined) statements.push({ text: source.slice(start, end), line: lineOf(start), words });
    start = undefined;
    words = [];
    depth = 0;
    atomic = 0;
    last = '';
  };
  for (const token of tokens(source)) {
    if (token.kind === 'sign' && token.text === ';' && depth === 0 && atomic === 0) {
      finish();
      continue;
    }
    start ??= token.at;
    end = token.at + token.text.length;
    if (token.kind === 'sign' && token.text === '(') depth += 1;
    else if (token.kind === 'sign' && token.text === ')') depth = Math.max(0, depth - 1);
    else if (token.kind === 'word') {
      const word = token.text.toUpperCase();
      if (word === 'ATOMIC' && last === 'BEGIN') atomic += 1;
      else if (atomic > 0 && word === 'CASE') atomic += 1;
      else if (atomic > 0 && word === 'END') atomic -= 1;
      if (words.length < WORDS) words.push(word);
      last = word;
    }
  }
  finish();
  return statements;
}

/** The words of SQL outside of quotes and comments, in upper case: what a text says, not what it mentions. */
export const wordsOf = (source: string, limit = WORDS): readonly string[] => {
  const words: string[] = [];
  for (const { kind, text } of tokens(source)) {
    if (words.length >= limit) break;
    if (kind === 'word') words.push(text.toUpperCase());
  }
  return words;
};

/** Names that a text mentions: words in lower case, quoted names as they are. */
export function namesIn(source: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, text } of tokens(source)) {
    if (kind === 'word') names.add(text.toLowerCase());
    else if (kind === 'name') names.add(text.slice(1, -1).replaceAll('""', '"'));
  }
  return names;
}

type Token = {
  readonly kind: 'word' | 'name' | 'string' | 'sign';
  readonly text: string;
  readonly at: number;
};

function* tokens(source: string): Generator<Token> {
  let at = 0;
  while (at < source.length) {
    const end = skipped(source, at);
    if (end > at) {
      at = end;
      continue;
    }
    const token = tokenAt(source, at);
    yield token;
    at += token.text.length;
  }
}

/** Behind blanks or a comment. */
function skipped(source: string, at: number): number {
  const two = source.slice(at, at + 2);
  if (two === '--') return indexOr(source, '\n', at);
  if (two !== '/*') return /\s/.test(source.charAt(at)) ? at + 1 : at;
  let depth = 1;
  let end = at + 2;
  while (end < source.length && depth > 0) {
    const pair = source.slice(end, end + 2);
    if (pair === '/*') depth += 1;
    if (pair === '*/') depth -= 1;
    end += pair === '/*' || pair === '*/' ? 2 : 1;
  }
  return end;
}

function tokenAt(source: string, at: number): Token {
  const character = source.charAt(at);
  const quoted = (kind: Token['kind'], end: number): Token => ({ kind, text: source.slice(at, end), at });
  if (character === "'") return quoted('string', quoteEnd(source, at, "'", false));
  if (character === '"') return quoted('name', quoteEnd(source, at, '"', false));
  if (/[eE]/.test(character) && source.charAt(at + 1) === "'")
    return quoted('string', quoteEnd(source, at + 1, "'", true));
  const fence = character === '$' ? dollarFence(source, at) : undefined;
  if (fence !== undefined) return quoted('string', indexOr(source, fence, at + fence.length) + fence.length);
  let end = at;
  while (end < source.length && /[\w$\u0080-\uffff]/.test(source.charAt(end))) end += 1;
  return end === at ? quoted('sign', at + 1) : quoted('word', end);
}

/** A doubled quote stands for itself. */
function quoteEnd(source: string, open: number, quote: string, escapes: boolean): number {
  let end = open + 1;
  while (end < source.length) {
    const character = source.charAt(end);
    if (escapes && character === '\\') end += 2;
    else if (character !== quote) end += 1;
    else if (source.charAt(end + 1) === quote) end += 2;
    else return end + 1;
  }
  return source.length;
}

function dollarFence(source: string, at: number): string | undefined {
  let end = at + 1;
  while (/[A-Za-z0-9_\u0080-\uffff]/.test(source.charAt(end)) && end - at < 70) end += 1;
  // $1 is a parameter.
  return source.charAt(end) === '$' && !/[0-9]/.test(source.charAt(at + 1))
    ? source.slice(at, end + 1)
    : undefined;
}

function indexOr(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found === -1 ? source.length : found;
}

/** For positions that only grow. */
function lineCounter(source: string): (at: number) => number {
  let line = 1;
  let seen = 0;
  return (at) => {
    for (; seen < at; seen += 1) if (source.charAt(seen) === '\n') line += 1;
    return line;
  };
}
