/**
 * Lists as docker/build-push-action reads them: CSV, a record per line. A field in double quotes may hold commas and line
 * breaks; a quote inside of an unquoted field is a quote.
 */
import { configurationFailure } from '@sealift/core/failure';
import { parse } from 'csv-parse/sync';

export type ListForm = {
  /** Whether a comma parts two items, or belongs to the one item of its line. */
  readonly commas: 'separate' | 'kept';
  /** Whether double quotes hold an item together, or belong to it. */
  readonly quotes?: 'read' | 'kept';
};

/**
 * The items of an input, trimmed, without empty ones.
 * @param name of the input, for the message; no part of its text is repeated, as it may hold a secret
 * @throws Failure `build-push/bad-input` when a quote is not closed
 */
export function parseList(
  name: string,
  text: string,
  { commas, quotes = 'read' }: ListForm,
): readonly string[] {
  const records = parseRecords(name, text.trim(), quotes === 'read' ? '"' : false);
  const items =
    commas === 'kept'
      ? records.map((fields) => fields.join(','))
      : records.flat().flatMap((field) => field.split(','));
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function parseRecords(name: string, text: string, quote: '"' | false): readonly (readonly string[])[] {
  try {
    return parse(text.replaceAll('\r\n', '\n'), {
      columns: false,
      quote,
      recordDelimiter: '\n',
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
    });
  } catch (error) {
    throw configurationFailure({
      code: 'build-push/bad-input',
      cause: `The input "${name}" cannot be read as a list: a double quote is not closed.`,
      remedy: 'Close it, or write an item that begins with a quote as "…" with every quote inside doubled.',
      error: error instanceof Error ? new Error(error.name) : undefined,
    });
  }
}

/** One line of CSV, as buildx reads the value of an option: `type=image,"name=a,b"`. */
export const parseFields = (name: string, text: string): readonly string[] =>
  parseRecords(name, text, '"')
    .flat()
    .map((field) => field.trim());
