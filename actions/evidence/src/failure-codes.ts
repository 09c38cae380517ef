import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input of the action evidence is wrong. */
  'artifacts/bad-input',
  /** There is no evidence to save. */
  'evidence/empty-folder',
  /** What a build job uploaded is no longer there. */
  'artifacts/missing',
  /** The artifact's name or size, or the number of artifacts, is not what this action saves. */
  'artifacts/foreign',
] as const satisfies readonly FailureCode[];
