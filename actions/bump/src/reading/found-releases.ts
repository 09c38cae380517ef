import type { Failure } from '@sealift/core/failure';
import type { Release } from '@sealift/deploy/targets/release';

/** An app whose release does not verify, or is gone. */
export type RefusedApp = { readonly app: string; readonly failure: Failure };

/** Releases to deploy, and what became of the others. */
export type Releases = {
  readonly releases: readonly Release[];
  /** What of the evidence is not of this release, a sentence each. */
  readonly passedOver: readonly string[];
  /** Planned, and not released. */
  readonly notReleased: readonly string[];
  /** Of `notReleased` those that the run says it released. */
  readonly lost: readonly RefusedApp[];
  /** Planned, built again, and left at the release of an older commit. */
  readonly unchanged: readonly string[];
};
