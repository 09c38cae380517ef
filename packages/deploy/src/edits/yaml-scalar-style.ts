/** How a string is written as one YAML scalar so that every reader of the file gets that string back. */
import { isMap, isScalar, type Node, parseDocument } from 'yaml';

export type ScalarStyle = 'plain' | 'single' | 'double';
/** Inside `{}` and `[]` more characters end a plain scalar. */
export type ScalarContext = 'block' | 'flow';

/** YAML 1.2 and 1.1 take different plain scalars for numbers, booleans and dates; Helm's reader mixes the two. */
export const YAML_VERSIONS = ['1.2', '1.1'] as const;

/**
 * What Go's reader (Helm, Argo CD, Flux) or PyYAML take for something else than a string, beyond the two
 * specifications: upper-case radix prefixes, the merge key, the default value.
 */
const READ_DIFFERENTLY = /^(?:[-+]?0[xXoObB][0-9a-fA-F_]+|<<|=)$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/;

/**
 * The source of a scalar: in the given style where that reads back as exactly `value`, else in double quotes.
 * `value` must be well-formed Unicode.
 */
export function renderScalar(value: string, style: ScalarStyle, context: ScalarContext): string {
  const source = inStyle(value, style);
  return readsBackAs(source, value, context) ? source : doubleQuoted(value);
}

function inStyle(value: string, style: ScalarStyle): string {
  if (style === 'plain') return value;
  if (style === 'single' && !UNPRINTABLE.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return doubleQuoted(value);
}

/** https://yaml.org/spec/1.2.2/#57-escaped-characters; all of these are JSON's too. */
const doubleQuoted = (value: string): string =>
  `"${value
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(
      new RegExp(UNPRINTABLE, 'g'),
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )}"`;

function readsBackAs(source: string, value: string, context: ScalarContext): boolean {
  if (READ_DIFFERENTLY.test(source)) return false;
  const document = context === 'block' ? `k: ${source}\n` : `{k: ${source}, l: [${source}]}\n`;
  return YAML_VERSIONS.every((version) => {
    const { contents, errors } = parseDocument<Node>(document, { version, logLevel: 'silent' });
    if (errors.length > 0 || !isMap<unknown, unknown>(contents)) return false;
    if (contents.items.length !== (context === 'block' ? 1 : 2)) return false;
    const read = contents.get('k', true);
    return isScalar(read) && read.value === value && read.comment == null && read.tag === undefined;
  });
}
