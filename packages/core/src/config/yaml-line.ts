import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';

type Ranged = { range?: readonly [number, number, number] | null };

/** The YAML node at the path (keys and positions), or the closest one around it. */
export function deepestNode(root: unknown, path: readonly string[]): Ranged | undefined {
  let node = root;
  for (const key of path) {
    const next = isMap(node)
      ? node.items.find((item) => String(item.key) === key)
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
    if (next === undefined) break;
    node = isMap(node)
      ? ((next as { value: unknown; key: unknown }).value ?? (next as { key: unknown }).key)
      : next;
  }
  return node as Ranged | undefined;
}

/** 1-based line of the key that the path leads to, or of the closest one around it; undefined in an empty text. */
export function yamlLine(text: string, path: readonly string[]): number | undefined {
  const lines = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter: lines }).contents;
  let offset: number | undefined;
  for (const key of path) {
    const pair = isMap(node) ? node.items.find((item) => String(item.key) === key) : undefined;
    if (pair === undefined) break;
    offset = (pair.key as Ranged).range?.[0] ?? offset;
    node = pair.value;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}
