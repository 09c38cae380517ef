/** Where a new key or a new entry of a list goes in YAML: on lines of its own, indented as what it stands beside. */
import type { Growth, ListNode, MapNode, ScalarNode, TreeNode } from './source-tree.ts';
import { renderScalar } from './yaml-scalar-style.ts';
import { yamlOf } from './yaml-tree.ts';

export type Insertion = { readonly offset: number; readonly text: string };

/** Undefined where there is no safe place. */
export function growYaml(text: string, { owner, after, key, entry }: Growth): Insertion | undefined {
  if (entry !== undefined)
    return owner.kind === 'list' ? newItem(text, owner, entry) : newList(text, key, entry);
  if (owner.kind !== 'map') return undefined;
  const name = renderScalar(key, 'plain', 'flow');
  if ('flow' in owner && owner.flow === true) return inFlow(text, owner, after, name);
  const beside = after ?? lastScalar(owner);
  if (beside === undefined || yamlOf(beside).inside !== undefined) return undefined;
  const pair = owner.pairs.find(({ value }) => value === beside);
  if (pair === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', pair.keyStart - 1) + 1;
  const column = pair.keyStart - lineStart;
  // Before it stand blanks or the dashes of lists, never another key or a question mark.
  if (!/^\ufeff?[ -]*$/.test(text.slice(lineStart, pair.keyStart))) return undefined;
  return afterLine(text, beside, [
    `${' '.repeat(text.charAt(lineStart) === '\ufeff' ? column - 1 : column)}${name}:`,
  ]);
}

/** The last value that ends on its own line. */
function lastScalar({ pairs }: MapNode): ScalarNode | undefined {
  return pairs.flatMap(({ value }) => (value.kind === 'scalar' ? [value] : [])).at(-1);
}

function inFlow(
  text: string,
  { pairs, start }: MapNode,
  after: ScalarNode | undefined,
  name: string,
): Insertion | undefined {
  const beside = after ?? pairs.flatMap(({ value }) => (value.kind === 'scalar' ? [value] : [])).at(-1);
  if (beside !== undefined)
    return beside.end > beside.start ? { offset: beside.end, text: `, ${name}: ""` } : undefined;
  return pairs.length === 0 && text.charAt(start) === '{'
    ? { offset: start + 1, text: `${name}: ""` }
    : undefined;
}

/** Behind the line, and what is remarked on it, that a value ends on. */
function afterLine(text: string, value: ScalarNode, lines: readonly string[]): Insertion | undefined {
  if (/\n/.test(text.slice(value.start, value.end))) return undefined;
  const next = text.indexOf('\n', value.end);
  const end = next === -1 ? text.length : next;
  const offset = text.charAt(end - 1) === '\r' ? end - 1 : end;
  const eol = eolOf(text);
  return { offset, text: lines.map((line) => eol + line).join('') };
}

const eolOf = (text: string): string => (text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n');

type Entry = NonNullable<Growth['entry']>;

const entryLines = (indent: string, { name, empty }: Entry): readonly string[] => [
  `${indent}- name: ${renderScalar(name, 'plain', 'block')}`,
  ...empty.map((key) => `${indent}  ${key}:`),
];

function newItem(text: string, { items }: ListNode, entry: Entry): Insertion | undefined {
  const last = items.at(-1);
  if (last?.kind !== 'map' || ('flow' in last && last.flow === true)) return undefined;
  const lineStart = text.lastIndexOf('\n', last.start - 1) + 1;
  const [, indent] = /^( *)-[ ]+$/.exec(text.slice(lineStart, last.start)) ?? [];
  const end = lastLeaf(last);
  return indent === undefined || end === undefined
    ? undefined
    : afterLine(text, end, entryLines(indent, entry));
}

function lastLeaf(node: TreeNode): ScalarNode | undefined {
  if (node.kind === 'scalar') return node;
  const inner =
    node.kind === 'map' ? node.pairs.at(-1)?.value : node.kind === 'list' ? node.items.at(-1) : undefined;
  return inner === undefined ? undefined : lastLeaf(inner);
}

/** At the end of the file, which ends as it did before: with a line feed or without. */
function newList(text: string, key: string, entry: Entry): Insertion {
  const eol = eolOf(text);
  const lines = [`${key}:`, ...entryLines('', entry)].join(eol);
  return {
    offset: text.length,
    text: text === '' || text.endsWith('\n') ? `${lines}${eol}` : `${eol}${lines}`,
  };
}
