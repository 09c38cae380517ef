import type { FailureCode } from '@sealift/core/failure';

/** What a failure of a double means to a program. */
export const FAILURE_CODES = [
  /** The registry in memory does not have, or does not take, what it is asked for. */
  'test/registry',
] as const satisfies readonly FailureCode[];
