import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input is wrong. */
  'prune/bad-input',
  /** The files that should say what runs do not mention this image. */
  'prune/nothing-deployed',
  /** A file that should say what runs is missing or too large. */
  'prune/unreadable',
] as const satisfies readonly FailureCode[];
