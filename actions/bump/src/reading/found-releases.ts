import type { Release } from '@sealift/deploy/targets/release';

/** Releases to deploy, and what became of the others. */
export type Releases = {
  readonly releases: readonly Release[];
  /** What of the evidence is not of this release, a sentence each. */
  readonly passedOver: readonly string[];
  /** Planned, and not released. */
  readonly notReleased: readonly string[];
  /** Planned, built again, and left at the release of an older commit. */
  readonly unchanged: readonly string[];
};
