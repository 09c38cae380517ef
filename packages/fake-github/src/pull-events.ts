import { configurationFailure } from '@sealift/core/failure';
import { resolveCommit } from './git/plumbing.ts';
import { isRefName, moveRef, readRef } from './git/refs.ts';
import { type MergeWish, mergePull } from './merge.ts';
import { openPull } from './pulls.ts';
import { renderAccount } from './render/accounts.ts';
import { renderPull } from './render/pulls.ts';
import { renderRepository } from './render/repositories.ts';
import { bringCommit, createRepository } from './repositories.ts';
import { findRepository, type GitHubState, type MergeMethod, type Repository } from './state.ts';

export type PullRequestOptions = {
  /** `owner/name` */
  readonly repository: string;
  /** The default branch when absent. */
  readonly base?: string;
  readonly head: {
    readonly branch: string;
    /** Where the branch shall stand; where it is when absent. */
    readonly commit?: string;
    /** A repository on disk that has the commit. */
    readonly from?: string;
  };
  /** Login of the owner of a fork: the branch is made there. */
  readonly fork?: string;
  /** Login; the fork's owner when absent, else "octocat". */
  readonly author?: string;
  readonly title?: string;
  readonly body?: string;
};

export type MergeOptions = {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
  /** Login; "octocat" when absent. */
  readonly by?: string;
  /** A merge commit when absent. */
  readonly method?: MergeMethod;
  /** What the merge queue does with the pull request when its turn comes. */
  readonly queue?: true;
};

export type OpenedPull = {
  readonly number: number;
  readonly headSha: string;
  readonly baseSha: string;
  /** What a `pull_request` run checks out; undefined when the two sides conflict. */
  readonly mergeSha: string | undefined;
  /** `refs/pull/N/merge` */
  readonly ref: string;
  /** Payload of the `pull_request` event. */
  readonly event: Readonly<Record<string, unknown>>;
};

/**
 * Presses the merge button as a person would.
 * @returns the id of the commit that the base branch has now
 * @throws Failure `fake-github/not-merged` in GitHub's words
 */
export async function mergePullRequest(
  world: GitHubState,
  { repository, number, by = 'octocat', method = 'merge', queue }: MergeOptions,
): Promise<string> {
  const pull = findRepository(world, repository)?.pulls.get(number);
  const wish: MergeWish = {
    ...{ method, title: undefined, message: undefined, expectedHead: undefined },
    ...(queue === undefined ? {} : { queue }),
  };
  const refused = (cause: string, error?: unknown) =>
    configurationFailure({
      code: 'fake-github/not-merged',
      cause: `${repository}#${number} cannot be merged: ${cause}.`,
      remedy: 'Look at the pull request and at what protects its base.',
      error,
    });
  if (pull === undefined) throw refused('there is no such pull request');
  return mergePull(world, pull, world.accounts.ensure(by, 'User'), wish).catch((error: Error) => {
    throw refused(error.message, error);
  });
}

/**
 * Opens a pull request as a person would, with its branch in the repository or in a fork.
 * @throws Failure `configuration` when there is no such repository, branch or commit, or nothing to merge
 */
export async function openPullRequest(world: GitHubState, options: PullRequestOptions): Promise<OpenedPull> {
  const base = findRepository(world, options.repository);
  if (base === undefined)
    throw configurationFailure({
      code: 'fake-github/no-repository',
      cause: `There is no repository "${options.repository}".`,
      remedy: 'Create the repository first.',
    });
  const author = world.accounts.ensure(options.author ?? options.fork ?? 'octocat', 'User');
  const head = options.fork === undefined ? base : await forkOf(world, base, options.fork);
  await head.exclusively(() => placeBranch(base, head, options.head));
  return base.exclusively(async () => {
    const pull = await openPull(world, {
      base,
      baseBranch: options.base ?? base.defaultBranch,
      head,
      headBranch: options.head.branch,
      author,
      title: options.title ?? options.head.branch,
      body: options.body ?? null,
    });
    if ('code' in pull)
      throw configurationFailure({
        code: 'fake-github/no-pull',
        cause: `The pull request cannot be opened: ${pull.message ?? `its ${pull.field} is ${pull.code}`}.`,
        remedy: 'Give a branch with commits of its own.',
      });
    const sender = renderAccount(world, author);
    return {
      number: pull.number,
      headSha: pull.headSha,
      baseSha: pull.baseSha,
      mergeSha: pull.mergeSha,
      ref: `refs/pull/${pull.number}/merge`,
      event: {
        action: 'opened',
        number: pull.number,
        pull_request: await renderPull(world, pull),
        repository: renderRepository(world, base),
        ...(base.owner.type === 'Organization' ? { organization: renderAccount(world, base.owner) } : {}),
        sender,
      },
    };
  });
}

async function forkOf(world: GitHubState, base: Repository, owner: string): Promise<Repository> {
  const known = findRepository(world, `${owner}/${base.name}`);
  if (known?.parent === base) return known;
  return createRepository(
    world,
    { owner, name: base.name, private: base.private, defaultBranch: base.defaultBranch, from: base.gitDir },
    base,
  );
}

async function placeBranch(
  base: Repository,
  head: Repository,
  wanted: PullRequestOptions['head'],
): Promise<void> {
  const ref = `refs/heads/${wanted.branch}`;
  if (wanted.commit === undefined) return;
  if (!(await isRefName(head.gitDir, ref)))
    throw configurationFailure({
      code: 'fake-github/bad-name',
      cause: `"${wanted.branch}" is not a branch name.`,
      remedy: 'Choose another one.',
    });
  if ((await resolveCommit(head.gitDir, wanted.commit)) === undefined)
    await bringCommit(head.gitDir, wanted.from ?? base.gitDir, wanted.commit);
  const id = await resolveCommit(head.gitDir, wanted.commit);
  if (id === undefined || !(await moveRef(head.gitDir, ref, id, await readRef(head.gitDir, ref))))
    throw configurationFailure({
      code: 'fake-github/no-commit',
      cause: `The branch "${wanted.branch}" cannot be put at ${wanted.commit}.`,
      remedy: 'Give a commit, and a name that is no folder of other branches.',
    });
}
