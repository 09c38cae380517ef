import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  'rehearsal/options',
  /** The working folder was removed while the rehearsal went on. */
  'rehearsal/folder-gone',
  /** The report cannot be written. */
  'rehearsal/report',
  /** What was named cannot be cloned. */
  'rehearsal/no-repository',
  /** No workflow of the repository calls the pipeline. */
  'rehearsal/no-caller',
  'rehearsal/no-yaml',
  /** A pull request needs a commit to be compared with. */
  'rehearsal/nothing-to-compare',
  'rehearsal/conflict',
  /** PostgreSQL is missing or does not start. */
  'rehearsal/no-database',
  /** The ops repository lacks what a deployment begins with. */
  'rehearsal/ops',
  /** The pipeline has left nothing that could be merged and deployed. */
  'rehearsal/no-release',
  /** The deployment did not come to the state that a scene is about. */
  'rehearsal/not-reached',
  /** The sample's code is not as the scenes expect it. */
  'rehearsal/sample',
  /** An image that admission is to refuse could not be made. */
  'rehearsal/no-impostor',
] as const satisfies readonly FailureCode[];
