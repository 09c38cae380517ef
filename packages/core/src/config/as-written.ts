/** Values of YAML as they are written: `3.10` is a version to people, and the number 3.1 to YAML. */
import { type Document, isAlias, isMap, isScalar, visit } from 'yaml';

/** Makes texts of the numbers and booleans in every mapping under this key. */
export function keepAsWritten(document: Document, key: string): void {
  visit(document, {
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value === key) keep(document, pair.value, 0);
    },
  });
}

/** A mapping that is merged into one that is merged, and so on. */
const MAX_DEPTH = 10;

function keep(document: Document, node: unknown, depth: number): void {
  if (depth > MAX_DEPTH) return;
  const found = isAlias(node) ? node.resolve(document) : node;
  if (isMap(found)) for (const { value } of found.items) keep(document, value, depth + 1);
  else if (
    isScalar(found) &&
    (typeof found.value === 'number' || typeof found.value === 'boolean') &&
    found.source !== undefined
  )
    found.value = found.source;
}
