/** One line of comma-separated values: a field that begins with a quote may hold commas. */
import { CsvError, parse } from 'csv-parse/sync';
import { configurationFailure } from '../../failure.ts';

/** Trimmed. @throws Failure `plan/bad-tags` */
export function fieldsOf(line: string): readonly string[] {
  try {
    const [fields = []] = parse(line, { relaxColumnCount: true, trim: true });
    return fields;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw configurationFailure({
      code: 'plan/bad-tags',
      cause: `"${line}" is not a list of comma-separated values: a quote is in the wrong place.`,
      remedy: 'Put the whole field into quotes, "key=a,b", and write a quote inside of it twice.',
      error,
    });
  }
}

/** `key=value` at the first `=`; without one, `value` alone. */
export function attributeOf(field: string): { readonly key: string | undefined; readonly value: string } {
  const at = field.indexOf('=');
  // What begins with "=" has no key.
  return at < 1
    ? { key: undefined, value: field }
    : { key: field.slice(0, at).trim().toLowerCase(), value: field.slice(at + 1).trim() };
}
