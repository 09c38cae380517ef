/** JSON as a {@link SourceFile}: positions from jsonc-parser, proof by JSON.parse of both texts. */

import { configurationFailure, type Failure } from '@sealift/core/failure';
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { differs } from './plain-data.ts';
import {
  type Growth,
  type ListNode,
  lineFinder,
  type MapNode,
  pathOf,
  type SourceFile,
  type TreeNode,
} from './source-tree.ts';
import { guardOf, TEMPLATE } from './value-guards.ts';

const BOM = '\ufeff';

/** @param offset in the body, if the reason has a place */
type Problem = (reason: string, offset?: number) => Failure;

/** The file without the byte order mark, and how many characters that is. */
type Body = { readonly body: string; readonly shift: number; readonly problem: Problem };

/** @throws Failure `configuration` with file and line: not JSON, or a key that stands twice */
export function parseJsonSource(text: string, file: string): SourceFile {
  const lineAt = lineFinder(text);
  // RFC 8259, section 8.1 lets a parser overlook the mark; JSON.parse does not.
  const shift = text.startsWith(BOM) ? 1 : 0;
  const body = text.slice(shift);
  const problem: Problem = (reason, offset) => {
    const line = offset === undefined ? undefined : lineAt(offset + shift);
    return configurationFailure({
      code: 'edits/unreadable',
      cause: `${file}${line === undefined ? '' : `, line ${line},`} is not JSON that can be edited: ${reason}.`,
      remedy: TEMPLATE.test(text)
        ? 'Name the file that the template is filled from, not the template.'
        : 'Correct the file.',
      location: { file, ...(line === undefined ? {} : { line }) },
    });
  };
  const { root, data } = parse(body, problem);
  return {
    file,
    text,
    documents: [treeOf(root, { body, shift, problem }, undefined, undefined)],
    comments: false,
    lineAt,
    refusal: ({ text: value }) => guardOf(value),
    reads: (scalar, value) => scalar.native === 'string' && scalar.text === value,
    render: (_scalar, value) => JSON.stringify(value),
    disprove(changed, wanted) {
      try {
        return differs(data, JSON.parse(changed.slice(shift)), wanted);
      } catch (error) {
        if (error instanceof SyntaxError) return 'the result is not JSON';
        throw error;
      }
    },
    grow: (growth) => growJson(text, growth),
    disproveGrowth: (changed, { owner, key }) => {
      const after: unknown = JSON.parse(changed.slice(shift));
      let at = after as Record<string, unknown>;
      for (const part of pathOf(owner)) at = at[part] as Record<string, unknown>;
      if (at[key] !== '') return 'what was missing is not there';
      delete at[key];
      return differs(data, after, new Map());
    },
    again: (changed) => parseJsonSource(changed, file),
  };
}

/** A new member is set off as the one that it stands behind. */
function growJson(text: string, { owner, after, key, entry }: Growth) {
  if (owner.kind !== 'map' || entry !== undefined) return undefined;
  const name = JSON.stringify(key);
  const pair =
    owner.pairs.find(({ value }) => value === after) ??
    owner.pairs.findLast(({ value }) => value.kind === 'scalar');
  if (pair === undefined)
    return owner.pairs.length === 0 ? { offset: owner.start + 1, text: `${name}: ""` } : undefined;
  if (pair.value.kind !== 'scalar') return undefined;
  const blanks =
    /\s*$/.exec(text.slice(Math.max(owner.start + 1, pair.keyStart - 1000), pair.keyStart))?.[0] ?? '';
  const [colon = ': '] = /\s*:\s*$/.exec(text.slice(pair.keyStart, pair.value.start)) ?? [];
  return { offset: pair.value.end, text: `,${blanks}${name}${colon}""` };
}

/** The nodes with their places, and what a reader gets. */
function parse(body: string, problem: Problem): { readonly root: Node; readonly data: unknown } {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  let data: unknown;
  try {
    root = parseTree(body, errors, { disallowComments: true, allowTrailingComma: false });
    const [error] = errors;
    if (error !== undefined) throw problem(printParseErrorCode(error.error), error.offset);
    data = JSON.parse(body);
  } catch (error) {
    // The parser's message quotes the file.
    if (error instanceof SyntaxError) throw problem('it is not JSON');
    if (error instanceof RangeError) throw problem('it is nested too deeply');
    throw error;
  }
  if (root === undefined) throw problem('it is empty');
  return { root, data };
}

function treeOf(
  node: Node,
  at: Body,
  parent: MapNode | ListNode | undefined,
  key: string | number | undefined,
): TreeNode {
  const { body, shift, problem } = at;
  const start = node.offset + shift;
  if (node.type === 'object') {
    const map: MapNode = { kind: 'map', parent, key, start, pairs: [] };
    const keys = new Set<string>();
    for (const property of node.children ?? []) {
      const [name, value] = property.children ?? [];
      if (name === undefined || value === undefined) continue;
      const key = String(name.value);
      if (keys.has(key)) throw problem(`the key ${JSON.stringify(key)} is there twice`, name.offset);
      keys.add(key);
      map.pairs.push({ key, keyStart: name.offset + shift, value: treeOf(value, at, map, key) });
    }
    return map;
  }
  if (node.type === 'array') {
    const list: ListNode = { kind: 'list', parent, key, start, items: [] };
    for (const [index, item] of (node.children ?? []).entries())
      list.items.push(treeOf(item, at, list, index));
    return list;
  }
  const end = start + node.length;
  const written = body.slice(node.offset, end - shift);
  const text = node.type === 'string' ? String(node.value) : node.type === 'null' ? '' : written;
  return { kind: 'scalar', parent, key, start, end, text, native: node.type };
}
