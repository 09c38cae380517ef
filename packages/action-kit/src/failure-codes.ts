import type { FailureCode } from '@sealift/core/failure';

/** What failures of this package say to programs. */
export const FAILURE_CODES = [
  /** An input of the step is empty or has a wrong value. */
  'action/input',
  /** A variable of the runner is missing or malformed. */
  'action/context',
  // The file with the event cannot be read.
  'action/event',
  // The job lacks "id-token: write".
  'action/id-token-permission',
  // GitHub's service gave no OIDC token.
  'action/id-token',
  // A link in the checkout leads out of it, or into its git folder.
  'action/link-outside',
  /** A path of the checkout names something that is not a file, is too large or cannot be read. */
  'action/bad-file',
  /** There is no artifact store: not on this server, or not outside a job. */
  'artifacts/no-store',
  /** The account's artifact storage is full. */
  'artifacts/no-space',
  /** GitHub's artifact service failed. */
  'artifacts/unavailable',
  /** An artifact's bytes are not those that were uploaded. */
  'artifacts/damaged',
  /** An error that no code waited for. */
  'action/unhandled',
] as const satisfies readonly FailureCode[];
