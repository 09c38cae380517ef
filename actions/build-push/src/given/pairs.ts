/** Inputs of `key=value`: build arguments, contexts, labels, annotations. */
import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { parseList } from './list.ts';

export const ARGUMENT_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const CONTEXT_NAME = /^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/;
/** Docker takes any text as the key of a label; one that looks like an option is a slip. */
const LABEL_KEY = /^[^\s=-][^=\r\n]*$/;
/** https://docs.docker.com/build/metadata/annotations/#specify-annotation-level */
const ANNOTATION_KEY =
  /^(?:(?:index|manifest|index-descriptor|manifest-descriptor)(?:\[[^\]]+\])?(?:,(?:index|manifest|index-descriptor|manifest-descriptor)(?:\[[^\]]+\])?)*:)?[A-Za-z0-9][A-Za-z0-9._/-]*$/;

/** `key=value`, or `key` alone when that means something. */
export function splitPair(pair: string): readonly [key: string, value: string | undefined] {
  const equals = pair.indexOf('=');
  return equals === -1 ? [pair, undefined] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** `KEY=VALUE`; `KEY` alone takes the variable of that name. @throws Failure `build-push/bad-input` */
export const readBuildArgs = (reader: InputReader): readonly string[] =>
  read(reader, 'build-args', ARGUMENT_NAME, 'KEY=VALUE', 'KEY');

/** @throws Failure `build-push/bad-input` */
export const readBuildContexts = (reader: InputReader): readonly string[] =>
  read(reader, 'build-contexts', CONTEXT_NAME, 'name=path');

/** `key=value`; `key` alone has an empty value. @throws Failure `build-push/bad-input` */
export const readLabels = (reader: InputReader): readonly string[] =>
  read(reader, 'labels', LABEL_KEY, 'key=value', 'key');

/** @throws Failure `build-push/bad-input` */
export const readAnnotations = (reader: InputReader): readonly string[] =>
  read(reader, 'annotations', ANNOTATION_KEY, '[type:]key=value');

/** @throws Failure `build-push/bad-input` */
export const readSecretFiles = (
  reader: InputReader,
): readonly { readonly id: string; readonly file: string }[] =>
  read(reader, 'secret-files', ARGUMENT_NAME, 'id=path').map((pair) => {
    const [id, file = ''] = splitPair(pair);
    return { id, file };
  });

/** @throws Failure `build-push/bad-input` */
export const readSecretVariables = (
  reader: InputReader,
): readonly { readonly id: string; readonly variable: string }[] =>
  parseList('secret-envs', reader.text('secret-envs'), { commas: 'separate' }).map((pair, index) => {
    const [id, variable] = splitPair(pair);
    // An empty name is an empty secret, which is left out with a warning.
    if (
      ARGUMENT_NAME.test(id) &&
      (variable === '' || (variable !== undefined && ARGUMENT_NAME.test(variable)))
    )
      return { id, variable };
    throw malformed('secret-envs', index, 'id=VARIABLE');
  });

/** @param bare what an item without "=" is, when it is allowed */
function read(
  reader: InputReader,
  name: string,
  key: RegExp,
  form: string,
  bare?: string,
): readonly string[] {
  return parseList(name, reader.text(name), { commas: 'kept' }).map((pair, index) => {
    const [found, value] = splitPair(pair);
    if (key.test(found) && (value !== undefined || bare !== undefined)) return pair;
    throw malformed(name, index, form);
  });
}

/** The value is not repeated in the message: it may be what should have been a secret. */
const malformed = (name: string, index: number, form: string): Failure =>
  configurationFailure({
    code: 'build-push/bad-input',
    cause: `Entry ${index + 1} of the input "${name}" is not of the form ${form}.`,
    remedy: `Write one ${form} per line, and a value of several lines as "${form}" in double quotes, with quotes inside doubled.`,
  });
