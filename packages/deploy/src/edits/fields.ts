/** The values of a mapping by key, with those that an alias or a merge key brings in. */
import { type MapNode, type OtherNode, type ScalarNode, type TreeNode, valuesOf } from './source-tree.ts';

/** A value, or what stands in its place. */
export type Field = {
  /** What is there, an alias already exchanged for what it stands for where that is known. */
  readonly node: TreeNode;
  readonly twice: boolean;
  /** The aliases on the way from the mapping to the value. */
  readonly via: readonly OtherNode[];
};

export type Fields = ReadonlyMap<string, Field>;

/** Of a mapping that brings in more, nothing is taken: it is no list of settings. */
const MOST_INHERITED = 1000;
/** Mappings that one takes over from, those that these take over from included. */
const MOST_SOURCES = 20;

export const scalarOf = (field: Field | undefined): ScalarNode | undefined =>
  field?.node.kind === 'scalar' ? field.node : undefined;
export const textOf = (field: Field | undefined): string => scalarOf(field)?.text.trim() ?? '';

/** The value of one key, as {@link fieldsOf} has it. */
export const fieldOf = (map: MapNode, key: string): Field | undefined => {
  const [pair, second] = valuesOf(map, key);
  if (pair !== undefined) return own(pair.value, second !== undefined);
  return valuesOf(map, '<<').length === 0 ? undefined : fieldsOf(map).get(key);
};

/** Own keys go before inherited ones, and of those the first: https://yaml.org/type/merge.html */
export function fieldsOf(map: MapNode): Fields {
  const fields = new Map<string, Field>();
  for (const { key, value } of map.pairs) {
    const known = fields.get(key);
    fields.set(key, known === undefined ? own(value, false) : { ...known, twice: true });
  }
  if (fields.has('<<')) inherit(fields, map, [], new Set([map]));
  return fields;
}

const own = (value: TreeNode, twice: boolean): Field => {
  const via: OtherNode[] = [];
  let node = value;
  while (node.kind === 'other' && node.target !== undefined) {
    via.push(node);
    node = node.target;
  }
  return { node, twice, via };
};

function inherit(
  fields: Map<string, Field>,
  map: MapNode,
  via: readonly OtherNode[],
  seen: Set<TreeNode>,
): void {
  const [merge] = valuesOf(map, '<<');
  if (merge === undefined) return;
  const sources = merge.value.kind === 'list' ? merge.value.items : [merge.value];
  for (const source of sources) {
    const { node, via: steps } = own(source, false);
    if (node.kind !== 'map' || seen.has(node) || seen.size > MOST_SOURCES) continue;
    if (node.pairs.length + fields.size > MOST_INHERITED) continue;
    seen.add(node);
    const way = [...via, ...steps];
    for (const { key, value } of node.pairs) {
      if (fields.has(key)) continue;
      const field = own(value, valuesOf(node, key).length > 1);
      fields.set(key, { ...field, via: [...way, ...field.via] });
    }
    inherit(fields, node, way, seen);
  }
}
