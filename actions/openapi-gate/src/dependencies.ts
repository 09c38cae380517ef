import type { readRelease } from './base/release.ts';
import type { Tooling } from './tooling.ts';

/** The world around the action, and what a test puts in its place. */
export type Dependencies = Tooling & {
  /** For tests; otherwise cosign and the registry. */
  readonly readRelease?: typeof readRelease;
};
