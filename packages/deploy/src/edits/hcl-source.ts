/**
 * HCL (Terraform, OpenTofu, Nomad, Packer) as a {@link SourceFile}: attributes and blocks with the places of literal
 * values; what is computed is no value here. Proof by comparing the tokens of both texts. docs/decisions/file-edits.md
 * says why this is a reader of ours.
 */
import { configurationFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { HclError, type HclToken, hclTokens } from './hcl-tokens.ts';
import { type ListNode, lineFinder, type MapNode, type SourceFile, type TreeNode } from './source-tree.ts';
import { guardOf } from './value-guards.ts';

/** @throws Failure `edits/unreadable` with file and line */
export function parseHclSource(text: string, file: string): SourceFile {
  const lineAt = lineFinder(text);
  const { tokens, root } = read(text, file, lineAt);
  return {
    ...{ file, text, documents: [root], comments: true, lineAt },
    refusal({ native, text: value }) {
      const token = native as HclToken;
      if (token.kind === 'heredoc')
        return {
          code: 'edits/not-editable',
          why: 'is a heredoc',
          remedy: 'Write it as a string on one line.',
        };
      return token.templated ? guardOf('${}') : guardOf(value.replaceAll('${', ''));
    },
    reads: ({ native, text: said }, value) => (native as HclToken).kind === 'string' && said === value,
    render: (_scalar, value) => quoted(value),
    disprove(changed, wanted) {
      const values = new Map([...wanted].map(([{ native }, value]) => [native as HclToken, value]));
      const after = tokensOf(changed);
      if (after?.length !== tokens.length) return 'something else in the file changes with it';
      const same = tokens.every((token, index) => isSame(token, after[index], values.get(token)));
      return same ? undefined : 'something else in the file changes with it';
    },
  };
}

function isSame(before: HclToken, after: HclToken | undefined, value: string | undefined): boolean {
  if (after === undefined) return false;
  if (value !== undefined) return after.kind === 'string' && !after.templated && after.text === value;
  return after.kind === before.kind && after.text === before.text && after.templated === before.templated;
}

function tokensOf(text: string): readonly HclToken[] | undefined {
  try {
    return hclTokens(text);
  } catch (error) {
    if (error instanceof HclError) return undefined;
    throw error;
  }
}

const quoted = (value: string): string =>
  `"${value
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\t', '\\t')
    .replaceAll('${', '$${')
    .replaceAll('%{', '%%{')}"`;

function read(text: string, file: string, lineAt: (offset: number) => number) {
  try {
    const tokens = hclTokens(text);
    return { tokens, root: treeOf(tokens) };
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    const line = lineAt(error.offset);
    throw configurationFailure({
      code: 'edits/unreadable',
      cause: `${file}, line ${line}, is not HCL that can be edited: ${singleLine(error.message)}.`,
      remedy: 'Correct the file.',
      location: { file, line },
      error,
    });
  }
}

/** Lists and objects in one another. */
const DEEPEST = 200;
/** Blocks that say one setting each, where one is a list of one. */
const LIST_BLOCKS = ['set', 'set_string', 'set_list', 'set_sensitive'];

function treeOf(tokens: readonly HclToken[]): MapNode {
  let at = 0;
  const root: MapNode = { kind: 'map', parent: undefined, key: undefined, start: 0, pairs: [] };
  const end = (tokens.at(-1)?.end ?? 0) + 1;
  const here = () => tokens[at];
  const isMark = (text: string) => here()?.kind === 'mark' && here()?.text === text;
  const fail = (what: string): never => {
    throw new HclError(what, here()?.start ?? end - 1);
  };
  const skipLines = () => {
    while (here()?.kind === 'line') at += 1;
  };

  function body(map: MapNode, depth: number): void {
    if (depth > DEEPEST) fail('blocks nested too deeply');
    for (skipLines(); here() !== undefined && !isMark('}'); skipLines()) {
      const name = here();
      if (name?.kind !== 'identifier') fail('neither an attribute nor a block');
      at += 1;
      if (isMark('=')) {
        at += 1;
        map.pairs.push(pairOf(map, name as HclToken, depth));
        if (here() !== undefined && here()?.kind !== 'line' && !isMark('}'))
          fail('two attributes on one line');
      } else block(map, name as HclToken, depth);
    }
  }

  const pairOf = (map: MapNode, { text: key, start: keyStart }: HclToken, depth: number) => ({
    ...{ key, keyStart },
    value: expression(map, key, depth),
  });

  function block(owner: MapNode, type: HclToken, depth: number): void {
    const labels: string[] = [type.text];
    for (; here()?.kind === 'string' || here()?.kind === 'identifier'; at += 1)
      labels.push(here()?.text ?? '');
    if (!isMark('{')) fail('a name without a value');
    at += 1;
    body(blockMap(owner, labels, type.start), depth + 1);
    if (!isMark('}')) fail('a block that is not closed');
    at += 1;
  }

  /** What begins here and ends with its line, or at the bracket or comma of what it is in. */
  function expression(parent: MapNode | ListNode, key: string | number, depth: number): TreeNode {
    if (depth > DEEPEST) fail('values nested too deeply');
    const first = here();
    const from = at;
    if (first === undefined) return fail('no value');
    const whole = isMark('{') || isMark('[') ? collection(parent, key, depth) : literal(first, parent, key);
    if (whole !== undefined && endsHere()) return whole;
    at = from;
    skipExpression();
    return { kind: 'other', what: 'computed', parent, key, start: first.start };
  }

  const endsHere = () => here() === undefined || here()?.kind === 'line' || [',', '}', ']'].some(isMark);

  function literal(token: HclToken, parent: MapNode | ListNode, key: string | number): TreeNode | undefined {
    if (token.kind === 'mark' || (token.kind === 'identifier' && !/^(?:true|false|null)$/.test(token.text)))
      return undefined;
    at += 1;
    const text = token.text === 'null' && token.kind === 'identifier' ? '' : token.text;
    return { kind: 'scalar', parent, key, start: token.start, end: token.end, text, native: token };
  }

  /** undefined for what is made by a loop, or has keys that are computed. */
  function collection(parent: MapNode | ListNode, key: string | number, depth: number): TreeNode | undefined {
    const start = here()?.start ?? 0;
    const isMap = isMark('{');
    at += 1;
    skipLines();
    if (here()?.text === 'for' && here()?.kind === 'identifier') return undefined;
    const map: MapNode = { kind: 'map', parent, key, start, pairs: [] };
    const list: ListNode = { kind: 'list', parent, key, start, items: [] };
    for (; !isMark(isMap ? '}' : ']'); skipLines()) {
      if (here() === undefined) fail('a bracket that is not closed');
      if (isMap) {
        const name = here();
        at += 1;
        if ((name?.kind !== 'identifier' && name?.kind !== 'string') || !(isMark('=') || isMark(':')))
          return undefined;
        at += 1;
        map.pairs.push(pairOf(map, name, depth + 1));
      } else list.items.push(expression(list, list.items.length, depth + 1));
      if (isMark(',')) at += 1;
    }
    at += 1;
    return isMap ? map : list;
  }

  function skipExpression(): void {
    for (let open = 0; here() !== undefined; at += 1) {
      if (open === 0 && endsHere()) return;
      if (['(', '[', '{'].some(isMark)) open += 1;
      if ([')', ']', '}'].some(isMark)) open -= 1;
    }
  }

  body(root, 0);
  if (here() !== undefined) fail('a bracket that closes nothing');
  return root;
}

/** `resource "a" "b" {}` is at resource.a.b; blocks of the same names are a list. */
function blockMap(owner: MapNode, labels: readonly string[], start: number): MapNode {
  let parent = owner;
  for (const label of labels.slice(0, -1)) {
    const known = parent.pairs.find(({ key }) => key === label)?.value;
    const map: MapNode =
      known?.kind === 'map' ? known : { kind: 'map', parent, key: label, start, pairs: [] };
    if (known === undefined) parent.pairs.push({ key: label, keyStart: start, value: map });
    parent = map;
  }
  const key = labels.at(-1) ?? '';
  const index = parent.pairs.findIndex((pair) => pair.key === key);
  const known = parent.pairs[index]?.value;
  if (known === undefined && !LIST_BLOCKS.includes(key)) {
    const map: MapNode = { kind: 'map', parent, key, start, pairs: [] };
    parent.pairs.push({ key, keyStart: start, value: map });
    return map;
  }
  const list: ListNode =
    known?.kind === 'list' ? known : { kind: 'list', parent, key, start: known?.start ?? start, items: [] };
  if (known?.kind === 'map') list.items.push(Object.assign(known, { parent: list, key: 0 }));
  if (known !== list) {
    const pair = { key, keyStart: list.start, value: list };
    if (index === -1) parent.pairs.push(pair);
    else parent.pairs[index] = pair;
  }
  const map: MapNode = { kind: 'map', parent: list, key: list.items.length, start, pairs: [] };
  list.items.push(map);
  return map;
}
