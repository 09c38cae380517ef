import type { Clock, Log } from '@sealift/core/log';
import type { CodeScanning } from './code-scanning/store.ts';
import type { CommitSigner } from './git/signing.ts';
import type { Account, Accounts } from './identity.ts';
import type { Records } from './records.ts';
import type { Tokens } from './tokens.ts';
import type { Urls } from './urls.ts';

export type RepositorySettings = {
  /** "Allow GitHub Actions to create and approve pull requests": off in a new repository. */
  readonly actionsMayOpenPullRequests: boolean;
  /** Code Security, which code scanning needs. */
  readonly codeScanning: boolean;
  /** Nothing can be written any more. */
  readonly archived: boolean;
  /** "Allow auto-merge": off in a new repository. */
  readonly autoMergeAllowed: boolean;
  readonly mergeMethods: readonly MergeMethod[];
  /** By the name of the branch. */
  readonly protectedBranches: Readonly<Record<string, BranchProtection>>;
  /** Branches that are merged through a queue. */
  readonly mergeQueues: readonly string[];
  /** Logins that may be asked for reviews and assigned; every known person when undefined. */
  readonly collaborators: readonly string[] | undefined;
  /** Roles of people by login; the owner is admin, listed collaborators may write, others read what is public. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Slugs of the owner's teams that have access. */
  readonly teams: readonly string[];
  readonly lag: Lag;
  /** Releases that are published from now on cannot be changed, nor their tags: off in a new repository. */
  readonly immutableReleases: boolean;
  /** Values by name, which only jobs see. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** By name. */
  readonly environments: Readonly<Record<string, Partial<Pick<RepositorySettings, 'secrets' | 'variables'>>>>;
};

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** What a branch asks of whoever writes to it. Force pushes and deletion are always refused there. */
export type BranchProtection = {
  /** Classic protection and rulesets refuse the same with different words; a ruleset when absent. */
  readonly by?: 'classic' | 'ruleset';
  readonly requiresPullRequest?: boolean;
  readonly requiresSignatures?: boolean;
  /** Names of checks. No check ever reports here: with one of them a pull request stays blocked. */
  readonly requiredChecks?: readonly string[];
  readonly requiredApprovals?: number;
  /** Logins (`slug[bot]` for Apps) that the rules do not bind. */
  readonly bypass?: readonly string[];
};

/** GitHub's replicas answer a moment behind. Counted in calls, so that a race is the same in every run. */
export type Lag = {
  /** So many lists leave a new pull request out. */
  readonly lists: number;
  /** So many calls that label, assign or ask for review do not find a new pull request yet. */
  readonly nodes: number;
};

export type Repository = {
  readonly id: number;
  readonly owner: Account;
  /** Name and full name change when it is renamed. */
  name: string;
  /** `owner/name` */
  fullName: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  /** The bare repository on disk. */
  readonly gitDir: string;
  /** The repository that this one is a fork of. */
  readonly parent: Repository | undefined;
  settings: RepositorySettings;
  /** Milliseconds since the epoch, like all times here. */
  readonly createdAt: number;
  readonly pulls: Map<number, Pull>;
  /** Issues that are no pull requests, by number. */
  readonly issues: Map<number, Issue>;
  /** By lower-case name. */
  readonly labels: Map<string, Label>;
  /** By number. */
  readonly milestones: Map<number, Milestone>;
  readonly codeScanning: CodeScanning;
  /** By id, oldest first. */
  readonly releases: Map<number, Release>;
  /** Oldest first. */
  readonly attestations: StoredAttestation[];
  /** Writers come one after the other, as with the locks of a git server. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
};

/** A Sigstore bundle in the store of attestations. */
export type StoredAttestation = {
  readonly bundle: object;
  readonly predicateType: string;
  /** `sha256:…` */
  readonly subjects: readonly string[];
};

export type Release = {
  readonly id: number;
  readonly author: Account;
  tag: string;
  /** Branch or commit that the tag is made of. */
  target: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  readonly createdAt: number;
  updatedAt: number;
  publishedAt: number | undefined;
  /** By id. */
  readonly assets: Map<number, ReleaseAsset>;
};

export type ReleaseAsset = {
  readonly id: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  /** `sha256:…` */
  readonly digest: string;
  readonly uploader: Account;
  readonly createdAt: number;
};

export type Label = { readonly id: number; readonly name: string; readonly color: string };

export type Milestone = {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly createdAt: number;
};

/** One that is no pull request. */
export type Issue = {
  readonly id: number;
  readonly number: number;
  readonly author: Account;
  readonly createdAt: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  updatedAt: number;
};

export type Comment = {
  readonly id: number;
  readonly author: Account;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
};

/** That a label was put on or taken off. */
export type LabelEvent = {
  readonly id: number;
  readonly event: 'labeled' | 'unlabeled';
  readonly actor: Account;
  readonly label: Label;
  readonly createdAt: number;
};

export type AutoMerge = {
  readonly method: MergeMethod;
  readonly enabledBy: Account;
  readonly enabledAt: number;
  readonly headline: string | undefined;
  readonly body: string | undefined;
};

export type Pull = {
  readonly id: number;
  readonly number: number;
  readonly author: Account;
  readonly createdAt: number;
  readonly base: Repository;
  /** The fork, for a pull request from one. */
  readonly head: Repository;
  readonly headBranch: string;
  readonly maintainerCanModify: boolean;
  draft: boolean;
  baseBranch: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  updatedAt: number;
  closedAt: number | undefined;
  /** Who closed it last, or moved or removed a branch so that it closed; undefined: nobody yet. */
  closedBy: Account | undefined;
  mergedAt: number | undefined;
  headSha: string;
  baseSha: string;
  /** undefined when the two sides conflict */
  mergeSha: string | undefined;
  readonly labels: Set<string>;
  readonly assignees: Set<Account>;
  readonly reviewers: Set<Account>;
  /** Slugs. */
  readonly teamReviewers: Set<string>;
  readonly comments: Comment[];
  /** Oldest first. */
  readonly labelEvents: LabelEvent[];
  milestone: Milestone | undefined;
  mergedBy: Account | undefined;
  autoMerge: AutoMerge | undefined;
  queued: { readonly at: number; readonly by: Account } | undefined;
  /** What is left of the repository's lag for this one. */
  lag: Lag;
};

/** What all parts of the stand-in share. */
export type GitHubState = {
  /** Folder for repositories and blobs. */
  readonly dir: string;
  readonly urls: Urls;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'debug'>;
  readonly accounts: Accounts;
  /** By lower-case full name. */
  readonly repositories: Map<string, Repository>;
  /** Names that renamed repositories had, in lower case. */
  readonly formerNames: Map<string, Repository>;
  readonly tokens: Tokens;
  readonly records: Records;
  readonly signer: CommitSigner;
  /** Milliseconds from the upload of a SARIF file until it is processed. */
  readonly processingTime: number;
};

export const findRepository = (world: GitHubState, fullName: string): Repository | undefined =>
  world.repositories.get(fullName.toLowerCase());

/** The repository that had the name before it was renamed. A new one of that name takes it over. */
export const findRenamed = (world: GitHubState, fullName: string): Repository | undefined =>
  world.formerNames.get(fullName.toLowerCase());

/** One after the other, a failure of one being no concern of the next. */
export function createQueue(): Repository['exclusively'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}

export const toTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
