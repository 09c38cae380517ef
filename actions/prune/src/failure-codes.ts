import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'prune/bad-input',
  /** Files that should say what runs name nothing of this image. */
  'prune/nothing-deployed',
  /** A file that should say what runs is absent, or more than is read. */
  'prune/unreadable',
] as const satisfies readonly FailureCode[];
