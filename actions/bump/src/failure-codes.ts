import type { FailureCode } from '@sealift/core/failure';

/** What programs can tell apart among the failures that this action makes itself. */
export const FAILURE_CODES = [
  /** An input, or a combination of inputs, is wrong. */
  'bump/bad-input',
  /** A line of the input "images" is malformed. */
  'bump/bad-image-line',
  /** The step does not run in a GitHub Actions workflow. */
  'bump/no-workflow',
  /** There is no release record, or none for an app that was asked for. */
  'bump/no-release',
  /** A release record cannot be used. */
  'bump/bad-release',
  /** The records are from more than one repository or ref. */
  'bump/mixed-sources',
  /** The scan of a release did not pass. */
  'bump/scan-failed',
  /** An image's signatures or attestations do not meet the requirements. */
  'bump/unverified',
  /** The tag to deploy names no image, or another one than was verified. */
  'bump/tag-moved',
  /** `trust:` requires signatures, but verification is off. */
  'trust/unverified',
  /** The ops repository is archived. */
  'bump/archived',
  /** The base branch does not exist. */
  'bump/no-base',
  /** The pull request's branch is the base branch. */
  'bump/base-as-branch',
  /** The branch for the pull request exists already and was not made by bump. */
  'bump/foreign-branch',
  /** The ops repository has no such file. */
  'bump/no-file',
  /** The files can be edited on the base, but not on the pull request's branch. */
  'bump/branch-differs',
  /** People have committed to the pull request's branch, and "people-commits" is "refuse". */
  'bump/foreign-commits',
  /** There is no earlier release to go back to. */
  'bump/no-previous',
  /** A release for an environment that accepts promotions only. */
  'bump/promoted-only',
  /** The environment to promote from does not deploy the app, or deploys several versions of it. */
  'bump/no-source',
  /** A chart would not deploy what it should, and "chart-check" is "fail". */
  'bump/chart-check',
  /** Other runs kept moving the branch. */
  'bump/overtaken',
] as const satisfies readonly FailureCode[];
