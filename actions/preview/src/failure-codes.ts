import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'preview/bad-input',
  /** The ops repository allows none: its `.sealift.yml` has no `previews`, or no `trust`. */
  'preview/not-allowed',
  /** None of the apps that may be previewed is released from this repository. */
  'preview/no-apps',
  /** Other runs wrote to the branch all the time. */
  'preview/overtaken',
  /** The branch that was named holds what is deployed, or is the base itself and protected. */
  'preview/archived',
] as const satisfies readonly FailureCode[];
