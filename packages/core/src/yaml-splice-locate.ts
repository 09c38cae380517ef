/** Finds the one scalar that a path names, or says why it must not be edited. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { configurationFailure, type Failure } from './failure.ts';
import { singleLine } from './hostile-text.ts';
import type { ScalarContext } from './scalar-style.ts';

/** Keys of mappings and, as numbers from 0, positions in sequences. */
export type YamlPath = readonly (string | number)[];

export type Located = {
  readonly document: number;
  readonly scalar: Scalar;
  readonly context: ScalarContext;
};

/** What the messages need to know. */
export type Place = { readonly file: string; readonly path: YamlPath; readonly lines: LineCounter };

export const formatYamlPath = (path: YamlPath): string =>
  path
    .map((segment, index) =>
      typeof segment === 'number'
        ? `[${segment}]`
        : /^[\w-]+$/.test(segment)
          ? `${index === 0 ? '' : '.'}${segment}`
          : `[${JSON.stringify(segment)}]`,
    )
    .join('');

/** @throws Failure `configuration` with file, line and remedy when not exactly one editable scalar is there */
export function locate(documents: readonly Document.Parsed[], place: Place): Located {
  const found: Located[] = [];
  let missing: Missing | undefined;
  for (const [index, document] of documents.entries()) {
    const result = walk(document, place);
    if ('scalar' in result) found.push({ document: index, ...result });
    else if (missing === undefined || result.depth > missing.depth) missing = result;
  }
  const [first, second] = found;
  if (first === undefined) throw absent(place, missing);
  if (second !== undefined)
    throw refuse(
      place,
      second.scalar,
      `is in more than one document of the file`,
      'Keep it in one document, or split the file.',
    );
  return first;
}

type Missing = { readonly depth: number; readonly at: Node | null; readonly reason: string };
type Walked = Missing | { readonly scalar: Scalar; readonly context: ScalarContext };

function walk(document: Document.Parsed, place: Place): Walked {
  const { path } = place;
  let node: Node | null = document.contents;
  let context: ScalarContext = 'block';
  const chain: Node[] = [];
  for (const [depth, segment] of path.entries()) {
    if (isAlias(node)) throw throughAlias(place, node);
    if (node !== null) chain.push(node);
    if ((isMap(node) || isSeq(node)) && node.flow) context = 'flow';
    const child = isMap(node)
      ? byKey(node, String(segment), place)
      : isSeq(node)
        ? byIndex(node, segment)
        : undefined;
    if (child === undefined)
      return { depth, at: node, reason: reasonFor(node, segment, path.slice(0, depth)) };
    node = child;
  }
  if (isAlias(node)) throw throughAlias(place, node);
  if (!isScalar(node))
    throw refuse(
      place,
      node,
      `is a ${isSeq(node) ? 'sequence' : 'mapping'}, not a single value`,
      'Name the path of the value itself.',
    );
  refuseShared(document, [...chain, node], place);
  refuseStyle(node, place);
  return { scalar: node, context };
}

function byKey(map: YAMLMap, name: string, place: Place): Node | undefined {
  const pairs = map.items.filter(({ key }) => isScalar(key) && keyText(key) === name);
  const [pair, duplicate] = pairs;
  if (duplicate !== undefined)
    throw refuse(
      place,
      duplicate.key as Scalar,
      `cannot be told: the key "${name}" is there twice`,
      'Remove one of the two.',
    );
  if (pair !== undefined && pair.value == null)
    throw refuse(place, pair.key as Scalar, 'is a key without a value', `Write "${name}: " and a value.`);
  if (pair !== undefined) return pair.value as Node;
  const merge = map.items.find(({ key }) => isScalar(key) && keyText(key) === '<<');
  if (merge !== undefined)
    throw refuse(
      place,
      merge.key as Scalar,
      `has no key "${name}" of its own here, at most one inherited through "<<"`,
      `Write "${name}" out in this mapping.`,
    );
  return undefined;
}

function byIndex(
  sequence: { readonly items: readonly unknown[] },
  segment: string | number,
): Node | undefined {
  if (typeof segment === 'string' && !/^(?:0|[1-9][0-9]*)$/.test(segment)) return undefined;
  return sequence.items[Number(segment)] as Node | undefined;
}

/** As written: under YAML 1.1 the key `on` is true, and it is still called on. */
const keyText = (key: Scalar): string => key.source ?? String(key.value ?? '');

/** A change of an anchored value also changes whatever refers to it. */
function refuseShared(document: Document.Parsed, chain: readonly Node[], place: Place): void {
  const anchors = new Map(
    chain.flatMap((node) => ('anchor' in node && node.anchor ? [[node.anchor, node] as const] : [])),
  );
  if (anchors.size === 0) return;
  visit(document, {
    Alias(_key, alias) {
      const node = anchors.get(alias.source);
      if (node !== undefined)
        throw refuse(
          place,
          alias,
          `is shared: "*${singleLine(alias.source)}" refers to it here, so this would change too`,
          'Write the value out where it is referred to, or remove the anchor.',
        );
    },
  });
}

function refuseStyle(scalar: Scalar, place: Place): void {
  if (scalar.tag !== undefined && scalar.tag !== 'tag:yaml.org,2002:str')
    throw refuse(
      place,
      scalar,
      `has the type tag ${singleLine(scalar.tag)}, so it is no string`,
      'Remove the type tag.',
    );
  if (scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED')
    throw refuse(place, scalar, 'is a block of lines ("|" or ">")', 'Write it on one line.');
  const source = sourceOf(scalar);
  if (/[\r\n]/.test(source))
    throw refuse(place, scalar, 'goes over more than one line', 'Write it on one line.');
  if (TEMPLATE.test(source))
    throw refuse(
      place,
      scalar,
      'is a template expression, which the new value would destroy',
      'Name the path of the value that the template reads.',
    );
}

export const TEMPLATE = /\{\{|\{%|<%/;

/** The characters of a scalar in the file; empty for `key:` with nothing behind it. */
export function sourceOf(scalar: Scalar): string {
  const token = scalar.srcToken;
  return token !== undefined && 'source' in token && token.type !== 'block-scalar' ? token.source : '';
}

function throughAlias(place: Place, alias: Alias): Failure {
  return refuse(
    place,
    alias,
    `leads through the alias "*${singleLine(alias.source)}", whose value is shared`,
    'Write the value out here, or name the path of the anchor.',
  );
}

function reasonFor(node: Node | null, segment: string | number, above: YamlPath): string {
  const owner = above.length === 0 ? 'the document' : `"${formatYamlPath(above)}"`;
  if (isMap(node)) {
    const keys = node.items.flatMap(({ key }) =>
      isScalar(key) ? [singleLine(keyText(key)).slice(0, 60)] : [],
    );
    const shown = keys.slice(0, 12).join(', ');
    return `${owner} has no key "${segment}" (it has ${shown === '' ? 'none' : shown}${keys.length > 12 ? ', …' : ''})`;
  }
  if (isSeq(node)) return `${owner} is a sequence of ${node.items.length} without the position "${segment}"`;
  return `${owner} is ${node === null || (isScalar(node) && sourceOf(node) === '') ? 'empty' : 'a single value'}`;
}

function absent(place: Place, missing: Missing | undefined): Failure {
  const path = formatYamlPath(place.path);
  const line = missing?.at?.range ? place.lines.linePos(missing.at.range[0]).line : 1;
  return configurationFailure({
    cause: `${place.file} has no "${path}": ${missing?.reason ?? 'the file is empty'}.`,
    remedy: `Add "${path}" to the file, or name the path where the value stands.`,
    location: { file: place.file, line },
  });
}

function refuse(place: Place, node: Node | null, why: string, remedy: string): Failure {
  const line = node?.range ? place.lines.linePos(node.range[0]).line : 1;
  return configurationFailure({
    cause: `"${formatYamlPath(place.path)}" in ${place.file}, line ${line}, ${why}.`,
    remedy,
    location: { file: place.file, line },
  });
}
