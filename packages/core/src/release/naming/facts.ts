/** What the names and the description of one app's release are made from. */
import type { NamingConfig } from '../../config/naming.ts';

/** What GitHub says of the repository; what it did not say is absent. */
export type SourceRepository = {
  /** owner/name */
  readonly fullName: string;
  /** Of its page. */
  readonly url: string;
  readonly defaultBranch?: string;
  readonly description?: string;
  /** SPDX identifier. */
  readonly license?: string;
};

export type NamingFacts = {
  readonly app: string;
  /** Name of the event, e.g. `push`, `schedule`. */
  readonly event: string;
  /** Full git ref, e.g. `refs/heads/main`, `refs/tags/v1.2.3`. */
  readonly ref: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** Milliseconds since 1970: when the run was planned. */
  readonly now: number;
  /** Digits: the run, which no other run of the repository has. */
  readonly runId: string;
  /** When the commit was committed, milliseconds since 1970; absent: nobody knows. */
  readonly commitDate?: number;
  /** Base branch of a pull request, or the branch that a pushed git tag was made on as the event says. */
  readonly baseRef?: string;
  /** Builds what is released already again, for newer base images. */
  readonly rebuild?: boolean;
  readonly repository?: SourceRepository;
  /** What holds for all apps. */
  readonly config: NamingConfig;
  /** What the configuration says of this one: before that of all. */
  readonly appConfig: NamingConfig;
};

const after = (prefix: string, ref: string): string | undefined =>
  ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;

export const branchOf = (ref: string): string | undefined => after('refs/heads/', ref);
export const gitTagOf = (ref: string): string | undefined => after('refs/tags/', ref);
/** Number of a pull request, as GitHub names its merge commit. */
export const pullRequestOf = (ref: string): string | undefined =>
  /^refs\/pull\/([1-9][0-9]{0,9})\/merge$/.exec(ref)?.[1];

/** Events that always run on the newest commit of the default branch, and may not carry its name. */
const ON_DEFAULT_BRANCH: readonly string[] = ['schedule', 'repository_dispatch'];

export function isDefaultBranch({ ref, event, repository }: NamingFacts): boolean {
  const branch = branchOf(ref);
  return branch !== undefined && (branch === repository?.defaultBranch || ON_DEFAULT_BRANCH.includes(event));
}
