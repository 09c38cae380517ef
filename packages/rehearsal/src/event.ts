/** What happened in the app repository, as GitHub tells it. */
import { configurationFailure } from '@sealift/core/failure';
import type { Repository } from '@sealift/fake-github/state';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { RehearsalEvent } from './options.ts';
import { git } from './sources.ts';

export type TriggeringEvent = {
  readonly name: RehearsalEvent;
  /** Webhook payload. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** github.ref: `refs/heads/main`, `refs/pull/1/merge` … */
  readonly ref: string;
  readonly sha: string;
  readonly headRef: string;
  readonly baseRef: string;
  /** Comes from a fork: no secrets, no variables, a token that only reads. */
  readonly fork: boolean;
};

/** A commit, and a folder that has it. */
export type Change = {
  readonly from: string;
  readonly commit: string;
  /** Where the branch was before the push; where it is now when not given. */
  readonly before?: string;
  /** Of a pull request. */
  readonly branch?: string;
};

const BRANCH = 'rehearsal';

export type EventOptions = {
  readonly event: RehearsalEvent;
  readonly fork: boolean;
  /** What the event is about, when it is not the head of the default branch. */
  readonly change?: Change;
};

/** @throws Failure `rehearsal/conflict` when a pull request cannot be merged */
export async function trigger(
  { github }: Pick<Sandbox, 'github'>,
  app: Repository,
  options: EventOptions,
): Promise<TriggeringEvent> {
  const head = await git(app.gitDir, 'rev-parse', `refs/heads/${app.defaultBranch}`);
  if (options.event === 'pull_request')
    return openRequest(github, app, options.fork, options.change ?? { from: app.gitDir, commit: head });
  return moveBranch(app, options.event, head, options.change);
}

async function openRequest(
  github: Sandbox['github'],
  app: Repository,
  fork: boolean,
  change: Change,
): Promise<TriggeringEvent> {
  const request = {
    repository: app.fullName,
    base: app.defaultBranch,
    head: { branch: BRANCH, ...change },
    title: 'Rehearsal',
  };
  const opened = fork
    ? await github.openForkPullRequest({ ...request, fork: 'stranger' })
    : await github.openPullRequest(request);
  if (opened.mergeSha === undefined)
    throw configurationFailure({
      code: 'rehearsal/conflict',
      cause: 'The change conflicts with its base.',
      remedy: 'Merge the base into it first.',
    });
  return {
    name: 'pull_request',
    payload: opened.event,
    ref: `refs/pull/${opened.number}/merge`,
    sha: opened.mergeSha,
    headRef: change.branch ?? BRANCH,
    baseRef: app.defaultBranch,
    fork,
  };
}

async function moveBranch(
  app: Repository,
  name: 'push' | 'workflow_dispatch',
  head: string,
  change: Change | undefined,
): Promise<TriggeringEvent> {
  const ref = `refs/heads/${app.defaultBranch}`;
  if (change !== undefined) {
    await git(app.gitDir, 'fetch', '--quiet', change.from, change.commit);
    await git(app.gitDir, 'update-ref', ref, change.commit);
  }
  const sha = change?.commit ?? head;
  const repository = { full_name: app.fullName, default_branch: app.defaultBranch, private: app.private };
  const before = change === undefined ? '0'.repeat(40) : (change.before ?? head);
  return {
    name,
    payload:
      name === 'push'
        ? { ref, before, after: sha, deleted: false, repository }
        : { ref, inputs: {}, repository },
    ref,
    sha,
    headRef: '',
    baseRef: '',
    fork: false,
  };
}
