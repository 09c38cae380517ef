/** YAML of secrets: nothing of it may stand in a message. */
import type { Failure } from '../failure.ts';
import { excessOf, yamlWords } from '../text/problem-words.ts';

/**
 * What a YAML (or JSON) text says, with every scalar as the text that it is: `0123`, `true` and `1e3` are passwords too.
 * The parser is loaded when it is first needed.
 * @param problem makes the failure from a clause that repeats nothing of the text
 */
export async function quietYaml(text: string, problem: (reason: string) => Failure): Promise<unknown> {
  const excess = excessOf(text);
  if (excess !== undefined) throw problem(excess);
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true });
  const [error] = document.errors;
  if (error) throw problem(yamlWords(error));
  const { yamlValue } = await import('./yaml-value.ts');
  return yamlValue(document, problem);
}
