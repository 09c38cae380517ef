/** Values that are not what they will be: filled in by a template or a shell, or encrypted. */
import type { Refusal } from './source-tree.ts';

/** Where a template engine would put something else. */
export const TEMPLATE = /\{\{|\{%|<%/;
/** Variables of a shell, of Flux' and Argo CD's substitutions, of Kubernetes, of a Makefile. */
const VARIABLE = /\$\{|\$\(|^\$[A-Z_][A-Z0-9_]+$/;
const ENCRYPTED =
  /^(?:ENC\[|\$ANSIBLE_VAULT;|-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----|age1[0-9a-z]{20}|vault:v\d+:)/;

export const isFilledIn = (text: string): boolean => TEMPLATE.test(text) || VARIABLE.test(text);

/** Why a value must stay as it is, if so. */
export function guardOf(text: string): Refusal | undefined {
  if (ENCRYPTED.test(text.trimStart()))
    return {
      code: 'edits/encrypted',
      why: 'is encrypted, so that a new value in the clear would break it',
      remedy: 'Keep the tag in a value, or a file, that is not encrypted.',
    };
  if (TEMPLATE.test(text))
    return {
      code: 'edits/not-editable',
      why: 'is a template expression, which the new value would destroy',
      remedy: 'Name the path of the value that the template reads.',
    };
  if (VARIABLE.test(text))
    return {
      code: 'edits/not-editable',
      why: 'is filled in from a variable ("$"), which the new value would destroy',
      remedy: 'Name the file and the place that the variable gets its value from.',
    };
  return undefined;
}
