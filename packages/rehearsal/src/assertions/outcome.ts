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
  /** What the index lists, or the image itself. */
  readonly manifests: readonly PlatformManifest[];
};

export type PlatformManifest = {
  readonly digest: string;
  /** os/architecture, with the variant; empty where the image alone could tell. */
  readonly platform: string;
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
        /** Changed lines alone. */
        readonly diff: string;
        /** All of it, as git prints it with three lines of context. */
        readonly patch: string;
      }
    | undefined;
  readonly report: Report;
};
