import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  'rehearsal/options',
  /** What was named cannot be cloned. */
  'rehearsal/no-repository',
  /** No workflow of the repository calls the pipeline. */
  'rehearsal/no-caller',
  'rehearsal/no-yaml',
  /** A pull request needs a commit to be compared with. */
  'rehearsal/nothing-to-compare',
  'rehearsal/conflict',
] as const satisfies readonly FailureCode[];
