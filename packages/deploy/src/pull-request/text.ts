/** What a bump's pull request says, before it is text. */
import type { Comparison } from '@sealift/core/comparison/facts';
import type { OnMergeConfig } from '@sealift/core/config/pull-request';
import type { Digest } from '@sealift/core/image/digest';
import type { ReleaseRecord, Signer } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';

import type { BumpKind } from '../targets/groups.ts';
import type { Origin } from '../targets/release.ts';

export type EditedScalar = {
  readonly file: string;
  /** As written for people, e.g. `image.tag`. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
};

export type Commit = {
  /** 40 hexadecimal digits. */
  readonly sha: string;
  /** First line of the message. */
  readonly title: string;
  readonly author?: string;
};

export type CommitRange = {
  readonly compareUrl: string;
  /** Of the deployed commit to the new one: `ancestor` is the usual way forward, `descendant` goes back. */
  readonly relation: 'same' | 'ancestor' | 'descendant' | 'diverged' | 'unknown';
  /** Commits of the new one that the deployed one lacks. */
  readonly ahead: number;
  readonly behind: number;
  /** Some of those ahead, in the order to show them. */
  readonly list: readonly Commit[];
};

export type Verification =
  | {
      readonly kind: 'verified';
      readonly policy: TrustPolicy;
      /** URL of the run that verified. */
      readonly by: string;
    }
  /** An earlier run put it on the branch after it had verified it; this run could not read its statements again. */
  | {
      readonly kind: 'earlier';
      /** URL of that run; empty when it is not known. */
      readonly by: string;
    }
  /** The user said `verify: off`. */
  | { readonly kind: 'off' };

/**
 * What the branch changes for one app in one environment against its base, as the branch is: of this run, or of an earlier
 * one whose change is still on it. All of them together are all that the branch changes for apps.
 */
export type AppChange = {
  /** `earlier`: an earlier run proposed it, and it stays on the branch. */
  readonly proposed: 'now' | 'earlier';
  readonly app: string;
  readonly environment?: string;
  /** registry/repository */
  readonly image: string;
  readonly digest: Digest;
  readonly edits: readonly EditedScalar[];
  /** What is deployed now, as far as it is known. */
  readonly before: { readonly tag?: string; readonly digest?: Digest };
  readonly after: { readonly tag: string; readonly digest: Digest };
  /** undefined when bump was given an image instead of evidence. */
  readonly record?: ReleaseRecord;
  readonly verification: Verification;
  /** Whose signature was verified. */
  readonly signer?: Signer;
  readonly commits?: CommitRange;
  /** With the deployed image. */
  readonly comparison?: Comparison;
  /** Why there is no comparison: a clause without full stop. */
  readonly notCompared?: string;
  readonly chart?: { readonly problems: readonly string[]; readonly notes: readonly string[] };
};

/** A commit on the branch that no bump made. It is never overwritten and goes with the pull request. */
export type PeopleCommit = {
  /** 40 hexadecimal digits. */
  readonly sha: string;
  /** Login, or the name in the commit where no account has its address. */
  readonly author: string;
  /** First line of the message. */
  readonly title: string;
};

/** What users write around what is said here. Undefined: as it is without one. */
export type Templates = {
  readonly title?: string | undefined;
  readonly commitMessage?: string | undefined;
  /** `Name <address>` */
  readonly signOff?: string | undefined;
  readonly bodyHead?: string | undefined;
  readonly bodyFoot?: string | undefined;
};

export type PullRequestText = {
  /** Everything that the branch changes for apps, as it is after the write; never only what this run added. */
  readonly changes: readonly AppChange[];
  /** Empty: everything on the branch was made by bump. */
  readonly people?: readonly PeopleCommit[];
  /** Files that the branch changes and that hold no change of an app. */
  readonly otherFiles?: readonly string[];
  /** undefined until the pull request was opened: then the text is written once more. */
  readonly pull?: {
    readonly number: number;
    /** owner/name */
    readonly repository: string;
  };
  /** The whole hidden comment line by which later runs recognise the pull request. */
  readonly marker: string;
  /** What the reader must know before merging. */
  readonly warnings: readonly string[];
  /** The present text when an open pull request is updated: what it says of apps of which less is known now stays. */
  readonly previous?: string;
  readonly kind: BumpKind;
  /** Environment that a promotion is from. */
  readonly from?: string | undefined;
  /** Whether the ops side has said who may deploy. */
  readonly hasTrust: boolean;
  /** Apps that the run was to release and did not. */
  readonly notReleased?: readonly string[];
  /** What the configuration says of a merge, by environment; the key `""` is for all that have nothing of their own. */
  readonly onMerge?: ReadonlyMap<string, OnMergeConfig>;
  /** Page with the commits of the base, where their statuses are seen. */
  readonly baseUrl?: string;
  readonly origin?: Omit<Origin, 'runUrl'> | undefined;
  readonly templates?: Templates;
};
