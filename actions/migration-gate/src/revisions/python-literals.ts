/**
 * Reads assignments of literals at the top of a Python module, without running it: a migration that is judged must not
 * say by code of its own where it stands. https://docs.python.org/3/reference/lexical_analysis.html
 */

/** A string, None, or a tuple or list of strings. */
export type Literal = string | null | readonly string[];

export type Assignment = {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  /** Undefined when it is no literal that is known here. */
  readonly value: Literal | undefined;
};

export type Definition = { readonly name: string; readonly line: number };

export type Comment = { readonly text: string; readonly line: number };

export type PythonModule = {
  readonly assignments: readonly Assignment[];
  /** Functions at the top of the module. */
  readonly definitions: readonly Definition[];
  readonly comments: readonly Comment[];
  readonly lines: number;
};

type Token =
  | { readonly kind: 'string'; readonly text: string | undefined; readonly line: number }
  | { readonly kind: 'word' | 'sign'; readonly text: string; readonly line: number }
  /** The end of a logical line. */
  | { readonly kind: 'end'; readonly line: number };

export function readPythonModule(source: string): PythonModule {
  const comments: Comment[] = [];
  const statements = logicalLines(source, comments);
  return {
    assignments: statements.flatMap(assignmentOf),
    definitions: statements.flatMap(definitionOf),
    comments,
    lines: source.split('\n').length,
  };
}

/** Statements that begin in the first column, as their tokens. */
function logicalLines(source: string, comments: Comment[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  let current: Token[] | undefined;
  for (const { token, column } of tokens(source, comments)) {
    if (token.kind === 'end') {
      if (current !== undefined && current.length > 0) statements.push(current);
      current = undefined;
    } else if (current !== undefined) current.push(token);
    // What is indented belongs to a block.
    else current = column === 0 ? [token] : [];
  }
  if (current !== undefined && current.length > 0) statements.push(current);
  return statements;
}

const OPENING = '([{';
const CLOSING = ')]}';

function* tokens(
  source: string,
  comments: Comment[],
): Generator<{ readonly token: Token; readonly column: number }> {
  let at = 0;
  let line = 1;
  let lineStart = 0;
  let depth = 0;
  const newLine = () => {
    line += 1;
    lineStart = at;
  };
  while (at < source.length) {
    const character = source.charAt(at);
    const column = at - lineStart;
    if (character === '\n') {
      at += 1;
      if (depth === 0) yield { token: { kind: 'end', line }, column };
      newLine();
    } else if (character === '\\' && source.charAt(at + 1) === '\n') {
      at += 2;
      newLine();
    } else if (/\s/.test(character)) at += 1;
    else if (character === '#') {
      const end = indexOr(source, '\n', at);
      comments.push({ text: source.slice(at + 1, end).trim(), line });
      at = end;
    } else {
      const start = at;
      const literal = stringAt(source, at);
      if (literal !== undefined) {
        at = literal.end;
        yield { token: { kind: 'string', text: literal.text, line }, column };
        // Only within the string: to look for the next line's end each time would read a long line again and again.
        for (let index = start; index < literal.end; index += 1)
          if (source.charAt(index) === '\n') {
            line += 1;
            lineStart = index + 1;
          }
        continue;
      }
      const word = wordAt(source, at);
      at += word.length;
      if (OPENING.includes(word)) depth += 1;
      else if (CLOSING.includes(word)) depth = Math.max(0, depth - 1);
      yield { token: { kind: /^\w/.test(word) ? 'word' : 'sign', text: word, line }, column };
    }
  }
}

const indexOr = (source: string, text: string, from: number): number => {
  const found = source.indexOf(text, from);
  return found === -1 ? source.length : found;
};

function wordAt(source: string, at: number): string {
  let end = at;
  while (end < source.length && /[\w\u0080-\uffff]/.test(source.charAt(end))) end += 1;
  return end === at ? source.charAt(at) : source.slice(at, end);
}

/** @returns the text only of what can be read without knowing more: no f-string, bytes, or escape but of quotes */
function stringAt(
  source: string,
  at: number,
): { readonly end: number; readonly text: string | undefined } | undefined {
  let start = at;
  while (start - at < 2 && /[rRbBuUfFtT]/.test(source.charAt(start))) start += 1;
  const quote = source.charAt(start);
  if (quote !== '"' && quote !== "'") return undefined;
  const prefix = source.slice(at, start).toLowerCase();
  const triple = source.startsWith(quote.repeat(3), start);
  const fence = triple ? quote.repeat(3) : quote;
  let end = start + fence.length;
  while (end < source.length && !source.startsWith(fence, end)) {
    if (source.charAt(end) === '\\') end += 1;
    // An ordinary string that its line does not end is an error; the rest is read as code.
    else if (source.charAt(end) === '\n' && !triple) break;
    end += 1;
  }
  const body = source.slice(start + fence.length, end);
  const plain = !body.includes('\\') && (prefix === '' || prefix === 'u' || prefix === 'r');
  const closed = source.startsWith(fence, end);
  return { end: closed ? end + fence.length : end, text: plain && closed ? body : undefined };
}

function assignmentOf(statement: readonly Token[]): readonly Assignment[] {
  const [first] = statement;
  if (first?.kind !== 'word') return [];
  const equals = statement.findIndex(
    ({ kind }, index) => kind === 'sign' && textOf(statement[index]) === '=',
  );
  const next = textOf(statement[1]);
  if (equals === -1 || (equals !== 1 && next !== ':')) return [];
  return [{ name: first.text, line: first.line, value: literalOf(statement.slice(equals + 1)) }];
}

const textOf = (token: Token | undefined): string | undefined =>
  token?.kind === 'word' || token?.kind === 'sign' ? token.text : undefined;

function literalOf(value: readonly Token[]): Literal | undefined {
  const [first, ...rest] = value;
  if (first?.kind === 'string' && rest.length === 0) return first.text;
  if (textOf(first) === 'None' && rest.length === 0) return null;
  const open = textOf(first) ?? '';
  const close = open === '(' ? ')' : open === '[' ? ']' : undefined;
  if (close === undefined || textOf(value.at(-1)) !== close) return undefined;
  const items: string[] = [];
  const inside = value.slice(1, -1);
  for (const [index, token] of inside.entries()) {
    if (index % 2 === 1) {
      if (textOf(token) !== ',') return undefined;
    } else if (token.kind === 'string' && token.text !== undefined) items.push(token.text);
    else return undefined;
  }
  // ("a") is a string and no tuple.
  return open === '(' && inside.length === 1 ? items[0] : items;
}

function definitionOf(statement: readonly Token[]): readonly Definition[] {
  const [first, second, third] = statement.map(textOf);
  const line = statement[0]?.line ?? 1;
  if (first === 'def' && second !== undefined) return [{ name: second, line }];
  return first === 'async' && second === 'def' && third !== undefined ? [{ name: third, line }] : [];
}
