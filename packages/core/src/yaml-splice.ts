/**
 * Replaces one scalar of a YAML file and nothing else: the range of exactly that scalar in the source is exchanged,
 * and the result is parsed again to prove it. See docs/decisions/yaml-splice.md.
 */
import { type Document, LineCounter, parseAllDocuments, type Scalar } from 'yaml';
import { configurationFailure, type Failure, internalFailure } from './failure.ts';
import { singleLine } from './hostile-text.ts';
import { renderScalar, type ScalarStyle, YAML_VERSIONS } from './scalar-style.ts';
import { formatYamlPath, locate, sourceOf, TEMPLATE, type YamlPath } from './yaml-splice-locate.ts';
import { sameExcept } from './yaml-splice-proof.ts';

export type { YamlPath };

export type Splice = {
  /** The whole file; the same string as before when nothing had to change. */
  readonly text: string;
  /** 1-based line of the scalar. */
  readonly line: number;
  /** The value as it was written, without quotes; empty when there was none. */
  readonly before: string;
  readonly after: string;
  /** The whole line before and after, without line break. */
  readonly lineBefore: string;
  readonly lineAfter: string;
};

/** @throws Failure `configuration` when the bytes are not UTF-8. A byte order mark stays in the text. */
export function decodeYaml(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw configurationFailure({
      cause: `${file} is not UTF-8 text.`,
      remedy: 'Save the file in the encoding UTF-8.',
      location: { file },
      error,
    });
  }
}

/**
 * Makes the scalar at `path` the string `value`. The quoting stays; quotes are added where the plain value would
 * not be read back as this string under YAML 1.1 and under 1.2.
 * @param source the file's text, byte order mark and line endings as they are
 * @param file its name, for messages
 * @throws Failure `configuration` with file and line: syntax error, template, missing path, alias or inherited
 * value, shared anchor, several lines, duplicate key, not a scalar, in several documents
 */
export function replaceScalar(source: string, path: YamlPath, value: string, file: string): Splice {
  if (!value.isWellFormed() || /[\r\n]/.test(value))
    throw configurationFailure({
      cause: `The new value of "${formatYamlPath(path)}" in ${file} is not one line of text.`,
      remedy: 'Give a value without line breaks.',
    });
  if (TEMPLATE.test(value))
    throw configurationFailure({
      cause: `The new value of "${formatYamlPath(path)}" in ${file} holds a template expression.`,
      remedy: 'Give the value itself: Helm and others would run the expression.',
    });
  const before = parse(source, file);
  const [scalar] = before.scalars(path);
  const start = scalar.range?.[0];
  if (start === undefined) throw unproven(file, path, 'the parser gave no position');
  const old = sourceOf(scalar);
  const position = before.lines.linePos(start);
  const report = { line: position.line, before: scalarText(scalar), after: value };
  const lineBefore = lineAt(source, start);
  if (before.scalars(path).every((read) => read.value === value))
    return { ...report, text: source, lineBefore, lineAfter: lineBefore };

  const rendered = renderScalar(value, styleOf(scalar), before.context(path));
  const end = start + old.length;
  if (source.slice(start, end) !== old) throw unproven(file, path, 'the parser gave a wrong position');
  // "key:" with nothing behind it, or with a comment, needs the blanks that a scalar is set off with.
  const left = old === '' && !/\s/.test(source.charAt(start - 1)) ? ' ' : '';
  const right = old === '' && !/^(?:[\s,}\]]|$)/.test(source.slice(end, end + 1)) ? ' ' : '';
  const text = source.slice(0, start) + left + rendered + right + source.slice(end);

  prove(
    before,
    parse(text, file, (detail) => unproven(file, path, detail)),
    path,
    value,
    file,
  );
  return { ...report, text, lineBefore, lineAfter: lineAt(text, start) };
}

type Parsed = {
  readonly lines: LineCounter;
  /** One parse for each of {@link YAML_VERSIONS}. */
  readonly versions: readonly (readonly Document.Parsed[])[];
  /** The scalar at a path, in each version's parse. */
  scalars(path: YamlPath): readonly [Scalar, ...Scalar[]];
  context(path: YamlPath): 'block' | 'flow';
};

function parse(
  text: string,
  file: string,
  fail: (detail: string, line: number) => Failure = (detail, line) => syntaxFailure(text, file, detail, line),
): Parsed {
  const lines = new LineCounter();
  const versions = YAML_VERSIONS.map((version, index) => {
    try {
      return parseAllDocuments(text, {
        version,
        keepSourceTokens: true,
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'silent',
        ...(index === 0 ? { lineCounter: lines } : {}),
      }) as readonly Document.Parsed[];
    } catch (error) {
      // The parser is recursive: thousands of nested brackets end its stack.
      throw configurationFailure({
        cause: `${file} cannot be read as YAML: ${singleLine(error instanceof Error ? error.message : String(error))}.`,
        remedy: 'Correct the file.',
        location: { file },
        error,
      });
    }
  });
  // What is an error under 1.1 only (such as an impossible date) is none for most readers.
  const error = versions[0]?.flatMap((document) => document.errors)[0];
  if (error !== undefined) throw fail(singleLine(error.message), lines.linePos(error.pos[0]).line);
  const located = (path: YamlPath) => versions.map((documents) => locate(documents, { file, path, lines }));
  return {
    lines,
    versions,
    scalars(path) {
      const [first, ...rest] = located(path).map(({ scalar }) => scalar);
      if (first === undefined) throw unproven(file, path, 'there is no version to parse as');
      return [first, ...rest];
    },
    context: (path) => located(path)[0]?.context ?? 'block',
  };
}

function prove(before: Parsed, after: Parsed, path: YamlPath, value: string, file: string): void {
  const old = before.scalars(path);
  const now = after.scalars(path);
  for (const [index, scalar] of now.entries()) {
    const was = old[index];
    const documents = before.versions[index];
    const changed = after.versions[index];
    if (was === undefined || documents === undefined || changed === undefined)
      throw unproven(file, path, 'a parse is missing');
    if (scalar.value !== value) throw unproven(file, path, 'the new value is not read back');
    if (!sameExcept(documents, changed, { before: was, after: scalar }))
      throw unproven(file, path, 'something else in the file changes with it');
  }
}

function styleOf(scalar: Scalar): ScalarStyle {
  if (scalar.type === 'QUOTE_DOUBLE') return 'double';
  return scalar.type === 'QUOTE_SINGLE' ? 'single' : 'plain';
}

const scalarText = (scalar: Scalar): string =>
  typeof scalar.value === 'string' ? scalar.value : sourceOf(scalar);

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
}

function syntaxFailure(text: string, file: string, detail: string, line: number): Failure {
  const templated = TEMPLATE.test(text);
  return configurationFailure({
    cause: `${file}, line ${line}, is not YAML${templated ? ' but a template of it' : ''}: ${detail}.`,
    remedy: templated
      ? 'Name the values file that the template is filled from, not the template.'
      : 'Correct the file.',
    location: { file, line },
  });
}

const unproven = (file: string, path: YamlPath, detail: string): Failure =>
  internalFailure({
    cause: `The edit of "${formatYamlPath(path)}" in ${file} could not be proved to change nothing else: ${detail}; nothing was changed.`,
    remedy: 'Report this with the file, and write the value in quotes on a line of its own meanwhile.',
    location: { file },
  });
