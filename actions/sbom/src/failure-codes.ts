import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  // "format" names no format, an unknown one, or lacks the one that the release record needs.
  'sbom/bad-input',
] as const satisfies readonly FailureCode[];
