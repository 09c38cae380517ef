import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program, besides those of the plan itself. */
export const FAILURE_CODES = [
  'plan/bad-input',
  /** No checkout, or no runner. */
  'plan/no-workspace',
  /** The configuration file is not one of the repository. */
  'plan/config-outside',
  /** An ignore file is not one of the repository. */
  'plan/no-ignore-file',
  /** A release must not run on this event. */
  'plan/event-not-allowed',
] as const satisfies readonly FailureCode[];
