/** Compares a file before and after an edit, node by node. */
import { type Document, isAlias, isCollection, isPair, isScalar, type Scalar } from 'yaml';

export type Edit = { readonly before: Scalar; readonly after: Scalar };

/**
 * True when both streams hold the same documents except that the scalar `edit.before` became `edit.after`. Aliases
 * are compared by name and never followed, so references without end do no harm.
 */
export function sameExcept(
  before: readonly Document.Parsed[],
  after: readonly Document.Parsed[],
  edit: Edit,
): boolean {
  return (
    before.length === after.length &&
    before.every((document, index) => {
      const other = after[index];
      return (
        other !== undefined &&
        document.errors.length === other.errors.length &&
        document.directives.docStart === other.directives.docStart &&
        JSON.stringify(document.directives.yaml) === JSON.stringify(other.directives.yaml) &&
        JSON.stringify(document.directives.tags) === JSON.stringify(other.directives.tags) &&
        sameNode(document.contents, other.contents, edit)
      );
    })
  );
}

function sameNode(a: unknown, b: unknown, edit: Edit): boolean {
  if (a === edit.before) return b === edit.after && edit.before.anchor === edit.after.anchor;
  if (a == null || b == null) return a == null && b == null;
  if (isPair(a)) return isPair(b) && sameNode(a.key, b.key, edit) && sameNode(a.value, b.value, edit);
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
    a.items.every((item, index) => sameNode(item, b.items[index], edit))
  );
}
