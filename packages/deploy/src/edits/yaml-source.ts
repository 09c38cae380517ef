/** YAML as a {@link SourceFile}: positions from the parser's tokens, proof by parsing again. */

import { configurationFailure, type Failure } from '@sealift/core/failure';
import { yamlWords } from '@sealift/core/text/problem-words';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Document, Scalar } from 'yaml';
import { type Growth, lineFinder, type Refusal, type ScalarNode, type SourceFile } from './source-tree.ts';
import { guardOf, TEMPLATE } from './value-guards.ts';
import { type EmbeddedBlock, isBlock } from './yaml-blocks.ts';
import { compose } from './yaml-compose.ts';
import { growYaml } from './yaml-growth.ts';
import { difference, type GrownNode } from './yaml-proof.ts';
import { renderScalar, type ScalarContext, type ScalarStyle } from './yaml-scalar-style.ts';
import { type Parent, sourceOf, treeOf, yamlOf } from './yaml-tree.ts';

/** @throws Failure `configuration` with file and line when the text is not YAML */
export function parseYamlSource(text: string, file: string): SourceFile {
  const lineAt = lineFinder(text);
  const versions = composed(text, file);
  // What is an error under 1.1 only (such as an impossible date) is none for most readers.
  const [current = []] = versions;
  const error = current.flatMap((document) => document.errors)[0];
  if (error !== undefined) throw syntaxFailure(text, file, yamlWords(error), lineAt(error.pos[0]));
  const documents = current.flatMap(({ contents }) => (contents === null ? [] : [treeOf(contents, text)]));

  return {
    file,
    text,
    documents,
    comments: true,
    lineAt,
    refusal: refuseStyle,
    reads,
    render: (node, value) => renderAt(node, value, text, node.start, node.end),
    disprove(changed, wanted) {
      const { plain, blocks } = byPlace(wanted);
      for (const [block, inside] of blocks) {
        const expected = exchanged(block, inside);
        const found = compareTexts(compose(block.text) ?? [], expected, offsetsOf(inside));
        if (found !== undefined) return found;
        plain.set(block.at, expected);
      }
      if (plain.size !== wanted.size - [...blocks.values()].reduce((sum, each) => sum + each.size - 1, 0))
        return 'two values begin at the same place';
      return compareTexts(versions, changed, plain);
    },
    grow: (growth) => growYaml(text, growth),
    disproveGrowth: (changed, growth) => compareTexts(versions, changed, new Map(), growthOf(growth)),
    again: (changed) => parseYamlSource(changed, file),
  };
}

const composed = (text: string, file: string): readonly (readonly Document.Parsed[])[] => {
  const versions = compose(text);
  if (versions !== undefined) return versions;
  throw configurationFailure({
    code: 'edits/unreadable',
    cause: `${file} cannot be read as YAML: it is nested too deeply.`,
    remedy: 'Correct the file.',
    location: { file },
  });
};

type Wanted = ReadonlyMap<ScalarNode, string>;

/** @param wanted offset → value, as in {@link difference} */
function compareTexts(
  before: readonly (readonly Document.Parsed[])[],
  text: string,
  wanted: ReadonlyMap<number, string>,
  grown: GrownNode | undefined = undefined,
): string | undefined {
  const after = compose(text) ?? [];
  for (const [index, documents] of before.entries()) {
    const found = difference(documents, after[index] ?? [], wanted, grown);
    if (found !== undefined) return found;
  }
  return undefined;
}

const growthOf = ({ owner, key, entry }: Growth): GrownNode => {
  const item = entry && { name: entry.name, ...Object.fromEntries(entry.empty.map((name) => [name, null])) };
  const kind = owner.kind;
  const value = item === undefined ? null : kind === 'list' ? item : [item];
  return { at: owner.start, kind, key, value };
};

/** What stands in strings of YAML is judged there; of the file, the whole string changes. */
function byPlace(wanted: Wanted) {
  const blocks = new Map<EmbeddedBlock, Map<ScalarNode, string>>();
  const plain = new Map<number, string>();
  for (const [node, value] of wanted) {
    const { inside } = yamlOf(node);
    if (inside === undefined) plain.set(nodeStart(node), value + yamlOf(node).suffix);
    else blocks.set(inside, (blocks.get(inside) ?? new Map<ScalarNode, string>()).set(node, value));
  }
  return { plain, blocks };
}

const nodeStart = (node: ScalarNode): number => yamlOf(node).scalar.range?.[0] ?? 0;

const offsetsOf = (wanted: Wanted): ReadonlyMap<number, string> =>
  new Map([...wanted].map(([node, value]) => [nodeStart(node), value + yamlOf(node).suffix]));

/** The string of YAML with the new values in it. */
function exchanged({ text }: EmbeddedBlock, wanted: Wanted): string {
  let after = '';
  let kept = 0;
  for (const [node, value] of [...wanted].toSorted(([a], [b]) => a.start - b.start)) {
    const { start, end } = yamlOf(node);
    after += text.slice(kept, start) + renderAt(node, value, text, start, end);
    kept = end;
  }
  return after + text.slice(kept);
}

function reads(node: ScalarNode, value: string): boolean {
  const { scalar } = yamlOf(node);
  if (node.text !== value) return false;
  if (isBlock(scalar)) return true;
  if (styleOf(scalar) !== 'plain') return scalar.value === value;
  return typeof scalar.value === 'string' && renderScalar(value, 'plain', contextOf(node.parent)) === value;
}

function renderAt(node: ScalarNode, value: string, text: string, start: number, end: number): string {
  const { scalar } = yamlOf(node);
  // On a line of a block every character stands for itself.
  if (isBlock(scalar)) return value;
  const rendered = renderScalar(value, styleOf(scalar), contextOf(node.parent));
  if (end > start) return rendered;
  // "key:" with nothing behind it, or with a comment, needs the blanks that a scalar is set off with.
  const left = /\s/.test(text.charAt(start - 1)) || start === 0 ? '' : ' ';
  const right = /^(?:[\s,}\]]|$)/.test(text.charAt(end)) ? '' : ' ';
  return left + rendered + right;
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

function refuseStyle(node: ScalarNode): Refusal | undefined {
  const { scalar, start, end } = yamlOf(node);
  if (scalar.tag === '!vault') return guardOf('$ANSIBLE_VAULT;');
  if (scalar.tag !== undefined && scalar.tag !== 'tag:yaml.org,2002:str')
    return {
      code: 'edits/not-editable',
      why: `has the type tag ${singleLine(scalar.tag)}, so it is no string`,
      remedy: 'Remove the type tag.',
    };
  if (isBlock(scalar) && end === scalar.range?.[1] && start === scalar.range[0])
    return {
      code: 'edits/not-editable',
      why: 'is a block of lines ("|" or ">")',
      remedy: 'Write it on one line.',
    };
  if (/[\r\n]/.test(sourceOf(scalar)))
    return {
      code: 'edits/not-editable',
      why: 'goes over more than one line',
      remedy: 'Write it on one line.',
    };
  return guardOf(node.text) ?? guardOf(sourceOf(scalar));
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
