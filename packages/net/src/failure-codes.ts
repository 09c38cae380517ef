import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. What a connection fails of is for its callers to say. */
export const FAILURE_CODES = [
  /** A proxy variable is not the address of an HTTP proxy. */
  'net/bad-proxy',
] as const satisfies readonly FailureCode[];
