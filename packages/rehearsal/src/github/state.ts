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
};

export type Repository = {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  /** `owner/name` */
  readonly fullName: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  /** The bare repository on disk. */
  readonly gitDir: string;
  /** The repository that this one is a fork of. */
  readonly parent: Repository | undefined;
  readonly settings: RepositorySettings;
  /** Milliseconds since the epoch, like all times here. */
  readonly createdAt: number;
  readonly pulls: Map<number, Pull>;
  /** By lower-case name. */
  readonly labels: Map<string, Label>;
  readonly codeScanning: CodeScanning;
  /** Writers come one after the other, as with the locks of a git server. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
};

export type Label = { readonly id: number; readonly name: string; readonly color: string };

export type Pull = {
  readonly id: number;
  readonly number: number;
  readonly author: Account;
  readonly createdAt: number;
  readonly base: Repository;
  /** The fork, for a pull request from one. */
  readonly head: Repository;
  readonly headBranch: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
  baseBranch: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  updatedAt: number;
  closedAt: number | undefined;
  mergedAt: number | undefined;
  headSha: string;
  baseSha: string;
  /** undefined when the two sides conflict */
  mergeSha: string | undefined;
  readonly labels: Set<string>;
  readonly assignees: Set<Account>;
  readonly reviewers: Set<Account>;
};

/** What all parts of the stand-in share. */
export type World = {
  /** Folder for repositories and blobs. */
  readonly dir: string;
  readonly urls: Urls;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'debug'>;
  readonly accounts: Accounts;
  /** By lower-case full name. */
  readonly repositories: Map<string, Repository>;
  readonly tokens: Tokens;
  readonly records: Records;
  readonly signer: CommitSigner;
  /** Milliseconds from the upload of a SARIF file until it is processed. */
  readonly processingTime: number;
};

export const findRepository = (world: World, fullName: string): Repository | undefined =>
  world.repositories.get(fullName.toLowerCase());

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
