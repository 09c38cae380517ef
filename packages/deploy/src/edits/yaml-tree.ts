/** The nodes of a parsed YAML document as a tree with positions in the file, YAML inside of its strings included. */
import { singleLine } from '@sealift/core/text/sanitize';
import { type CST, isAlias, isMap, isNode, isScalar, isSeq, type Scalar } from 'yaml';
import type { ListNode, MapNode, ScalarNode, TreeNode } from './source-tree.ts';
import { blockLine, type EmbeddedBlock, embeddedBlock, holdsYaml, isBlock } from './yaml-blocks.ts';

/** What the tree remembers of a scalar. */
export type YamlScalar = {
  readonly scalar: Scalar;
  /** Offsets in the text that the scalar was parsed from: of the file, or of the string that it stands in. */
  readonly start: number;
  readonly end: number;
  /** Line breaks that a block of lines adds to what stands on its one line. */
  readonly suffix: string;
  /** The string of YAML that it stands in. */
  readonly inside: EmbeddedBlock | undefined;
};

export const yamlOf = ({ native }: ScalarNode): YamlScalar => native as YamlScalar;

export type Parent = MapNode | ListNode | undefined;
type Key = string | number | undefined;

type Builder = {
  /** The text that is parsed. */
  readonly text: string;
  /** Offset in the file of an offset in that text. */
  readonly offset: (at: number) => number;
  readonly inside: EmbeddedBlock | undefined;
  /** What an alias of a name stands for here: the last node of that name that is whole. */
  readonly anchors: Map<string, TreeNode>;
};

export const treeOf = (contents: unknown, text: string): TreeNode =>
  build(contents, undefined, undefined, {
    ...{ text, offset: (at) => at, inside: undefined, anchors: new Map() },
  });

function build(node: unknown, parent: Parent, key: Key, builder: Builder): TreeNode {
  const made = nodeOf(node, parent, key, builder);
  const anchor = isNode(node) && !isAlias(node) ? node.anchor : undefined;
  if (anchor !== undefined) builder.anchors.set(anchor, made);
  return made;
}

function nodeOf(node: unknown, parent: Parent, key: Key, builder: Builder): TreeNode {
  const start = builder.offset(startOf(node));
  if (isMap<unknown, unknown>(node)) {
    const map: MapNode = { kind: 'map', parent, key, start, pairs: [] };
    for (const pair of node.items) {
      // A mapping or an alias as a key cannot be named by a path.
      if (!isScalar(pair.key)) continue;
      const key = keyText(pair.key);
      const keyStart = builder.offset(startOf(pair.key));
      const value: TreeNode =
        pair.value == null
          ? { kind: 'other', what: 'a key without a value', parent: map, key, start: keyStart }
          : build(pair.value, map, key, builder);
      map.pairs.push({ key, keyStart, value });
    }
    return Object.assign(map, { flow: node.flow === true, native: node });
  }
  if (isSeq(node)) {
    const list: ListNode = { kind: 'list', parent, key, start, items: [] };
    for (const [index, item] of node.items.entries()) list.items.push(build(item, list, index, builder));
    return Object.assign(list, { flow: node.flow === true, native: node });
  }
  if (isScalar(node)) return scalarNode(node, parent, key, builder);
  const what = isAlias(node) ? `the alias "*${singleLine(node.source)}"` : 'a pair';
  const target = isAlias(node) ? builder.anchors.get(node.source) : undefined;
  const other = { kind: 'other', what, parent, key, start } as const;
  return target === undefined ? other : { ...other, target };
}

function scalarNode(scalar: Scalar, parent: Parent, key: Key, builder: Builder): ScalarNode {
  const { text, offset, inside } = builder;
  const line = isBlock(scalar) ? blockLine(scalar, text) : undefined;
  const start = line?.start ?? startOf(scalar);
  const end = line?.end ?? (isBlock(scalar) ? (scalar.range?.[1] ?? start) : start + sourceOf(scalar).length);
  const native: YamlScalar = { scalar, start, end, suffix: line?.suffix ?? '', inside };
  const read = line?.text ?? (typeof scalar.value === 'string' ? scalar.value : nullText(scalar));
  const node: ScalarNode = {
    ...{ kind: 'scalar', parent, key, start: offset(start), end: offset(end), text: read, native },
  };
  if (inside !== undefined || !holdsYaml(parent, key)) return node;
  const block = embeddedBlock(scalar, text);
  if (block === undefined) return node;
  const within = build(block.contents, parent, key, {
    ...{ text: block.text, offset: block.offset, inside: block, anchors: new Map() },
  });
  return { ...node, within };
}

/** `~` and `null` say nothing, as an empty place does. */
const nullText = (scalar: Scalar): string => (scalar.value === null ? '' : sourceOf(scalar));

const startOf = (node: unknown): number =>
  (node as { range?: readonly [number, number, number] | null } | null)?.range?.[0] ?? 0;

/** As written: under YAML 1.1 the key `on` is true, and it is still called on. */
const keyText = (key: Scalar): string => key.source ?? String(key.value ?? '');

/** The characters of a scalar in the file; empty for `key:` with nothing behind it. */
export function sourceOf(scalar: Scalar): string {
  const token: CST.Token | undefined = scalar.srcToken;
  return token !== undefined && 'source' in token && token.type !== 'block-scalar' ? token.source : '';
}
