import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'build-push/bad-input',
  /** A login is given, and nothing says for which one registry. */
  'build-push/no-registry',
  /** A build secret is malformed, or its file is missing. */
  'build-push/bad-secret',
  /** The context or the Dockerfile does not exist. */
  'build-push/no-source',
  'build-push/bad-epoch',
  /** The layout folder is not empty, or no folder. */
  'build-push/layout-in-use',
  'build-push/timed-out',
  /** The answer of "call" is not what buildx documents. */
  'build-push/bad-answer',
  /** "call: check" found something in the Dockerfile. */
  'build-push/check-failed',
  /** The command of "test" did. */
  'build-push/test-failed',
  /** A file that "outputs" names cannot be written. */
  'build-push/no-archive',
  /** What is to be loaded or tested is not made for this machine. */
  'build-push/other-platform',
  /** The layout on disk is not what buildx says it made. */
  'build-push/other-digest',
  /** It was made with a frontend or a base image that the inputs do not let through. */
  'build-push/refused-source',
] as const satisfies readonly FailureCode[];
