import type { FailureCode } from '@sealift/core/failure';

/** What failures of this package say to programs. */
export const FAILURE_CODES = [
  // An input of the step is empty or not what it may be.
  'action/input',
  // A variable of the runner is missing or is not what a runner sets.
  'action/context',
  // The file with the event cannot be read.
  'action/event',
  // The job lacks "id-token: write".
  'action/id-token-permission',
  // GitHub's service gave no OIDC token.
  'action/id-token',
  // A link in the checkout leads out of it, or into its git folder.
  'action/link-outside',
  // What a path of the checkout names is no file, too large, or cannot be read.
  'action/bad-file',
  // This server, or a step outside of a job, has no artifact store.
  'artifacts/no-store',
  'artifacts/no-space',
  'artifacts/unavailable',
  // Its bytes are not those that were uploaded.
  'artifacts/damaged',
  // A promise was rejected and nobody waited for it.
  'action/unhandled',
] as const satisfies readonly FailureCode[];
