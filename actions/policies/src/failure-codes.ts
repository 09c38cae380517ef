import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input is wrong. */
  'policies/bad-input',
  /** The file does not exist or has no `trust:`. */
  'policies/no-trust',
] as const satisfies readonly FailureCode[];
