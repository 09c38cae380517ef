import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'artifacts/bad-input',
  /** There is no evidence to save. */
  'evidence/empty-folder',
  /** What a build job uploaded is not there any more. */
  'artifacts/missing',
  /** Its name, its size or their number is not what a save makes. */
  'artifacts/foreign',
] as const satisfies readonly FailureCode[];
