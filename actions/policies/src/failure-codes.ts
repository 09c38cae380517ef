import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'policies/bad-input',
  /** The file is not there, or says no `trust:`. */
  'policies/no-trust',
] as const satisfies readonly FailureCode[];
