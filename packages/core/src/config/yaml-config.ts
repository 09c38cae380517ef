/** Configuration files: YAML that a schema describes, with failures that name file and line. */
import * as v from 'valibot';
import { LineCounter, parseDocument } from 'yaml';
import { configurationFailure } from '../failure.ts';
import { excessOf, placeWords, schemaWords, yamlWords } from '../text/problem-words.ts';
import { deepestNode } from './yaml-line.ts';
import { yamlValue } from './yaml-value.ts';

/**
 * @param file path shown in failures
 * @param schemaFile where the JSON Schema of the same stands
 * @param options.isFile false for a text that stands in no file: then `file` is only its name
 * @throws Failure `configuration` with file and line
 */
export function parseYamlConfig<const S extends v.GenericSchema>(
  schema: S,
  source: string,
  file: string,
  schemaFile: string,
  { isFile = true }: { readonly isFile?: boolean } = {},
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
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error) throw failure(`is not valid YAML: ${yamlWords(error)}`, error.pos[0]);

  const value = yamlValue(document, (reason) => failure(`is not valid YAML: ${reason}`, undefined));
  const result = v.safeParse(schema, value ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path?.map(({ key }) => String(key)) ?? [];
  const node = deepestNode(document.contents, path);
  const place = placeWords(path);
  throw failure(
    `has a wrong value${place === undefined ? '' : ` at "${place}"`}: ${schemaWords(issue)}`,
    node?.range?.[0],
  );
}
