import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'verify/bad-input',
  /** The file is not there, or says no `trust:`. */
  'verify/no-trust',
  /** The evidence folder holds no release record. */
  'verify/no-record',
  /** Images of several registries, and one login. */
  'verify/ambiguous-login',
  /** An image does not carry what it must, or not by whom it must be. */
  'verify/refused',
  /** A verification summary is about one image. */
  'verify/one-vsa',
  /** A file that was asked for could not be written. */
  'verify/not-written',
] as const satisfies readonly FailureCode[];
