/**
 * The tokens of HCL, each with its place: comments, strings with templates in them, heredocs. Everything between is
 * kept, so that two texts can be compared token by token. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */

export type HclToken = {
  readonly kind: 'identifier' | 'number' | 'string' | 'heredoc' | 'mark' | 'line';
  readonly start: number;
  readonly end: number;
  /** What a string says, where no template is in it; else as it is written. */
  readonly text: string;
  /** Whether something is filled in: `${…}` or `%{…}`. */
  readonly templated: boolean;
};

/** Why the text is no HCL. */
export class HclError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const BLANK = /[ \t\r\ufeff]+/y;
const COMMENT = /(?:#|\/\/)[^\n]*/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<-?([A-Za-z_][A-Za-z0-9_-]*)\r?\n/y;
const MARK = /[=!<>]=|=>|&&|\|\||\.\.\.|::|[^\s\w"]/uy;

/** @throws HclError */
export function hclTokens(text: string): readonly HclToken[] {
  const tokens: HclToken[] = [];
  let at = 0;
  const add = (kind: HclToken['kind'], end: number, said?: string, templated = false) => {
    tokens.push({ kind, start: at, end, text: said ?? text.slice(at, end), templated });
    at = end;
  };
  while (at < text.length) {
    const skipped = endOf(BLANK, text, at) ?? endOf(COMMENT, text, at) ?? endOfBlockComment(text, at);
    if (skipped !== undefined) {
      at = skipped;
      continue;
    }
    if (text[at] === '\n') add('line', at + 1);
    else if (text[at] === '"') {
      const { end, said, templated } = stringAt(text, at, 0);
      add('string', end, said, templated);
    } else if (text.startsWith('<<', at) && endOf(HEREDOC, text, at) !== undefined)
      add('heredoc', endOfHeredoc(text, at), undefined, true);
    else {
      const identifier = endOf(IDENTIFIER, text, at);
      const number = identifier === undefined ? endOf(NUMBER, text, at) : undefined;
      const mark = identifier ?? number ?? endOf(MARK, text, at);
      if (mark === undefined) throw new HclError('a character that begins nothing', at);
      add(identifier !== undefined ? 'identifier' : number !== undefined ? 'number' : 'mark', mark);
    }
  }
  return tokens;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function endOfBlockComment(text: string, at: number): number | undefined {
  if (!text.startsWith('/*', at)) return undefined;
  const end = text.indexOf('*/', at + 2);
  if (end === -1) throw new HclError('a comment that is not closed', at);
  return end + 2;
}

/** The marker stands alone on its line, indented or not. */
function endOfHeredoc(text: string, at: number): number {
  HEREDOC.lastIndex = at;
  const [, name = ''] = HEREDOC.exec(text) ?? [];
  let line = HEREDOC.lastIndex;
  while (line < text.length) {
    const next = text.indexOf('\n', line);
    const end = next === -1 ? text.length : next;
    const content = text.slice(line, end);
    if (content.trim() === name) return line + content.trimEnd().length;
    line = end + 1;
  }
  throw new HclError('a heredoc that is not closed', at);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** Strings in templates in strings. */
const DEEPEST = 50;

type QuotedString = { readonly end: number; readonly said: string; readonly templated: boolean };

function stringAt(text: string, start: number, depth: number): QuotedString {
  if (depth > DEEPEST) throw new HclError('strings nested too deeply', start);
  let said = '';
  let templated = false;
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    const two = text.slice(at, at + 3);
    if (character === '"')
      return { end: at + 1, said: templated ? text.slice(start + 1, at) : said, templated };
    if (character === '\n') break;
    if (two === '$${' || two === '%%{') {
      said += two.slice(1);
      at += 3;
    } else if (two.startsWith('${') || two.startsWith('%{')) {
      templated = true;
      at = endOfTemplate(text, at + 2, depth);
    } else if (character === '\\') {
      const escaped = escapeAt(text, at);
      said += escaped.said;
      at = escaped.end;
    } else {
      said += character;
      at += 1;
    }
  }
  throw new HclError('a string that is not closed', start);
}

function escapeAt(text: string, at: number): { readonly end: number; readonly said: string } {
  const [, hex] = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at, at + 10)) ?? [];
  if (hex !== undefined)
    return { end: at + 2 + hex.length, said: String.fromCharCode(Number.parseInt(hex, 16)) };
  const said = ESCAPES[text.charAt(at + 1)];
  if (said === undefined) throw new HclError('an escape that stands for nothing', at);
  return { end: at + 2, said };
}

function endOfTemplate(text: string, start: number, depth: number): number {
  let braces = 1;
  for (let at = start; at < text.length; ) {
    const character = text.charAt(at);
    if (character === '"') {
      at = stringAt(text, at, depth + 1).end;
      continue;
    }
    if (character === '{') braces += 1;
    if (character === '}') braces -= 1;
    at += 1;
    if (braces === 0) return at;
  }
  throw new HclError('a template that is not closed', start);
}
