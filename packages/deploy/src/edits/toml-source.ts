/** TOML as a {@link SourceFile}: positions from toml-eslint-parser, proof by reading both texts. */

import { configurationFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import { differs } from './plain-data.ts';
import {
  type ListNode,
  lineFinder,
  type MapNode,
  type Refusal,
  type SourceFile,
  type TreeNode,
} from './source-tree.ts';
import { guardOf, TEMPLATE } from './value-guards.ts';

const BOM = '\ufeff';

/** @throws Failure `configuration` with file and line when the text is not TOML 1.0 */
export function parseTomlSource(text: string, file: string): SourceFile {
  const shift = text.startsWith(BOM) ? 1 : 0;
  const program = parse(text.slice(shift), file);
  const data = getStaticTOMLValue(program);
  return {
    file,
    text,
    documents: [treeOf(program, text, shift)],
    comments: true,
    lineAt: lineFinder(text),
    refusal: ({ native }) => refusalOf(native as AST.TOMLValue, text.slice(shift)),
    reads: ({ native, text: read }, value) => (native as AST.TOMLValue).kind === 'string' && read === value,
    render({ native }, value) {
      const node = native as AST.TOMLValue;
      return node.kind === 'string' && node.style === 'literal' && !NOT_LITERAL.test(value)
        ? `'${value}'`
        : basicString(value);
    },
    disprove(changed, wanted) {
      return differs(data, getStaticTOMLValue(parse(changed.slice(shift), file)), wanted);
    },
  };
}

function parse(body: string, file: string): AST.TOMLProgram {
  try {
    return parseTOML(body, { tomlVersion: '1.0' });
  } catch (error) {
    const line = error instanceof ParseError ? error.lineNumber : undefined;
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
    throw configurationFailure({
      code: 'edits/unreadable',
      // Its messages are fixed words: they repeat nothing of the file.
      cause: `${file}${line === undefined ? '' : `, line ${line},`} is not TOML that can be edited: ${singleLine(error.message)}.`,
      remedy: TEMPLATE.test(body)
        ? 'Name the file that the template is filled from, not the template.'
        : 'Correct the file.',
      location: { file, ...(line === undefined ? {} : { line }) },
      error,
    });
  }
}

type Parent = MapNode | ListNode | undefined;

/** Tables, dotted keys and arrays of tables say in many ways what a tree says in one; the parser refused clashes. */
function treeOf(program: AST.TOMLProgram, text: string, shift: number): TreeNode {
  const startOf = (node: AST.TOMLNode) => node.range[0] + shift;
  const root: MapNode = { kind: 'map', parent: undefined, key: undefined, start: 0, pairs: [] };

  function child(parent: TreeNode, key: string | number, at: AST.TOMLNode, list: boolean): TreeNode {
    const known =
      parent.kind === 'map'
        ? parent.pairs.find((pair) => pair.key === key)?.value
        : parent.kind === 'list'
          ? parent.items[Number(key)]
          : undefined;
    if (known !== undefined) return known;
    const start = startOf(at);
    if (parent.kind !== 'map' && parent.kind !== 'list') return parent;
    const made: TreeNode = list
      ? { kind: 'list', parent, key, start, items: [] }
      : { kind: 'map', parent, key, start, pairs: [] };
    if (parent.kind === 'map') parent.pairs.push({ key: String(key), keyStart: start, value: made });
    else parent.items.push(made);
    return made;
  }

  function addPairs(owner: TreeNode, body: readonly AST.TOMLKeyValue[]): void {
    for (const { key, value } of body) {
      let parent = owner;
      const names = key.keys.map((name) => (name.type === 'TOMLBare' ? name.name : name.value));
      for (const name of names.slice(0, -1)) parent = child(parent, name, key, false);
      const last = names.at(-1);
      if (last === undefined || parent.kind !== 'map') continue;
      parent.pairs.push({ key: last, keyStart: startOf(key), value: content(value, parent, last) });
    }
  }

  function content(node: AST.TOMLContentNode, parent: Parent, key: string | number): TreeNode {
    const start = startOf(node);
    if (node.type === 'TOMLInlineTable') {
      const map: MapNode = { kind: 'map', parent, key, start, pairs: [] };
      addPairs(map, node.body);
      return map;
    }
    if (node.type === 'TOMLArray') {
      const list: ListNode = { kind: 'list', parent, key, start, items: [] };
      for (const [index, item] of node.elements.entries()) list.items.push(content(item, list, index));
      return list;
    }
    const end = node.range[1] + shift;
    const read = node.kind === 'string' ? node.value : text.slice(start, end);
    return { kind: 'scalar', parent, key, start, end, text: read, native: node };
  }

  for (const part of program.body[0].body) {
    if (part.type === 'TOMLKeyValue') {
      addPairs(root, [part]);
      continue;
    }
    let owner: TreeNode = root;
    for (const [depth, key] of part.resolvedKey.entries())
      owner = child(owner, key, part.key, typeof part.resolvedKey[depth + 1] === 'number');
    addPairs(owner, part.body);
  }
  return root;
}

function refusalOf(node: AST.TOMLValue, body: string): Refusal | undefined {
  if (node.kind === 'string' && node.multiline)
    return {
      code: 'edits/not-editable',
      why: 'is a string of several lines (three quotes)',
      remedy: 'Write it on one line.',
    };
  return guardOf(node.kind === 'string' ? node.value : body.slice(...node.range));
}

// https://toml.io/en/v1.0.0#string
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a literal string cannot hold.
const NOT_LITERAL = /['\u0000-\u0008\u000a-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these must be escaped.
const ESCAPED = /["\\\u0000-\u001f\u007f]/g;

const basicString = (value: string): string =>
  `"${value.replace(ESCAPED, (character) =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;
