import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input, or a combination of inputs, is wrong. */
  'build-push/bad-input',
  /** A login is given, but not for which registry. */
  'build-push/no-registry',
  /** A build secret is malformed, or its file is missing. */
  'build-push/bad-secret',
  /** The context or the Dockerfile does not exist. */
  'build-push/no-source',
  /** The time in "source-date-epoch" cannot be used. */
  'build-push/bad-epoch',
  /** The layout folder is not empty, or is not a folder. */
  'build-push/layout-in-use',
  /** The build, or the script in "test", took too long. */
  'build-push/timed-out',
  /** buildx answered "call" in a form that it does not document. */
  'build-push/bad-answer',
  /** "call: check" found something in the Dockerfile. */
  'build-push/check-failed',
  /** The script in "test" failed. */
  'build-push/test-failed',
  /** A file named in "outputs" cannot be written. */
  'build-push/no-archive',
  /** The image to load or test is not built for this machine. */
  'build-push/other-platform',
  /** The layout on disk is not what buildx reported. */
  'build-push/other-digest',
  /** The image uses a frontend or a base image that the inputs do not allow. */
  'build-push/refused-source',
] as const satisfies readonly FailureCode[];
