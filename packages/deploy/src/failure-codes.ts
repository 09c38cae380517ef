import type { FailureCode } from '@sealift/core/failure';

/** What a file says now cannot be told, or must not be changed: nothing of it was. */
export const EDIT_REFUSALS = [
  /** Nothing in the file belongs to the app: no such image, path, key or marker. */
  'edits/not-found',
  /** More than one value answers to the path or key. */
  'edits/ambiguous',
  /** An alias, a template, a block of lines, a mapping: writing there would change or lose something else. */
  'edits/not-editable',
  /** The value or the file is encrypted, or sealed by a checksum that an edit would break. */
  'edits/encrypted',
  /** The value belongs to an image of another name. */
  'edits/other-image',
  /** The digest mode does not fit what stands in the file. */
  'edits/digest-mode',
  /** Two apps, or one app with two values, want the same value. */
  'edits/claimed-twice',
  /** The target contradicts itself, or asks for what the format does not have. */
  'edits/bad-target',
  'edits/bad-marker',
  /** The new value is no single line of text, or holds a template. */
  'edits/bad-value',
  /** The file's ending names YAML, JSON or TOML, and the text is not well-formed. */
  'edits/unreadable',
  /** The file's ending names none of the formats. */
  'edits/unknown-format',
] as const;

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  ...EDIT_REFUSALS,
  /** The proof that nothing else changes has failed: our bug. */
  'edits/unproven',
  /** Nothing says where an app is deployed, or no file of a pattern holds its image. */
  'targets/missing',
  'targets/unknown-environment',
  /** A target contradicts itself, or its file is no path. */
  'targets/invalid',
  /** The file says who may change the repository, or what runs in it. */
  'targets/guarded',
  /** `trust:` of the ops repository does not let the app side do that. */
  'trust/not-allowed',
  /** Two pull requests of one run would have the same branch. */
  'targets/shared-branch',
  /** A rendering is longer than what is compared. */
  'chart-check/too-long',
  /** The template makes no name for a branch. */
  'pull-request/bad-branch',
  /** A template of the inputs could not stand where it is to stand. */
  'pull-request/bad-template',
] as const satisfies readonly FailureCode[];

export type DeployFailureCode = (typeof FAILURE_CODES)[number];
