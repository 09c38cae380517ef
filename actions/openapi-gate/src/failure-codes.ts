import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'openapi/bad-input',
  /** The snapshot or the document is not there. */
  'openapi/no-document',
  /** The command that exports the document, or the one that generates types, failed. */
  'openapi/command-failed',
  /** The snapshot is not what the app exports. */
  'openapi/stale-snapshot',
  /** Types of the API's clients are not those of the snapshot. */
  'openapi/stale-types',
  /** The gate says no. */
  'openapi/breaking',
  /** The base to compare with does not exist. */
  'openapi/no-base',
  /** The released image does not verify, or what is attested on it is no document. */
  'openapi/unverified',
  /** An upload to code scanning is demanded, and this run cannot do it. */
  'openapi/no-upload',
  /** A comment is demanded, and this run cannot write one. */
  'openapi/no-comment',
] as const satisfies readonly FailureCode[];
