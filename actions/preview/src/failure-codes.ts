import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input is wrong. */
  'preview/bad-input',
  /** The ops repository allows no previews: its `.sealift.yml` has no `previews` or no `trust`. */
  'preview/not-allowed',
  /** This repository releases none of the apps that may be previewed. */
  'preview/no-apps',
  /** Other runs kept writing to the branch. */
  'preview/overtaken',
  /** The ops repository is archived. */
  'preview/archived',
] as const satisfies readonly FailureCode[];
