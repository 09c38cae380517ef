import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input, or a combination of inputs, is wrong. */
  'verify/bad-input',
  /** The file does not exist or has no `trust:`. */
  'verify/no-trust',
  /** The evidence folder has no release record. */
  'verify/no-record',
  /** There is one login, but images of several registries. */
  'verify/ambiguous-login',
  /** An image lacks a required statement, or it is from somebody else. */
  'verify/refused',
  /** A verification summary can only cover one image. */
  'verify/one-vsa',
  /** An output file could not be written. */
  'verify/not-written',
] as const satisfies readonly FailureCode[];
