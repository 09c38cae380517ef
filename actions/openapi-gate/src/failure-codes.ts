import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input, or a combination of inputs, is wrong. */
  'openapi/bad-input',
  /** The snapshot or the document does not exist. */
  'openapi/no-document',
  /** The command that exports the document or generates types failed. */
  'openapi/command-failed',
  /** The snapshot is not what the app exports. */
  'openapi/stale-snapshot',
  /** The generated types do not match the snapshot. */
  'openapi/stale-types',
  /** The API has changes that break its clients. */
  'openapi/breaking',
  /** The base to compare with does not exist. */
  'openapi/no-base',
  /** The released image does not verify, or what is attested on it is not a document. */
  'openapi/unverified',
  /** An upload to code scanning was required but is not possible in this run. */
  'openapi/no-upload',
  /** A comment was required but is not possible in this run. */
  'openapi/no-comment',
] as const satisfies readonly FailureCode[];
