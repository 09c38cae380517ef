import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input is wrong. */
  'scan/bad-input',
  /** The ignore file does not exist. */
  'scan/no-ignore-file',
  /** The image has findings that stop the release. */
  'scan/blocked',
  /** The scanner could not see everything, and the policy does not allow that. */
  'scan/blind',
  /** An upload to code scanning was required but is not possible in this run. */
  'scan/no-upload',
] as const satisfies readonly FailureCode[];
