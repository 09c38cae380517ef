import type { FailureCode } from '@sealift/core/failure';

/** What failures of this package say to programs. */
export const FAILURE_CODES = [
  /** There is no token for GitHub's API. */
  'github/no-token',
  /** The address is not that of a GitHub API. */
  'github/bad-address',
  /** The text is not a repository's name. */
  'github/bad-name',
  /** GitHub gave no complete answer. */
  'github/unreachable',
  /** The job was cancelled during a request. */
  'github/cancelled',
  /** GitHub does not accept the token. */
  'github/unauthorized',
  /** The token lacks a permission; the message names it if GitHub does. */
  'github/forbidden',
  /** Something does not exist, or the token cannot see it. */
  'github/not-found',
  /** The request conflicts with the state of the repository. */
  'github/conflict',
  /** GitHub refused the request. */
  'github/refused',
  /** GitHub itself failed. */
  'github/server-error',
  /** The token has made too many requests. */
  'github/rate-limited',
  /** GitHub's answer is not what it documents. */
  'github/unexpected-answer',
  /** The App's private key is malformed or belongs to another App. */
  'github/app-key',
  /** The App is not installed on the repository. */
  'github/app-not-installed',
  /** The App lacks a permission. */
  'github/app-permissions',
  /** The branch does not accept direct commits. */
  'github/protected-branch',
  /** This token cannot commit an executable file with its mode. */
  'github/executable-file',
  /** GitHub stored other bytes than were sent. */
  'github/stored-otherwise',
  /** A path is a link, a submodule or a folder. */
  'github/not-a-file',
  /** A file is larger than can be read. */
  'github/file-too-large',
  /** The repository has more files than can be read. */
  'github/too-many-files',
  /** The files of the repository cannot be downloaded. */
  'github/archive-refused',
  /** The files of the repository are too large together. */
  'github/archive-too-large',
  /** GitHub refused to turn on auto-merge. */
  'github/auto-merge-refused',
  /** The repository has no such milestone. */
  'github/no-milestone',
  /** Code scanning is not enabled. */
  'github/code-scanning-off',
  /** The token may not upload to code scanning. */
  'github/code-scanning-forbidden',
  /** The SARIF file is too large. */
  'github/sarif-too-large',
  /** GitHub could not process the SARIF file. */
  'github/sarif-rejected',
  /** The token may not write attestations, or there is no store for them. */
  'github/attestations-forbidden',
  /** GitHub's store does not accept the attestation. */
  'github/attestation-refused',
  /** There is no such package, or the token cannot see it. */
  'github/no-package',
  /** The package has more versions than can be read. */
  'github/too-many-versions',
  /** GitHub does not allow the version to be deleted. */
  'github/package-not-deletable',
] as const satisfies readonly FailureCode[];
