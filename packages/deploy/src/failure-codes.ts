import type { FailureCode } from '@sealift/core/failure';

/** What a file says now cannot be told, or must not be changed: nothing of it was. */
export const EDIT_REFUSALS = [
  /** The file has no such image, path, key or marker. */
  'edits/not-found',
  /** The path or key matches more than one value. */
  'edits/ambiguous',
  /** The value cannot be changed without changing something else: an alias, a template, a block of text, a mapping. */
  'edits/not-editable',
  /** The value or the file is encrypted, or protected by a checksum. */
  'edits/encrypted',
  /** The value belongs to another image. */
  'edits/other-image',
  /** The digest mode does not match the file. */
  'edits/digest-mode',
  /** Two apps, or two values of one app, want to change the same value. */
  'edits/claimed-twice',
  /** The target contradicts itself, or asks for something the format does not have. */
  'edits/bad-target',
  /** A marker comment is malformed. */
  'edits/bad-marker',
  /** The new value is not a single line of text, or contains a template. */
  'edits/bad-value',
  /** The file is not well-formed. */
  'edits/unreadable',
  /** The file's extension is not one of the known formats. */
  'edits/unknown-format',
] as const;

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  ...EDIT_REFUSALS,
  /** The check that nothing else changes failed. This is a bug in Sealift. */
  'edits/unproven',
  /** Nothing says where an app is deployed, or no matching file has its image. */
  'targets/missing',
  /** The configuration has no such environment. */
  'targets/unknown-environment',
  /** A target contradicts itself, or its file is not a valid path. */
  'targets/invalid',
  /** The file is one that bump never changes. */
  'targets/guarded',
  /** `trust:` of the ops repository does not allow this. */
  'trust/not-allowed',
  /** Two pull requests of one run would use the same branch. */
  'targets/shared-branch',
  /** The rendered chart is too large to compare. */
  'chart-check/too-long',
  /** The template does not produce a valid branch name. */
  'pull-request/bad-branch',
  /** A template cannot be used in its place. */
  'pull-request/bad-template',
] as const satisfies readonly FailureCode[];

export type DeployFailureCode = (typeof FAILURE_CODES)[number];
