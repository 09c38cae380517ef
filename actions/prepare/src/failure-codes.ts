import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'prepare/bad-input',
  /** A pattern names nothing: the command made it elsewhere, or not at all. */
  'prepare/no-files',
  /** Larger, or more, than is handed over. */
  'prepare/too-large',
  /** A link, a device, a name that no checkout has, or a file that says who may change the repository. */
  'prepare/not-a-file',
  /** What was saved is not there any more. */
  'prepare/missing',
] as const satisfies readonly FailureCode[];
