/** Where a file says which image runs. */
import type { Field } from './fields.ts';
import type { WrittenReference } from './image-text.ts';
import type { ScalarNode, TreeNode } from './source-tree.ts';

/** Name, tag and digest in places of their own. */
export type FieldsLocation = {
  readonly shape: 'values' | 'parameters' | 'kustomize';
  /** The mapping or list that holds the fields. */
  readonly at: TreeNode;
  readonly registry?: Field;
  readonly name?: Field;
  readonly tag?: Field;
  readonly digest?: Field;
  /** Another key that could be the tag as well, and says something else. */
  readonly rival?: string;
  /** How the tag's key is called, for messages. */
  readonly tagKey: string;
  /** What the image may be called, in comparable spelling; the first is what most readers make of it. */
  readonly keys: readonly string[];
};

/** `name:tag@digest` in one scalar; for kustomize in Argo CD `old=` stands before. */
export type ReferenceLocation = {
  readonly shape: 'reference';
  readonly at: ScalarNode;
  /** What stands before the reference: `old=`. */
  readonly prefix: string;
  readonly reference: WrittenReference;
  /** A tag beside it that says the tag of the reference once more. */
  readonly twin?: Field;
  readonly keys: readonly string[];
};

export type ImageLocation = FieldsLocation | ReferenceLocation;

export const referenceLocation = (
  at: ScalarNode,
  prefix: string,
  reference: WrittenReference,
  keys: readonly string[],
): ReferenceLocation => ({ shape: 'reference', at, prefix, reference, keys });
