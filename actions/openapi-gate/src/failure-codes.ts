import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'openapi/bad-input',
  'openapi/unfinished',
] as const satisfies readonly FailureCode[];
