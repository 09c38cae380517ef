import type { FailureCode } from '@sealift/core/failure';

/** What failures of this package say to programs. */
export const FAILURE_CODES = [
  // The client cannot be made.
  'github/no-token',
  'github/bad-address',
  'github/bad-name',
  // No complete answer came.
  'github/unreachable',
  'github/cancelled',
  // What an answer says: 401, 403, 404, 409, 422 and other 4xx, 5xx, and limits of any status.
  'github/unauthorized',
  /** The token may not do that; the message names the permission where GitHub does. */
  'github/forbidden',
  'github/not-found',
  'github/conflict',
  'github/refused',
  'github/server-error',
  'github/rate-limited',
  // It is JSON, and not what GitHub documents.
  'github/unexpected-answer',
  // GitHub App: the key is none or not of this App; not installed; installed with fewer permissions.
  'github/app-key',
  'github/app-not-installed',
  'github/app-permissions',
  // Branches and commits.
  'github/protected-branch',
  'github/executable-file',
  'github/stored-otherwise',
  // Files: links, submodules and folders; more bytes or entries than are read.
  'github/not-a-file',
  'github/file-too-large',
  'github/too-many-files',
  'github/archive-refused',
  'github/archive-too-large',
  // Pull requests.
  'github/auto-merge-refused',
  'github/no-milestone',
  // Code scanning: not enabled or licensed; no permission; the file; what became of it.
  'github/code-scanning-off',
  'github/code-scanning-forbidden',
  'github/sarif-too-large',
  'github/sarif-rejected',
  // The store of attestations: no permission or no such store; a bundle that it does not take.
  'github/attestations-forbidden',
  'github/attestation-refused',
  // Packages: none that the token sees; more versions than are read; one that GitHub keeps.
  'github/no-package',
  'github/too-many-versions',
  'github/package-not-deletable',
] as const satisfies readonly FailureCode[];
