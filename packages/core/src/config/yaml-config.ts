/** Configuration files: YAML that a schema describes, with failures that name file and line. */
import * as v from 'valibot';
import { LineCounter, parseDocument } from 'yaml';
import { configurationFailure } from '../failure.ts';
import { excessOf, placeWords, schemaWords, yamlWords } from '../text/problem-words.ts';
import { keepAsWritten } from './as-written.ts';
import { keysAt, unknownKeyWords } from './schema-keys.ts';
import { deepestNode } from './yaml-line.ts';
import { yamlValue } from './yaml-value.ts';

export type YamlOptions = {
  /** false for a text that stands in no file: then `file` is only its name. */
  readonly isFile?: boolean;
  /** Key whose mappings hold texts: `3.10` stays "3.10". */
  readonly asWritten?: string;
};

/**
 * @param file path shown in failures
 * @param schemaFile where the JSON Schema of the same stands
 * @throws Failure `configuration` with file and line
 */
export function parseYamlConfig<const S extends v.GenericSchema>(
  schema: S,
  source: string,
  file: string,
  schemaFile: string,
  { isFile = true, asWritten }: YamlOptions = {},
): v.InferOutput<S> {
  const lines = new LineCounter();
  const failure = (cause: string, offset: number | undefined) =>
    configurationFailure({
      code: 'config/malformed',
      cause: `${file} ${cause}.`,
      remedy: `Correct it; ${schemaFile} describes every key, and editors complete from it.`,
      ...(isFile
        ? { location: { file, ...(offset === undefined ? {} : { line: lines.linePos(offset).line }) } }
        : {}),
    });
  const excess = excessOf(source);
  if (excess !== undefined) throw failure(`cannot be read: ${excess}`, undefined);
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, merge: true });
  const [error] = document.errors;
  if (error) throw failure(`is not valid YAML: ${yamlWords(error)}`, error.pos[0]);

  if (asWritten !== undefined) keepAsWritten(document, asWritten);
  const value = yamlValue(document, (reason) => failure(`is not valid YAML: ${reason}`, undefined));
  const result = v.safeParse(schema, value ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path?.map(({ key }) => String(key)) ?? [];
  const node = deepestNode(document.contents, path);
  const place = placeWords(path);
  const words =
    issue.expected === 'never'
      ? unknownKeyWords(path.at(-1) ?? '', keysAt(schema, path.slice(0, -1)))
      : schemaWords(issue);
  throw failure(
    `has a wrong value${place === undefined ? '' : ` at "${place}"`}: ${words}`,
    node?.range?.[0],
  );
}
