import type { FailureCode } from '@sealift/core/failure';

/** What programs can tell apart among the failures that this action makes itself. */
export const FAILURE_CODES = [
  /** An input, or two that do not go together. */
  'bump/bad-input',
  /** A line of the input "images". */
  'bump/bad-image-line',
  /** Not started by a workflow of GitHub Actions. */
  'bump/no-workflow',
  /** No release record, or none of an app that is asked for. */
  'bump/no-release',
  'bump/bad-release',
  /** Records of more than one repository or ref. */
  'bump/mixed-sources',
  'bump/scan-failed',
  /** An image's attestations do not say what is required of them. */
  'bump/unverified',
  /** The tag that would be deployed names another image than the one that was verified, or none. */
  'bump/tag-moved',
  /** Signatures are demanded by `trust:` of the ops repository, and nothing is verified. */
  'trust/unverified',
  'bump/archived',
  'bump/no-base',
  /** The bump's own branch is the base. */
  'bump/base-as-branch',
  /** The bump's branch is there and was never a bump's. */
  'bump/foreign-branch',
  /** The ops repository has no such file. */
  'bump/no-file',
  /** The bump's branch cannot be edited although its base can. */
  'bump/branch-differs',
  /** People have committed to the bump's branch, and "people-commits" is "refuse". */
  'bump/foreign-commits',
  /** The history has nothing to go back to. */
  'bump/no-previous',
  /** A release for an environment that gets promotions alone. */
  'bump/promoted-only',
  /** The environment that is promoted from deploys nothing of an app, or different things. */
  'bump/no-source',
  /** A chart would not deploy what it should, and "chart-check" is "fail". */
  'bump/chart-check',
  /** Somebody else moved the branch before every attempt. */
  'bump/overtaken',
] as const satisfies readonly FailureCode[];
