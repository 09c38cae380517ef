/** Compares a file before and after an edit, node by node. */

import type { YAMLMap, YAMLSeq } from 'yaml';
import { type Document, isAlias, isCollection, isMap, isNode, isPair, isScalar } from 'yaml';

type Collection = YAMLMap | YAMLSeq;

/** Offset of each scalar that was to change, in the text before → the string that it must be now. */
export type WantedScalars = ReadonlyMap<number, string>;

/** What one collection has more than before. */
export type GrownNode = {
  /** Offset of the collection in the text before. */
  readonly at: number;
  readonly kind: 'map' | 'list';
  /** Of a mapping. */
  readonly key: string;
  /** As JSON; an empty string and nothing at all are the same here. */
  readonly value: unknown;
};

/**
 * Undefined when both streams hold the same documents except that exactly the wanted scalars read as the wanted
 * strings; else a clause that says what is wrong. Aliases are compared by name and never followed, so references
 * without end do no harm.
 */
export function difference(
  before: readonly Document.Parsed[],
  after: readonly Document.Parsed[],
  wanted: WantedScalars,
  grown: GrownNode | undefined = undefined,
): string | undefined {
  const met = new Set<number>();
  const state = { wanted, met, grown, grew: false };
  const same =
    before.length === after.length &&
    before.every((document, index) => {
      const other = after[index];
      return (
        other !== undefined &&
        document.errors.length === other.errors.length &&
        document.directives.docStart === other.directives.docStart &&
        JSON.stringify(document.directives.yaml) === JSON.stringify(other.directives.yaml) &&
        JSON.stringify(document.directives.tags) === JSON.stringify(other.directives.tags) &&
        sameNode(document.contents, other.contents, state)
      );
    });
  if (!same || (grown !== undefined && !state.grew)) return 'something else in the file changes with it';
  return met.size === wanted.size ? undefined : 'a value is not where it was found';
}

type State = {
  readonly wanted: WantedScalars;
  readonly met: Set<number>;
  readonly grown: GrownNode | undefined;
  grew: boolean;
};

function sameNode(a: unknown, b: unknown, state: State): boolean {
  if (a == null) return b == null;
  if (isPair(a)) return isPair(b) && sameNode(a.key, b.key, state) && sameValue(a.value, b.value, state);
  if (isAlias(a)) return isAlias(b) && a.source === b.source;
  if (isScalar(a))
    return (
      isScalar(b) &&
      a.type === b.type &&
      a.source === b.source &&
      a.tag === b.tag &&
      a.anchor === b.anchor &&
      typeof a.value === typeof b.value &&
      String(a.value) === String(b.value)
    );
  if (!isCollection(a) || !isCollection(b)) return false;
  const items = itemsWithout(a, b, state);
  return (
    items !== undefined &&
    a.constructor === b.constructor &&
    a.flow === b.flow &&
    a.tag === b.tag &&
    a.anchor === b.anchor &&
    a.items.length === items.length &&
    a.items.every((item, index) => sameValue(item, items[index], state))
  );
}

/** Only a value can be wanted, never a key, which may begin at the same offset as an empty value. */
function sameValue(a: unknown, b: unknown, state: State): boolean {
  const { wanted, met } = state;
  if (!isScalar(a) || a.range == null) return sameNode(a, b, state);
  const value = wanted.get(a.range[0]);
  if (value === undefined || met.has(a.range[0])) return sameNode(a, b, state);
  met.add(a.range[0]);
  return isScalar(b) && b.value === value && b.anchor === a.anchor && b.tag === a.tag;
}

/** The items of the collection after, without what it was to get; undefined when it did not get exactly that. */
function itemsWithout(a: Collection, b: Collection, state: State): readonly unknown[] | undefined {
  const { grown } = state;
  if (grown === undefined || a.range?.[0] !== grown.at || isMap(a) !== (grown.kind === 'map')) return b.items;
  const items: readonly unknown[] = b.items;
  const added = items.filter((item, index) =>
    grown.kind === 'map'
      ? isPair(item) && isScalar(item.key) && item.key.value === grown.key
      : index === items.length - 1,
  );
  const [item] = added;
  const value = isPair(item) ? item.value : item;
  const said = isNode(value) ? value.toJSON() : (value ?? null);
  state.grew = true;
  return added.length === 1 && JSON.stringify(said === '' ? null : said) === JSON.stringify(grown.value)
    ? items.filter((each) => each !== item)
    : undefined;
}
