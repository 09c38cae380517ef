/** What was found of an image in a file, and what is to become of it. */
import type { Role } from './desired-image.ts';
import type { ImageLocation } from './image-location.ts';
import type { Version } from './image-text.ts';
import type { ScalarNode } from './source-tree.ts';

export type Matches = {
  /** At least one, unless only digests were marked. */
  readonly locations: readonly ImageLocation[];
  /** Digests that were named themselves; they take the place of those next to the tags. */
  readonly digests: readonly ScalarNode[];
  /** What a regular expression matched. */
  readonly pattern?: PatternMatches;
};

export type PlannedEdit = {
  readonly role: Role;
  readonly scalar: ScalarNode;
  readonly value: string;
  /** What the value is a part of; undefined when it was named by itself. */
  readonly location?: ImageLocation;
};

export type PatternMatches = {
  readonly edits: readonly PlannedEdit[];
  readonly versions: readonly Version[];
};
