import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  'engines/no-linux',
  /** No provider has it. */
  'engines/unavailable',
  /** The mirror cannot be reached or has other bytes than the pinned ones. */
  'engines/mirror',
  /** A download is not what is pinned. */
  'engines/wrong-content',
  'engines/bad-archive',
  'engines/no-go',
  /** The Go modules cannot be fetched. */
  'engines/modules',
  'engines/no-build',
  'engines/slow-build',
  'engines/disk-full',
  /** A program of the system is missing and cannot be fetched. */
  'engines/no-program',
  /** The system's package manager failed. */
  'engines/packages',
  'engines/libraries',
  'base-images/bad-dockerfile',
  /** An image that can neither be pulled nor made. */
  'base-images/unavailable',
  'base-images/no-npm',
  /** Debian's or npm's packages cannot be fetched. */
  'base-images/packages',
  'base-images/not-made',
  'base-images/mirror',
] as const satisfies readonly FailureCode[];
