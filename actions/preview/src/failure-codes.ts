import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'preview/bad-input',
  'preview/unfinished',
] as const satisfies readonly FailureCode[];
