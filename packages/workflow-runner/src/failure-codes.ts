import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. All are said before anything of the workflow runs. */
export const FAILURE_CODES = [
  /** GitHub would not take the file. */
  'workflow/invalid',
  'workflow/not-found',
  /** GitHub would run it; this runner does not. */
  'workflow/not-supported',
  /** A label of `runs-on` that the host does not serve. */
  'workflow/no-machine',
  /** A call that does not fit the called workflow's inputs, secrets or nesting. */
  'workflow/bad-call',
  /** A called job wants more than its caller may give. */
  'workflow/permissions',
  /** Inputs of workflow_dispatch. */
  'workflow/bad-inputs',
  'workflow/bad-expression',
  /** The event is not under `on:`. */
  'workflow/other-event',
] as const satisfies readonly FailureCode[];
