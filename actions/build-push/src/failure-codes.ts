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
  /** The layout on disk is not what buildx says it made. */
  'build-push/other-digest',
  /** It was made with a frontend or a base image that the inputs do not let through. */
  'build-push/refused-source',
] as const satisfies readonly FailureCode[];
