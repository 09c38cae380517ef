/** Which keys a schema knows at a place, to name them where one does not exist. */
import type * as v from 'valibot';

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** The keys of the object that the path leads to; of several that it may be, those of all. */
export function keysAt(schema: v.GenericSchema, path: readonly unknown[]): readonly string[] {
  let nodes = alternatives(schema as unknown as Node);
  for (const key of path) nodes = nodes.flatMap((node) => below(node, key)).flatMap(alternatives);
  return [...new Set(nodes.flatMap((node) => Object.keys((node['entries'] as object | undefined) ?? {})))];
}

function alternatives(node: Node): readonly Node[] {
  if (node.type === 'optional' || node.type === 'nullable' || node.type === 'nullish')
    return alternatives(node['wrapped'] as Node);
  if (node.type === 'union') return (node['options'] as readonly Node[]).flatMap(alternatives);
  return [node];
}

function below(node: Node, key: unknown): readonly Node[] {
  const entries = node['entries'] as Readonly<Record<string, Node>> | undefined;
  const own = entries !== undefined && Object.hasOwn(entries, String(key)) ? entries[String(key)] : undefined;
  if (own !== undefined) return [own];
  if (node.type === 'record') return [node['value'] as Node];
  if (node.type === 'array') return [node['item'] as Node];
  return [];
}

/** `there is no such key; did you mean "file"? Known are file, context …`: a clause that repeats nothing of the file. */
export function unknownKeyWords(key: string, known: readonly string[]): string {
  if (known.length === 0) return 'there is no such key';
  const close = known
    .map((each) => ({ each, distance: editDistance(key.slice(0, 64), each) }))
    .toSorted((a, b) => a.distance - b.distance)
    .find(({ each, distance }) => distance <= Math.max(1, Math.floor(each.length / 3)));
  const hint = close === undefined ? '' : `; did you mean "${close.each}"?`;
  return `there is no such key${hint === '' ? '; known are' : `${hint} Known are`} ${known.join(', ')}`;
}

/** Letters to change, add or leave out, to make one text of the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...to].entries())
      next.push(
        Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + (letter === other ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
