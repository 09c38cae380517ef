/**
 * What a YAML, JSON or TOML file holds, with the position of everything: one shape for the code that finds things in
 * it. Nothing here is followed or resolved: an alias is an alias, a merge key is a key.
 */

import { formatValuePath } from '@sealift/core/config/value-path';
import { configurationFailure, type Failure, internalFailure } from '@sealift/core/failure';
import type { DeployFailureCode } from '../failure-codes.ts';

export type MapNode = Located & {
  readonly kind: 'map';
  /** In the order of the file; a key that stands twice is here twice. */
  readonly pairs: Pair[];
};
export type Pair = { readonly key: string; readonly keyStart: number; readonly value: TreeNode };
export type ListNode = Located & { readonly kind: 'list'; readonly items: TreeNode[] };
export type ScalarNode = Located & {
  readonly kind: 'scalar';
  /** Offset after the last character as it is written, quotes included. */
  readonly end: number;
  /** What a reader of strings gets; for a number, date or boolean as it is written; empty for null. */
  readonly text: string;
  /** How the format's own parser calls it; its module alone looks inside. */
  readonly native: unknown;
  /** What the string itself holds, where it is YAML as well; its paths go on from the string's. */
  readonly within?: TreeNode;
};
/** An alias, a key without a value, or what no reader of the format takes for a value of its own. */
export type OtherNode = Located & {
  readonly kind: 'other';
  readonly what: string;
  /** What an alias stands for; never what is around the alias itself. */
  readonly target?: TreeNode;
};
export type TreeNode = MapNode | ListNode | ScalarNode | OtherNode;

type Located = {
  readonly parent: MapNode | ListNode | undefined;
  /** Its key or position in the parent. */
  readonly key: string | number | undefined;
  /** Offset of its first character in the text. */
  readonly start: number;
};

/** Why a value must not be edited: a clause that follows its name, and what to do. */
export type Refusal = {
  readonly code: DeployFailureCode;
  readonly why: string;
  readonly remedy: string;
  /** Offset of what is to blame, when it is not the value itself. */
  readonly at?: number;
};

/** A file, parsed once. */
export type SourceFile = {
  readonly file: string;
  readonly text: string;
  /** One for each document of the file that is not empty. */
  readonly documents: readonly TreeNode[];
  /** Whether the format has comments, so that markers can stand in it. */
  readonly comments: boolean;
  lineAt(offset: number): number;
  /** Why this value must not be edited, if so. */
  refusal(scalar: ScalarNode): Refusal | undefined;
  /** True when every reader already gets exactly this string. */
  reads(scalar: ScalarNode, value: string): boolean;
  /** The characters that stand for the value at the scalar's place, blanks around it included where needed. */
  render(scalar: ScalarNode, value: string): string;
  /**
   * Parses the changed text and compares: undefined when it holds the same except for the wanted values, else a
   * clause that says what does not.
   */
  disprove(changed: string, wanted: ReadonlyMap<ScalarNode, string>): string | undefined;
  /** Where something missing goes, empty; undefined where it cannot. Formats that nothing is added to lack all three. */
  grow?(growth: Growth): { readonly offset: number; readonly text: string } | undefined;
  /** As {@link SourceFile.disprove}: exactly the missing thing is there, and empty. */
  disproveGrowth?(changed: string, growth: Growth): string | undefined;
  /** The changed text, parsed as this one was. */
  again?(changed: string): SourceFile;
};

/** A key that is missing in a mapping; or an entry that is missing in a list, or in a list that is missing itself. */
export type Growth = {
  readonly owner: MapNode | ListNode;
  /** The value behind which it goes. */
  readonly after: ScalarNode | undefined;
  readonly key: string;
  readonly entry?: { readonly name: string; readonly empty: readonly string[] };
};

export type ConcretePath = readonly (string | number)[];

export function pathOf(node: TreeNode): ConcretePath {
  const path: (string | number)[] = [];
  for (let at: TreeNode | undefined = node; at?.key !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}

export const nameOf = (node: TreeNode): string => formatValuePath(pathOf(node));

/** The values of a key, more than one when the file says it twice. */
export const valuesOf = (map: MapNode, key: string): readonly Pair[] =>
  map.pairs.filter((pair) => pair.key === key);

/** Every node below and including this one, parents first. */
export function* nodesIn(root: TreeNode): Generator<TreeNode> {
  const waiting: TreeNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    if (node.kind === 'map')
      for (let index = node.pairs.length - 1; index >= 0; index--) {
        const pair = node.pairs[index];
        if (pair !== undefined) waiting.push(pair.value);
      }
    else if (node.kind === 'list')
      for (let index = node.items.length - 1; index >= 0; index--) {
        const item = node.items[index];
        if (item !== undefined) waiting.push(item);
      }
    else if (node.kind === 'scalar' && node.within !== undefined) waiting.push(node.within);
  }
}

/** A failure about one place of the file: `"image.tag" in values.yaml, line 3, is an alias.` */
export function refuse(source: SourceFile, at: TreeNode | number, what: string, refusal: Refusal): Failure {
  const line = source.lineAt(refusal.at ?? (typeof at === 'number' ? at : at.start));
  return configurationFailure({
    code: refusal.code,
    cause: `${what} in ${source.file}, line ${line}, ${refusal.why}.`,
    remedy: refusal.remedy,
    location: { file: source.file, line },
  });
}

export const unproven = (file: string, detail: string): Failure =>
  internalFailure({
    code: 'edits/unproven',
    cause: `The edit of ${file} could not be proved to change nothing else: ${detail}; nothing was changed.`,
    remedy: 'Report this with the file, and write the values in quotes on lines of their own meanwhile.',
    location: { file },
  });

/** Offsets at which lines begin → 1-based line of an offset. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
