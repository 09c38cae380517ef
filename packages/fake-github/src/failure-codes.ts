import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  'fake-github/no-repository',
  'fake-github/name-taken',
  'fake-github/bad-name',
  /** The folder or branch that a repository is to be made from. */
  'fake-github/no-source',
  'fake-github/no-commit',
  /** A pull request that GitHub would not open. */
  'fake-github/no-pull',
  /** A pull request that GitHub would not merge. */
  'fake-github/not-merged',
  'fake-github/bad-permission',
  'fake-github/bad-package',
  'fake-github/no-job',
  'fake-github/duplicate-job',
  /** GitHub's description lacks a route of ours. */
  'fake-github/unknown-route',
  'fake-github/no-git',
  'fake-github/git-stopped',
  'fake-github/bad-repository',
] as const satisfies readonly FailureCode[];
