/**
 * Words of a Dockerfile, and what variables make of them, as BuildKit's shell lexer has it.
 * https://github.com/moby/buildkit/blob/v0.32.2/frontend/dockerfile/shell/lex.go
 */

export type Word = {
  /** As it is written. */
  readonly raw: string;
  /** Without quotes and escapes. */
  readonly plain: string;
  /** Position after it. */
  readonly end: number;
};

/** At white space that is neither quoted nor escaped. */
export function splitWords(text: string, escapeWith: string): readonly Word[] {
  const words: Word[] = [];
  let [start, plain, quote] = [-1, '', ''];
  const finish = (end: number) => {
    if (start >= 0) words.push({ raw: text.slice(start, end), plain, end });
    [start, plain] = [-1, ''];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote === '' && /\s/.test(character)) {
      finish(at);
      continue;
    }
    if (start < 0) start = at;
    if (character === escapeWith && quote !== "'" && at + 1 < text.length) {
      at += 1;
      plain += text[at] ?? '';
    } else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
    else plain += character;
  }
  finish(text.length);
  return words;
}

/** The value of a variable: `unset`, or `unknown` when it may come from an image. */
export type Value = { readonly is: string } | 'unset' | 'unknown';
export type Lookup = (name: string) => Value;

/** Deepest `${a:-${b}}`. */
const MAX_DEPTH = 20;

/** A word with its variables filled in and its quotes taken off; undefined when that cannot be known. */
export function expandWord(word: string, lookup: Lookup, escapeWith: string, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  let [result, quote] = ['', ''];
  for (let at = 0; at < word.length; at += 1) {
    const character = word[at] ?? '';
    if (quote === "'") {
      if (character === "'") quote = '';
      else result += character;
    } else if (character === escapeWith && at + 1 < word.length) {
      const next = word[at + 1] ?? '';
      // Between double quotes only these are escaped.
      if (quote === '"' && next !== '"' && next !== '$' && next !== escapeWith) result += character;
      result += next;
      at += 1;
    } else if (character === '"') quote = quote === '' ? '"' : '';
    else if (character === "'" && quote === '') quote = "'";
    else if (character === '$') {
      const variable = variableAt(word, at, escapeWith);
      if (variable === undefined) {
        result += character;
        continue;
      }
      const value = valueIn(variable, lookup, escapeWith, depth);
      if (value === undefined) return undefined;
      result += value;
      at = variable.end - 1;
    } else result += character;
  }
  return result;
}

type Variable = {
  readonly name: string;
  /** What follows the name between braces. */
  readonly modifier: string;
  readonly end: number;
};

function variableAt(word: string, at: number, escapeWith: string): Variable | undefined {
  const [plain] = /^[A-Za-z_][A-Za-z0-9_]*|^[0-9@*#?!$-]/.exec(word.slice(at + 1, at + 200)) ?? [];
  if (plain !== undefined) return { name: plain, modifier: '', end: at + 1 + plain.length };
  if (word[at + 1] !== '{') return undefined;
  let open = 1;
  let end = at + 2;
  for (; end < word.length && open > 0; end += 1) {
    if (word[end] === escapeWith) end += 1;
    else if (word[end] === '{') open += 1;
    else if (word[end] === '}') open -= 1;
  }
  const inner = word.slice(at + 2, end - 1);
  const [name = ''] = /^[A-Za-z_][A-Za-z0-9_]*/.exec(inner) ?? [];
  return { name, modifier: inner.slice(name.length), end };
}

function valueIn(
  { name, modifier }: Variable,
  lookup: Lookup,
  escapeWith: string,
  depth: number,
): string | undefined {
  if (!/^[A-Za-z_]/.test(name)) return undefined;
  const value = lookup(name);
  if (value === 'unknown') return undefined;
  const text = value === 'unset' ? '' : value.is;
  if (modifier === '') return text;
  const [, colon, kind, word = ''] = /^(:?)([-+?])([\s\S]*)$/.exec(modifier) ?? [];
  // Patterns of the shell (#, %, /) are rare in paths.
  if (kind === undefined) return undefined;
  const isSet = value !== 'unset' && (colon !== ':' || text !== '');
  if (kind === '+') return isSet ? expandWord(word, lookup, escapeWith, depth + 1) : '';
  if (isSet) return text;
  return kind === '-' ? expandWord(word, lookup, escapeWith, depth + 1) : undefined;
}
