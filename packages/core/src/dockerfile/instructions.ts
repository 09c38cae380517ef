/**
 * The instructions of a Dockerfile, read as BuildKit reads them: continued lines, comments, here-documents, flags. See
 * docs/decisions/dockerfile-parser.md for why this is no library.
 * https://github.com/moby/buildkit/blob/v0.32.2/frontend/dockerfile/parser/parser.go
 */
import { splitWords, type Word } from './words.ts';

export type Instruction = {
  /** In capitals. */
  readonly keyword: string;
  /** `--name=value`, without quotes. */
  readonly flags: readonly string[];
  /** What follows the flags. */
  readonly rest: string;
  /** From 1. */
  readonly line: number;
};

export type ParsedDockerfile = {
  /** The frontend that `# syntax=` names; undefined is BuildKit's own. */
  readonly syntax: string | undefined;
  /** `\`, or what `# escape=` says. */
  readonly escapeWith: string;
  readonly instructions: readonly Instruction[];
};

const DIRECTIVE = /^#[ \t]*([A-Za-z][A-Za-z0-9]{0,30})[ \t]*=[ \t]*(\S[^\r\n]{0,500})$/;
const isComment = (line: string) => line.trimStart().startsWith('#');

export function parseDockerfile(text: string): ParsedDockerfile {
  const lines = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  const directives = readDirectives(lines);
  const escapeWith = directives.get('escape') === '`' ? '`' : '\\';
  const instructions: Instruction[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = at + 1;
    const parts: string[] = [];
    for (let open = true; open && at < lines.length; at += 1) {
      const own = lines[at] ?? '';
      // Comments and empty lines may stand between the lines of one instruction.
      if (isComment(own) || (parts.length > 0 && own.trim() === '')) {
        if (parts.length === 0) open = false;
        continue;
      }
      const continued = continuedPart(own, escapeWith);
      parts.push(continued ?? own);
      open = continued !== undefined;
    }
    const instruction = instructionOf(parts.join('').trim(), line, escapeWith);
    if (instruction === undefined) continue;
    instructions.push(instruction);
    for (const { name, tabs } of heredocsOf(instruction, escapeWith))
      at = afterHeredoc(lines, at, name, tabs);
  }
  return { syntax: directives.get('syntax'), escapeWith, instructions };
}

/** `# name=value` lines at the top, each name once; the first line that is none ends them. */
function readDirectives(lines: readonly string[]): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] = DIRECTIVE.exec(line.trim()) ?? [];
    const key = name.toLowerCase();
    if (!['syntax', 'escape', 'check'].includes(key) || directives.has(key)) break;
    directives.set(key, value.trim());
  }
  return directives;
}

/** The line without the character at its end that continues it; undefined when it ends the instruction. */
function continuedPart(line: string, escapeWith: string): string | undefined {
  const trimmed = line.replace(/[ \t]+$/, '');
  if (!trimmed.endsWith(escapeWith) || trimmed.endsWith(escapeWith + escapeWith)) return undefined;
  return trimmed.slice(0, -1);
}

function instructionOf(text: string, line: number, escapeWith: string): Instruction | undefined {
  const [keyword = ''] = text.split(/\s/, 1);
  if (keyword === '') return undefined;
  const { flags, rest } = splitFlags(text.slice(keyword.length).trim(), escapeWith);
  return { keyword: keyword.toUpperCase(), flags, rest, line };
}

function splitFlags(text: string, escapeWith: string): Pick<Instruction, 'flags' | 'rest'> {
  const flags: string[] = [];
  for (const { raw, plain, end } of splitWords(text, escapeWith)) {
    if (!raw.startsWith('--')) return { flags, rest: text.slice(end - raw.length) };
    // What follows a bare "--" is no flag.
    if (raw === '--') return { flags, rest: text.slice(end).trim() };
    flags.push(plain);
  }
  return { flags, rest: '' };
}

type Heredoc = { readonly name: string; readonly tabs: boolean };

const WITH_HEREDOC = new Set(['RUN', 'COPY', 'ADD', 'ONBUILD']);

function heredocsOf({ keyword, rest }: Instruction, escapeWith: string): readonly Heredoc[] {
  if (!WITH_HEREDOC.has(keyword) || !rest.includes('<<') || jsonWords(rest) !== undefined) return [];
  return splitWords(rest, escapeWith).flatMap((word) => {
    const heredoc = asHeredoc(word);
    return heredoc === undefined ? [] : [heredoc];
  });
}

/** `<<NAME`, `3<<-"NAME"`. */
export function asHeredoc({ raw }: Pick<Word, 'raw'>): Heredoc | undefined {
  const [, minus, quoted = ''] = /^[0-9]{0,9}<<(-?)([^<]+)$/.exec(raw) ?? [];
  const name = quoted.replace(/["'\\]/g, '');
  return name === '' ? undefined : { name, tabs: minus === '-' };
}

/** The line after the one that ends it. */
function afterHeredoc(lines: readonly string[], from: number, name: string, tabs: boolean): number {
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if ((tabs ? line.replace(/^\t+/, '') : line) === name) return at + 1;
  }
  return lines.length;
}

/** The elements of a list in JSON form; undefined when it is none. */
export function jsonWords(rest: string): readonly string[] | undefined {
  if (!rest.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(rest);
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
