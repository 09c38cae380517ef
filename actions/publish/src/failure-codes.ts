import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'publish/bad-input',
  /** The evidence folder holds no pushed build. */
  'publish/no-builds',
  /** What carries the tag of this release is not a release of this commit. */
  'publish/not-released',
  /** A build is of another image. */
  'publish/other-image',
  /** A floating tag names an image with statements of which none says what release it is. */
  'publish/tag-not-ours',
  /** What a tag of `compare-tags` names is no image. */
  'publish/not-comparable',
] as const satisfies readonly FailureCode[];
