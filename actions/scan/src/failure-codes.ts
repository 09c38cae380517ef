import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'scan/bad-input',
  /** The ignore file is missing. */
  'scan/no-ignore-file',
  /** The gate says no. */
  'scan/blocked',
  /** Nothing was found because the scanner could not look, and the policy counts that. */
  'scan/blind',
  /** An upload to code scanning is demanded, and this run cannot do it. */
  'scan/no-upload',
] as const satisfies readonly FailureCode[];
