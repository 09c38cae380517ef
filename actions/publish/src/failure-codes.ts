import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input, or a combination of inputs, is wrong. */
  'publish/bad-input',
  /** The evidence folder has no pushed build. */
  'publish/no-builds',
  /** The image is not a release of this commit, or carries no statement that says so. */
  'publish/not-released',
  /** A build belongs to another image. */
  'publish/other-image',
  /** The image with a floating tag carries statements, but none says which release it is. */
  'publish/tag-not-ours',
  /** A tag in `compare-tags` does not name an image. */
  'publish/not-comparable',
] as const satisfies readonly FailureCode[];
