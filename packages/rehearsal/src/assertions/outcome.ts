import type { Digest } from '@sealift/core/image/digest';
import type { Report } from '@sealift/fake-github/report';
import type { Assertion } from './assertion.ts';

export type Release = {
  /** Last part of the image's name. */
  readonly app: string;
  /** registry/repository */
  readonly image: string;
  readonly digest: Digest;
  readonly tags: readonly string[];
};

/** What a run has left behind, and whether it is as it must be. */
export type Outcome = {
  readonly assertions: readonly Assertion[];
  /** Images that carry this commit's immutable tag. */
  readonly releases: readonly Release[];
  /** In the stand-in's ops repository. */
  readonly pullRequest:
    | {
        readonly repository: string;
        readonly number: number;
        readonly title: string;
        readonly body: string;
        readonly diff: string;
      }
    | undefined;
  readonly report: Report;
};
