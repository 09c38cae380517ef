export type Instruction = {
  /** Upper-case. */
  readonly keyword: string;
  /** What follows, with continued lines joined; bodies of here-documents are left out. */
  readonly rest: string;
  /** 1-based, of the keyword. */
  readonly line: number;
};

const DIRECTIVE = /^\s*#\s*([A-Za-z]+)\s*=\s*(.+?)\s*$/;
const HERE_DOCUMENT = /<<-?\s*(["']?)([A-Za-z_][\w.]*)\1/g;
const WITH_HERE_DOCUMENTS = new Set(['RUN', 'COPY', 'ADD']);

/**
 * Splits a Dockerfile into its instructions.
 * https://docs.docker.com/reference/dockerfile/#format (parser directives, comments, continuation, here-documents)
 */
export function parseInstructions(text: string): {
  readonly instructions: readonly Instruction[];
  readonly syntax?: string;
} {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const directives = readDirectives(lines);
  const continued = directives.get('escape') === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  const instructions: Instruction[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    let joined = lines[index] ?? '';
    if (isComment(joined) || joined.trim() === '') continue;
    while (continued.test(joined) && index + 1 < lines.length) {
      index += 1;
      const next = lines[index] ?? '';
      // Comments and empty lines between continued lines do not end the instruction.
      if (!isComment(next) && next.trim() !== '') joined = `${joined.replace(continued, '')}${next}`;
    }
    const [, keyword = '', rest = ''] = /^\s*([A-Za-z]+)\s*(.*)$/s.exec(joined) ?? [];
    const instruction = { keyword: keyword.toUpperCase(), rest: rest.replace(continued, '').trim(), line };
    instructions.push(instruction);
    if (!WITH_HERE_DOCUMENTS.has(instruction.keyword)) continue;
    for (const [operator, , end] of instruction.rest.matchAll(HERE_DOCUMENT)) {
      const isEnd = (each: string) => (operator.startsWith('<<-') ? each.replace(/^\t+/, '') : each) === end;
      const at = lines.findIndex((each, position) => position > index && isEnd(each));
      if (at === -1) break;
      index = at;
    }
  }
  const syntax = directives.get('syntax');
  return { instructions, ...(syntax === undefined ? {} : { syntax }) };
}

/** Only at the top, before comments, empty lines and instructions. */
function readDirectives(lines: readonly string[]): Map<string, string> {
  const directives = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 && line.startsWith('#!')) continue;
    const [, name = '', value = ''] = DIRECTIVE.exec(line) ?? [];
    if (name === '' || directives.has(name.toLowerCase())) break;
    directives.set(name.toLowerCase(), value);
  }
  return directives;
}

const isComment = (line: string): boolean => /^\s*#/.test(line);
