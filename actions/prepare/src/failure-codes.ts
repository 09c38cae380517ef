import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input, or a combination of inputs, is wrong. */
  'prepare/bad-input',
  /** A pattern matches no file. */
  'prepare/no-files',
  /** The files are too large or too many. */
  'prepare/too-large',
  /** A link, a device, an unusable name, or a protected file. */
  'prepare/not-a-file',
  /** The saved files are no longer there. */
  'prepare/missing',
] as const satisfies readonly FailureCode[];
