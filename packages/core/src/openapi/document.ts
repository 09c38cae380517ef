/**
 * An OpenAPI document, JSON or YAML, as a value and with the lines of its parts. It comes from a pull request: what is
 * too large, too deep, multiplies by aliases or points elsewhere ends here, before a tool sees it.
 */
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { LineCounter, parseDocument } from 'yaml';
import { deepestNode } from '../config/yaml-line.ts';
import { yamlValue } from '../config/yaml-value.ts';
import { configurationFailure, type Failure } from '../failure.ts';
import { yamlWords } from '../text/problem-words.ts';
import { singleLine } from '../text/sanitize.ts';

/** Keys and positions, from the top. */
export type Pointer = readonly string[];
/** The same from the bottom, so that a walk through a large document copies nothing. */
export type Place = { readonly key: string; readonly parent: Place } | undefined;

export function pointerOf(place: Place): Pointer {
  const keys: string[] = [];
  for (let at = place; at !== undefined; at = at.parent) keys.unshift(at.key);
  return keys;
}

export type OpenApiDocument = {
  readonly value: Readonly<Record<string, unknown>>;
  /** `3.1.0` */
  readonly version: string;
  /** 1-based line of the part, or of the closest one around it that is there. */
  readonly lineOf: (pointer: Pointer) => number;
};

/** Characters. The largest public descriptions have 12 MB of JSON; YAML takes a parser much longer. */
export const MAX_JSON = 16 * 1024 * 1024;
export const MAX_YAML = 4 * 1024 * 1024;
/** Levels of mappings and lists. */
export const MAX_DEPTH = 200;
/** Values, aliases counted as often as they are used. */
const MAX_VALUES = 2_000_000;

/**
 * @param file path shown in failures
 * @throws Failure `openapi/not-readable` for what is no OpenAPI 3 document, `openapi/too-large`, `openapi/external-ref`
 */
export function parseOpenApi(text: string, file: string): OpenApiDocument {
  const plain = text.replace(/^\uFEFF/, '');
  const isJson = /^\s*\{/.test(plain);
  const limit = isJson ? MAX_JSON : MAX_YAML;
  if (plain.length > limit) throw tooLarge(file, `has more than ${limit} characters`);
  const { value, lineOf } = isJson ? readJson(plain, file) : readYaml(plain, file);
  checkSize(value, file);
  const version = isObject(value) ? value['openapi'] : undefined;
  if (!isObject(value) || typeof version !== 'string' || !/^3\.[0-9]{1,3}(?:\.[0-9]{1,3})?$/.test(version))
    throw notReadable(file, 'is no OpenAPI 3 document: "openapi" is not its version');
  checkReferences(value, file, lineOf);
  return { value, version, lineOf };
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Read = { readonly value: unknown; readonly lineOf: (pointer: Pointer) => number };

function readJson(text: string, file: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The parser's message quotes the file; a stack that ends is no syntax error.
    throw error instanceof RangeError
      ? tooLarge(file, 'is nested too deeply')
      : notReadable(file, 'is not valid JSON');
  }
  // Places are asked for when something is to be shown at them.
  let tree: Node | undefined;
  let lines: readonly number[] | undefined;
  return {
    value,
    lineOf: (pointer) => {
      tree ??= parseTree(text);
      lines ??= lineStarts(text);
      for (let length = pointer.length; length > 0; length -= 1) {
        const node = tree && findNodeAtLocation(tree, pathIn(value, pointer.slice(0, length)));
        if (node !== undefined)
          return lineAt(lines, (node.parent?.type === 'property' ? node.parent : node).offset);
      }
      return 1;
    },
  };
}

/** jsonc-parser takes numbers for positions. */
function pathIn(value: unknown, pointer: Pointer): (string | number)[] {
  let at = value;
  return pointer.map((key) => {
    const isList = Array.isArray(at);
    at = isList
      ? (at as readonly unknown[])[Number(key)]
      : isObject(at) && Object.hasOwn(at, key)
        ? at[key]
        : undefined;
    return isList ? Number(key) : key;
  });
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

function readYaml(text: string, file: string): Read {
  const lines = new LineCounter();
  try {
    // Comparing each key with all others of its mapping takes minutes in a hostile file. As in JSON, the last one counts.
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
    const [error] = document.errors;
    if (error?.code === 'RESOURCE_EXHAUSTION') throw tooLarge(file, 'is nested too deeply');
    if (error !== undefined)
      throw notReadable(file, `is not valid YAML: ${yamlWords(error)}`, lines.linePos(error.pos[0]).line);
    const value = yamlValue(document, (reason) => tooLarge(file, `is not usable: ${reason}`));
    return {
      value,
      lineOf: (pointer) => {
        const offset = pointer.length === 0 ? undefined : deepestNode(document.contents, pointer)?.range?.[0];
        return offset === undefined ? 1 : lines.linePos(offset).line;
      },
    };
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(file, 'is nested too deeply');
    throw error;
  }
}

/** Without recursion: how deep it goes is what is looked for. */
function checkSize(root: unknown, file: string): void {
  let values = 0;
  let level: readonly unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw tooLarge(file, `is nested more than ${MAX_DEPTH} levels deep`);
    values += level.length;
    if (values > MAX_VALUES) throw tooLarge(file, `has more than ${MAX_VALUES} values`);
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
}

/** What is data of the API, in which "$ref" is a word like others. */
const DATA = new Set(['example', 'default', 'const', 'enum']);

/** A reference to another file or host is never followed: the tool would read this machine, or ask another one. */
function checkReferences(root: unknown, file: string, lineOf: Read['lineOf']): void {
  const visit = (value: unknown, place: Place, isNames: boolean): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, { key: String(index), parent: place }, false);
      return;
    }
    if (!isObject(value)) return;
    for (const [key, item] of Object.entries(value)) {
      const here = { key, parent: place };
      if (
        !isNames &&
        ['$ref', '$dynamicRef'].includes(key) &&
        typeof item === 'string' &&
        !item.startsWith('#')
      )
        throw configurationFailure({
          code: 'openapi/external-ref',
          cause: `${file} refers to another document: "${singleLine(item.slice(0, 100))}".`,
          remedy:
            'Commit one document with everything in it (redocly bundle, swagger-cli bundle): others are never fetched.',
          location: { file, line: lineOf(pointerOf(here)) },
        });
      if (!isNames && (DATA.has(key) || key.startsWith('x-'))) continue;
      visit(item, here, !isNames && NAMES.has(key));
    }
  };
  visit(root, undefined, false);
}

/** Below these stand names that the author chose, of which one may be "$ref" or "default". */
const NAMES = new Set([
  ...['properties', 'patternProperties', 'schemas', 'responses', 'parameters', 'requestBodies', 'headers'],
  ...['examples', 'securitySchemes', 'links', 'callbacks', 'pathItems', 'paths', 'webhooks', '$defs'],
  ...['definitions', 'dependentSchemas', 'mapping', 'variables', 'scopes', 'content', 'encoding'],
]);

const notReadable = (file: string, what: string, line?: number): Failure =>
  configurationFailure({
    code: 'openapi/not-readable',
    cause: `${file} ${what}.`,
    remedy: 'Commit the OpenAPI document as the app exports it, as JSON or YAML.',
    location: { file, ...(line === undefined ? {} : { line }) },
  });

const tooLarge = (file: string, what: string): Failure =>
  configurationFailure({
    code: 'openapi/too-large',
    cause: `${file} ${what}.`,
    remedy: 'Split the API into documents of their own, each with a gate.',
    location: { file },
  });
