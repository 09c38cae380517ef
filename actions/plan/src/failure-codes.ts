import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program, besides those of the plan itself. */
export const FAILURE_CODES = [
  'plan/bad-input',
  /** No checkout, or no runner. */
  'plan/no-workspace',
  /** The configuration file is not one of the repository. */
  'plan/config-outside',
  /** It has both names that it may have. */
  'plan/two-configs',
  /** An app without a Dockerfile, without its folder, or without the stage that it is built to. */
  'plan/no-dockerfile',
  'plan/no-context',
  'plan/no-target',
  /** A pattern that is about no file. */
  'plan/no-files',
  /** More of the repository would have to be searched than is reasonable. */
  'plan/too-many-folders',
  /** A file of the ops repository that cannot be filled in. */
  'plan/bad-ops-file',
  /** An ignore file is not one of the repository. */
  'plan/no-ignore-file',
  /** A release must not run on this event. */
  'plan/event-not-allowed',
] as const satisfies readonly FailureCode[];
