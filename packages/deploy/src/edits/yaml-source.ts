/** YAML as a {@link SourceFile}: positions from the parser's tokens, proof by parsing again. */

import { configurationFailure, type Failure } from '@sealift/core/failure';
import { yamlWords } from '@sealift/core/text/problem-words';
import { singleLine } from '@sealift/core/text/sanitize';
import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  type Scalar,
  visit,
} from 'yaml';
import {
  type ListNode,
  lineFinder,
  type MapNode,
  type OtherNode,
  type Refusal,
  type ScalarNode,
  type SourceFile,
  TEMPLATE,
  type TreeNode,
} from './source-tree.ts';
import { difference } from './yaml-proof.ts';
import { renderScalar, type ScalarContext, type ScalarStyle, YAML_VERSIONS } from './yaml-scalar-style.ts';

/** @throws Failure `configuration` with file and line when the text is not YAML */
export function parseYamlSource(text: string, file: string): SourceFile {
  const lineAt = lineFinder(text);
  const versions = compose(text, file);
  // What is an error under 1.1 only (such as an impossible date) is none for most readers.
  const [current = []] = versions;
  const error = current.flatMap((document) => document.errors)[0];
  if (error !== undefined) throw syntaxFailure(text, file, yamlWords(error), lineAt(error.pos[0]));

  const owners = new Map<TreeNode, Document.Parsed>();
  const documents = current.flatMap((document) => {
    if (document.contents === null) return [];
    const root = treeOf(document.contents, undefined, undefined);
    owners.set(root, document);
    return [root];
  });
  const aliases = new Map<Document.Parsed, ReadonlyMap<string, Alias>>();
  const aliasesOf = (document: Document.Parsed) => {
    const known = aliases.get(document) ?? namedAliases(document);
    aliases.set(document, known);
    return known;
  };

  return {
    file,
    text,
    documents,
    comments: true,
    lineAt,
    refusal(scalar) {
      const style = refuseStyle(scalar.native as Scalar);
      if (style !== undefined) return style;
      let at: TreeNode = scalar;
      while (at.parent !== undefined) at = at.parent;
      const document = owners.get(at);
      return document === undefined ? undefined : refuseShared(scalar, aliasesOf(document));
    },
    reads({ native, text: read, ...node }, value) {
      const scalar = native as Scalar;
      if (read !== value) return false;
      if (styleOf(scalar) !== 'plain') return scalar.value === value;
      return (
        typeof scalar.value === 'string' && renderScalar(value, 'plain', contextOf(node.parent)) === value
      );
    },
    render({ native, start, end, parent }, value) {
      const rendered = renderScalar(value, styleOf(native as Scalar), contextOf(parent));
      if (end > start) return rendered;
      // "key:" with nothing behind it, or with a comment, needs the blanks that a scalar is set off with.
      const left = /\s/.test(text.charAt(start - 1)) || start === 0 ? '' : ' ';
      const right = /^(?:[\s,}\]]|$)/.test(text.charAt(end)) ? '' : ' ';
      return left + rendered + right;
    },
    disprove(changed, wanted) {
      const offsets = new Map([...wanted].map(([scalar, value]) => [scalar.start, value] as const));
      if (offsets.size !== wanted.size) return 'two values begin at the same place';
      const after = compose(changed, file);
      for (const [index, documents] of versions.entries()) {
        const found = difference(documents, after[index] ?? [], offsets);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** One parse of the tokens, composed once for each of {@link YAML_VERSIONS}. */
function compose(text: string, file: string): readonly (readonly Document.Parsed[])[] {
  try {
    const tokens = Array.from(new Parser().parse(text));
    return YAML_VERSIONS.map((version) =>
      Array.from(
        new Composer({
          version,
          keepSourceTokens: true,
          uniqueKeys: false,
          prettyErrors: false,
          logLevel: 'silent',
        }).compose(tokens, false, text.length),
      ),
    );
  } catch (error) {
    // The composer is recursive: thousands of nested brackets end its stack.
    throw configurationFailure({
      code: 'edits/unreadable',
      cause: `${file} cannot be read as YAML: it is nested too deeply.`,
      remedy: 'Correct the file.',
      location: { file },
      error,
    });
  }
}

type Parent = MapNode | ListNode | undefined;

function treeOf(node: unknown, parent: Parent, key: string | number | undefined): TreeNode {
  if (isMap<unknown, unknown>(node)) {
    const map: MapNode = { kind: 'map', parent, key, start: startOf(node), pairs: [] };
    for (const pair of node.items) {
      // A mapping or an alias as a key cannot be named by a path.
      if (!isScalar(pair.key)) continue;
      const key = keyText(pair.key);
      const keyStart = startOf(pair.key);
      const value: TreeNode =
        pair.value == null
          ? { kind: 'other', what: 'a key without a value', parent: map, key, start: keyStart }
          : treeOf(pair.value, map, key);
      map.pairs.push({ key, keyStart, value });
    }
    return Object.assign(map, { flow: node.flow === true, anchor: node.anchor });
  }
  if (isSeq(node)) {
    const list: ListNode = { kind: 'list', parent, key, start: startOf(node), items: [] };
    for (const [index, item] of node.items.entries()) list.items.push(treeOf(item, list, index));
    return Object.assign(list, { flow: node.flow === true, anchor: node.anchor });
  }
  if (isScalar(node)) {
    const start = startOf(node);
    const end = isBlock(node) ? (node.range?.[1] ?? start) : start + sourceOf(node).length;
    const text = typeof node.value === 'string' ? node.value : nullText(node);
    return { kind: 'scalar', parent, key, start, end, text, native: node };
  }
  const what = isAlias(node) ? `the alias "*${singleLine(node.source)}"` : 'a pair';
  return { kind: 'other', what, parent, key, start: startOf(node) } satisfies OtherNode;
}

/** `~` and `null` say nothing, as an empty place does. */
const nullText = (scalar: Scalar): string => (scalar.value === null ? '' : sourceOf(scalar));

const startOf = (node: unknown): number =>
  (node as { range?: readonly [number, number, number] | null } | null)?.range?.[0] ?? 0;

/** As written: under YAML 1.1 the key `on` is true, and it is still called on. */
const keyText = (key: Scalar): string => key.source ?? String(key.value ?? '');

const isBlock = (scalar: Scalar) => scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';

/** The characters of a scalar in the file; empty for `key:` with nothing behind it. */
function sourceOf(scalar: Scalar): string {
  const token: CST.Token | undefined = scalar.srcToken;
  return token !== undefined && 'source' in token && token.type !== 'block-scalar' ? token.source : '';
}

function styleOf(scalar: Scalar): ScalarStyle {
  if (scalar.type === 'QUOTE_DOUBLE') return 'double';
  return scalar.type === 'QUOTE_SINGLE' ? 'single' : 'plain';
}

/** Everything inside brackets is in brackets. */
function contextOf(parent: Parent): ScalarContext {
  for (let at: Parent = parent; at !== undefined; at = at.parent)
    if ('flow' in at && at.flow === true) return 'flow';
  return 'block';
}

function refuseStyle(scalar: Scalar): Refusal | undefined {
  if (scalar.tag !== undefined && scalar.tag !== 'tag:yaml.org,2002:str')
    return {
      code: 'edits/not-editable',
      why: `has the type tag ${singleLine(scalar.tag)}, so it is no string`,
      remedy: 'Remove the type tag.',
    };
  if (isBlock(scalar))
    return {
      code: 'edits/not-editable',
      why: 'is a block of lines ("|" or ">")',
      remedy: 'Write it on one line.',
    };
  const source = sourceOf(scalar);
  if (/[\r\n]/.test(source))
    return {
      code: 'edits/not-editable',
      why: 'goes over more than one line',
      remedy: 'Write it on one line.',
    };
  if (TEMPLATE.test(source))
    return {
      code: 'edits/not-editable',
      why: 'is a template expression, which the new value would destroy',
      remedy: 'Name the path of the value that the template reads.',
    };
  return undefined;
}

/** The first alias by the name it refers to. */
function namedAliases(document: Document.Parsed): ReadonlyMap<string, Alias> {
  const aliases = new Map<string, Alias>();
  visit(document, {
    Alias(_key, alias) {
      if (!aliases.has(alias.source)) aliases.set(alias.source, alias);
    },
  });
  return aliases;
}

/** A change of an anchored value also changes whatever refers to it. */
function refuseShared(scalar: ScalarNode, aliases: ReadonlyMap<string, Alias>): Refusal | undefined {
  if (aliases.size === 0) return undefined;
  const anchors = [(scalar.native as Scalar).anchor];
  for (let at: Parent = scalar.parent; at !== undefined; at = at.parent)
    if ('anchor' in at) anchors.push(at.anchor as string | undefined);
  for (const anchor of anchors) {
    const alias = anchor === undefined ? undefined : aliases.get(anchor);
    if (alias !== undefined)
      return {
        code: 'edits/not-editable',
        why: `is shared: "*${singleLine(alias.source)}" refers to it here, so this would change too`,
        remedy: 'Write the value out where it is referred to, or remove the anchor.',
        at: startOf(alias),
      };
  }
  return undefined;
}

function syntaxFailure(text: string, file: string, detail: string, line: number): Failure {
  const templated = TEMPLATE.test(text);
  return configurationFailure({
    code: 'edits/unreadable',
    cause: `${file}, line ${line}, is not YAML${templated ? ' but a template of it' : ''}: ${detail}.`,
    remedy: templated
      ? 'Name the values file that the template is filled from, not the template.'
      : 'Correct the file.',
    location: { file, line },
  });
}
