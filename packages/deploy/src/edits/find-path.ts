/** Finds the one scalar that a path names, or says why there is none. */

import {
  type DocumentSelector,
  formatValuePath,
  type PathSegment,
  type ValuePath,
} from '@sealift/core/config/value-path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { fieldOf } from './fields.ts';
import {
  type MapNode,
  refuse,
  type ScalarNode,
  type SourceFile,
  type TreeNode,
  valuesOf,
} from './source-tree.ts';

type Missing = { readonly depth: number; readonly at: TreeNode; readonly reason: string };

export type FoundScalar = {
  readonly scalar: ScalarNode;
  /** What the path leads through last: not where the value stands, when an alias is between. */
  readonly parent: TreeNode;
};

type Walk = { readonly name: string; readonly follow: boolean };

/** @throws Failure `configuration` with file, line and remedy when not exactly one scalar is there */
export const findPath = (source: SourceFile, path: ValuePath): ScalarNode =>
  findAlong(source, path, { follow: false }).scalar;

/**
 * @param options follow: aliases and merge keys too; whoever changes such a value asks who else refers to it
 * @throws Failure `edits/…` with file, line and remedy when not exactly one scalar is there
 */
export function findAlong(
  source: SourceFile,
  path: ValuePath,
  { follow }: { readonly follow: boolean },
): FoundScalar {
  const name = formatValuePath(path);
  const found: FoundScalar[] = [];
  let missing: Missing | undefined;
  for (const document of documentsFor(source, path.document)) {
    const result = walk(source, document, path.segments, { name, follow });
    if ('scalar' in result) found.push(result);
    else if (missing === undefined || result.depth > missing.depth) missing = result;
  }
  const [first, second] = found;
  if (second !== undefined)
    throw refuse(source, second.scalar, `"${name}"`, {
      code: 'edits/ambiguous',
      why: 'is in more than one document of the file',
      remedy: 'Say which document: Kind/name:path, or document[0]:path.',
    });
  if (first === undefined) throw absent(source, path, missing);
  return first;
}

function documentsFor(source: SourceFile, selector: DocumentSelector | undefined): readonly TreeNode[] {
  if (selector === undefined) return source.documents;
  if ('position' in selector) return source.documents.slice(selector.position, selector.position + 1);
  return source.documents.filter((document) => {
    const metadata = soleChild(document, 'metadata');
    return (
      textOf(soleChild(document, 'kind')) === selector.kind &&
      textOf(metadata && soleChild(metadata, 'name')) === selector.name
    );
  });
}

const soleChild = (node: TreeNode, key: string): TreeNode | undefined => {
  const pairs = node.kind === 'map' ? valuesOf(node, key) : [];
  return pairs.length === 1 ? pairs[0]?.value : undefined;
};

const textOf = (node: TreeNode | undefined) => (node?.kind === 'scalar' ? node.text : undefined);

function walk(
  source: SourceFile,
  document: TreeNode,
  segments: readonly PathSegment[],
  { name, follow }: Walk,
): Missing | FoundScalar {
  let node = document;
  let parent = document;
  for (const [depth, segment] of segments.entries()) {
    node = behind(node, follow);
    refuseOther(source, node, name);
    if (node.kind === 'scalar') node = node.within ?? node;
    const next = step(source, node, segment, { name, follow });
    if (next === undefined)
      return { depth, at: node, reason: reasonFor(node, segment, segments.slice(0, depth)) };
    parent = node;
    node = next;
  }
  node = behind(node, follow);
  refuseOther(source, node, name);
  if (node.kind === 'scalar') return { scalar: node, parent };
  throw refuse(source, node, `"${name}"`, {
    code: 'edits/not-editable',
    why: `is a ${node.kind === 'list' ? 'sequence' : 'mapping'}, not a single value`,
    remedy: 'Name the path of the value itself.',
  });
}

/** What an alias stands for. */
function behind(node: TreeNode, follow: boolean): TreeNode {
  let at = node;
  while (follow && at.kind === 'other' && at.target !== undefined) at = at.target;
  return at;
}

function refuseOther(source: SourceFile, node: TreeNode, name: string): void {
  if (node.kind !== 'other') return;
  throw refuse(
    source,
    node,
    `"${name}"`,
    node.what.includes('alias')
      ? {
          code: 'edits/not-editable',
          why: `leads through ${node.what}, whose value is shared`,
          remedy: 'Write the value out here, or name the path of the anchor.',
        }
      : {
          code: 'edits/not-editable',
          why: `leads to ${node.what}`,
          remedy: 'Write the value there as a plain string, or name another path.',
        },
  );
}

function step(
  source: SourceFile,
  node: TreeNode,
  segment: PathSegment,
  { name, follow }: Walk,
): TreeNode | undefined {
  if (typeof segment === 'object') {
    if (node.kind !== 'list') return undefined;
    const items = node.items.filter((item) => textOf(soleChild(item, segment.key)) === segment.value);
    if (items[1] !== undefined)
      throw refuse(source, items[1], `"${name}"`, {
        code: 'edits/ambiguous',
        why: `is there twice: two elements have the ${segment.key} "${segment.value}"`,
        remedy: 'Remove one of the two, or name the position.',
      });
    return items[0];
  }
  if (node.kind === 'map') return byKey(source, node, String(segment), { name, follow });
  if (node.kind !== 'list') return undefined;
  if (typeof segment === 'string' && !/^(?:0|[1-9][0-9]*)$/.test(segment)) return undefined;
  return node.items[Number(segment)];
}

function byKey(source: SourceFile, map: MapNode, key: string, { name, follow }: Walk): TreeNode | undefined {
  const [pair, duplicate] = valuesOf(map, key);
  if (duplicate !== undefined)
    throw refuse(source, duplicate.keyStart, `"${name}"`, {
      code: 'edits/ambiguous',
      why: `is there twice: the mapping has the key "${key}" two times`,
      remedy: 'Remove one of the two.',
    });
  if (pair !== undefined) return pair.value;
  const inherited = follow ? fieldOf(map, key) : undefined;
  if (inherited !== undefined) return inherited.node;
  const [merge] = valuesOf(map, '<<');
  if (merge !== undefined)
    throw refuse(source, merge.keyStart, `"${name}"`, {
      code: 'edits/not-editable',
      why: `has no key "${key}" of its own here, at most one inherited through "<<"`,
      remedy: `Write "${key}" out in this mapping.`,
    });
  return undefined;
}

function reasonFor(node: TreeNode, segment: PathSegment, above: readonly PathSegment[]): string {
  const owner = above.length === 0 ? 'the document' : `"${formatValuePath(above)}"`;
  const wanted = typeof segment === 'object' ? formatValuePath([segment]) : `"${segment}"`;
  if (node.kind === 'map') {
    const keys = node.pairs.map(({ key }) => singleLine(key).slice(0, 60));
    const shown = keys.slice(0, 12).join(', ');
    return `${owner} has no key ${wanted} (it has ${shown === '' ? 'none' : shown}${keys.length > 12 ? ', …' : ''})`;
  }
  if (node.kind === 'list')
    return typeof segment === 'object'
      ? `no element of ${owner} has the ${segment.key} "${segment.value}"`
      : `${owner} is a sequence of ${node.items.length} without the position ${wanted}`;
  return `${owner} is ${node.kind === 'scalar' && node.start === node.end ? 'empty' : 'a single value'}`;
}

function absent(source: SourceFile, path: ValuePath, missing: Missing | undefined): Failure {
  const name = formatValuePath(path);
  const reason =
    missing?.reason ??
    (source.documents.length === 0 ? 'the file is empty' : 'the file has no such document');
  return configurationFailure({
    code: 'edits/not-found',
    cause: `The file ${source.file} has no "${name}": ${reason}.`,
    remedy: `Add "${name}" to the file, or name the path where the value stands.`,
    location: { file: source.file, line: missing === undefined ? 1 : source.lineAt(missing.at.start) },
  });
}
