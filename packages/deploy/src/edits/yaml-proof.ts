/** Compares a file before and after an edit, node by node. */
import { type Document, isAlias, isCollection, isPair, isScalar } from 'yaml';

/** Offset of each scalar that was to change, in the text before → the string that it must be now. */
export type WantedScalars = ReadonlyMap<number, string>;

/**
 * Undefined when both streams hold the same documents except that exactly the wanted scalars read as the wanted
 * strings; else a clause that says what is wrong. Aliases are compared by name and never followed, so references
 * without end do no harm.
 */
export function difference(
  before: readonly Document.Parsed[],
  after: readonly Document.Parsed[],
  wanted: WantedScalars,
): string | undefined {
  const met = new Set<number>();
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
        sameNode(document.contents, other.contents, wanted, met)
      );
    });
  if (!same) return 'something else in the file changes with it';
  return met.size === wanted.size ? undefined : 'a value is not where it was found';
}

function sameNode(a: unknown, b: unknown, wanted: WantedScalars, met: Set<number>): boolean {
  if (a == null) return b == null;
  if (isPair(a))
    return isPair(b) && sameNode(a.key, b.key, wanted, met) && sameValue(a.value, b.value, wanted, met);
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
  if (!isCollection(a)) return false;
  return (
    isCollection(b) &&
    a.constructor === b.constructor &&
    a.flow === b.flow &&
    a.tag === b.tag &&
    a.anchor === b.anchor &&
    a.items.length === b.items.length &&
    a.items.every((item, index) => sameValue(item, b.items[index], wanted, met))
  );
}

/** Only a value can be wanted, never a key, which may begin at the same offset as an empty value. */
function sameValue(a: unknown, b: unknown, wanted: WantedScalars, met: Set<number>): boolean {
  if (!isScalar(a) || a.range == null) return sameNode(a, b, wanted, met);
  const value = wanted.get(a.range[0]);
  if (value === undefined || met.has(a.range[0])) return sameNode(a, b, wanted, met);
  met.add(a.range[0]);
  return isScalar(b) && b.value === value && b.anchor === a.anchor && b.tag === a.tag;
}
