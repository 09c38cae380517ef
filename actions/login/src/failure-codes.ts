import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input, or a combination of inputs, is wrong. */
  'login/bad-input',
  /** The cloud refused the login or a request. */
  'login/refused',
  /** The cloud gave no usable answer. */
  'login/unavailable',
] as const satisfies readonly FailureCode[];
