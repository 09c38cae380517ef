import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'login/bad-input',
  /** The cloud does not let this job in, or not do what was asked. */
  'login/refused',
  /** The cloud gave no answer, or none that can be used. */
  'login/unavailable',
] as const satisfies readonly FailureCode[];
