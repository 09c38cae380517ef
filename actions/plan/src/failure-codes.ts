import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program, besides those of the plan itself. */
export const FAILURE_CODES = [
  /** An input is wrong. */
  'plan/bad-input',
  /** There is no checkout, or no runner. */
  'plan/no-workspace',
  /** The configuration file is outside the repository. */
  'plan/config-outside',
  /** There are two configuration files, `.yml` and `.yaml`. */
  'plan/two-configs',
  /** An app has no Dockerfile. */
  'plan/no-dockerfile',
  /** An app's build context does not exist or is outside the repository. */
  'plan/no-context',
  /** An app's Dockerfile lacks the stage to build. */
  'plan/no-target',
  /** A pattern cannot match any file. */
  'plan/no-files',
  /** The repository has more folders than are searched. */
  'plan/too-many-folders',
  /** The name of the ops file has a placeholder that cannot be filled in. */
  'plan/bad-ops-file',
  /** An ignore file does not exist in the repository. */
  'plan/no-ignore-file',
  /** A release must not run on this event. */
  'plan/event-not-allowed',
] as const satisfies readonly FailureCode[];
