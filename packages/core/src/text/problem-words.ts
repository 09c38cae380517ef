/**
 * What is wrong with a file, in words that repeat nothing of it: a parser's own message quotes what it did not expect,
 * and the log of a run has more readers than the file.
 */
import type { BaseIssue } from 'valibot';
import type { ErrorCode } from 'yaml';

const YAML: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias has an anchor or a tag',
  BAD_ALIAS: 'an anchor or alias has a bad name, or the alias stands for nothing',
  BAD_COLLECTION_TYPE: 'a tag does not fit what it stands before',
  BAD_DIRECTIVE: 'a directive is malformed',
  BAD_DQ_ESCAPE: 'a quoted text has an escape that YAML does not know',
  BAD_INDENT: 'the indentation is wrong',
  BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place',
  BAD_SCALAR_START: 'a text begins with a character that must be quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a value begins on the line of another one',
  BLOCK_IN_FLOW: 'a block stands between brackets',
  DUPLICATE_KEY: 'a key is given twice',
  IMPOSSIBLE: 'it cannot be read',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MISSING_CHAR: 'a quote, bracket, colon or space is missing',
  MULTILINE_IMPLICIT_KEY: 'a key has more than one line',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_DOCS: 'it holds more than one document',
  MULTIPLE_TAGS: 'a value has two tags',
  NON_STRING_KEY: 'a key is no text',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'a tab is used for indentation',
  TAG_RESOLVE_FAILED: 'a tag is not known, or its value does not fit',
  UNEXPECTED_TOKEN: 'something stands where it does not belong',
};

/** A clause for an error of the YAML parser. */
export const yamlWords = (error: { readonly code?: unknown }): string =>
  typeof error.code === 'string' && Object.hasOwn(YAML, error.code)
    ? YAML[error.code as ErrorCode]
    : 'it cannot be read';

/** Open brackets. Configuration has a dozen; the parser takes the longer for each, the more there are. */
const MAX_DEPTH = 500;
/** Line ends and commas. Each key is compared with all others of its mapping. */
const MAX_ENTRIES = 20_000;

/**
 * Why a text is more than the YAML parser should be asked to read, as a clause; undefined when it is not. What stands
 * within quotes counts too.
 */
export function excessOf(text: string): string | undefined {
  let depth = 0;
  let entries = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    else if (character === '\n' || character === ',') entries += 1;
    if (depth > MAX_DEPTH) return 'it is nested too deeply';
    if (entries > MAX_ENTRIES) return `it has more than ${MAX_ENTRIES} lines and entries`;
  }
  return undefined;
}

/** valibot's own words, whose second half is the value. */
const WITH_VALUE = /^Invalid [a-z_ ]{1,40}: (?:Expected |Received )/i;

/**
 * A clause for what a schema says of a value. Messages that the schema gives itself stay as they are: they must not
 * repeat the value.
 */
export function schemaWords(issue: Pick<BaseIssue<unknown>, 'message' | 'expected'>): string {
  if (!WITH_VALUE.test(issue.message)) return issue.message;
  if (issue.expected === 'never') return 'there is no such key';
  if (issue.expected === null || issue.expected.startsWith('/')) return 'it has another form';
  return `must be ${issue.expected}`;
}

/** Keys of files are text of files too: enough of them to find the place. */
const MAX_KEYS = 12;
const MAX_KEY = 64;

/** `apps.api.platforms`: where something stands in a document; undefined for the document itself. */
export function placeWords(path: readonly unknown[]): string | undefined {
  const keys = path.slice(0, MAX_KEYS).map((key) => {
    const text = String(key);
    return text.length > MAX_KEY ? `${text.slice(0, MAX_KEY)}…` : text;
  });
  return keys.length === 0 ? undefined : keys.join('.') + (path.length > MAX_KEYS ? '…' : '');
}
