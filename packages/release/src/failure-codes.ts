import type { FailureCode } from '@sealift/core/failure';

/** What failures of this package say to programs. */
export const FAILURE_CODES = [
  // The command or its environment.
  'release/usage',
  // git, or what it says.
  'release/no-history',
  // The commit to be released: nobody's signature that GitHub verifies; no section in the changelog.
  'release/unsigned',
  'release/no-changelog',
  // What is there already: a release or tag of that name on another commit, an annotated tag.
  'release/other-commit',
  // The release can be changed after all: the repository's setting is off.
  'release/mutable',
  // A floating tag is not behind the release, or kept moving.
  'release/backward',
  'release/overtaken',
] as const satisfies readonly FailureCode[];
