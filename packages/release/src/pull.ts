/** Pull requests of the release workflow, each on a branch that it alone writes. */
import type { Log } from '@sealift/core/log';
import type { GitHubClient } from '@sealift/github/client/client';
import { readCommit } from '@sealift/github/git/commit-info';
import { type ChangedFile, createCommit } from '@sealift/github/git/commits';
import { createBranch, moveBranch, readBranch } from '@sealift/github/git/refs';
import { openPullRequest, updatePullRequest } from '@sealift/github/pulls/pull-requests';
import { type RepositoryName, readRepositoryId } from '@sealift/github/repository/repository';
import { type Git, readFileAt } from './history.ts';

export type Proposal = {
  readonly branch: string;
  readonly base: string;
  /** Commit of the base that it stands on, and of the checkout. */
  readonly head: string;
  readonly files: readonly ChangedFile[];
  readonly message: string;
  readonly title: string;
  readonly body: string;
};

export type Proposed =
  | { readonly result: 'open'; readonly url: string }
  /** The base has moved on: the run for its newer commit does it. */
  | { readonly result: 'outdated' }
  /** Somebody has pushed to the branch; nothing of it is overwritten. */
  | { readonly result: 'taken' }
  | { readonly result: 'nothing' };

const SELF = 'github-actions[bot]';

/** Opens the pull request, or brings it to what it should be. @throws Failure `github/…` */
export async function proposeFiles(
  client: GitHubClient,
  repository: RepositoryName,
  proposal: Proposal,
  { git, log }: { readonly git: Git; readonly log: Pick<Log, 'info'> },
): Promise<Proposed> {
  const { branch, base, head, files, message, title, body } = proposal;
  if ((await readBranch(client, repository, base)) !== head) return { result: 'outdated' };
  const changed = await differing(git, head, files);
  if (changed.length === 0) return { result: 'nothing' };
  const there = await readBranch(client, repository, branch);
  if (there !== undefined && (await readCommit(client, repository, there)).author !== SELF)
    return { result: 'taken' };
  if (there === undefined || !(await isUpToDate(git, there, head, files))) {
    const tree = (await git('rev-parse', `${head}^{tree}`)).trim();
    const commit = await createCommit(client, repository, {
      baseTree: tree,
      parents: [head],
      files: changed,
      message,
    });
    const moved =
      there === undefined
        ? await createBranch(client, repository, branch, commit.sha)
        : await moveBranch(client, repository, await readRepositoryId(client, repository), {
            ...{ branch, from: there, to: commit.sha },
            force: true,
          });
    if (moved === 'raced') return { result: 'taken' };
    log.info(`${branch} is at ${commit.sha}.`);
  }
  const opened = await openPullRequest(client, repository, { head: branch, base, title, body, draft: false });
  if (opened === 'none') return { result: 'nothing' };
  if (!opened.created) await updatePullRequest(client, repository, opened.pull, { title, body });
  return { result: 'open', url: opened.pull.url };
}

const differing = async (git: Git, commit: string, files: readonly ChangedFile[]): Promise<ChangedFile[]> => {
  const kept = await Promise.all(files.map(({ path }) => readFileAt(git, commit, path)));
  return files.filter(({ text }, at) => kept[at] !== text);
};

/** The checkout has the branches of the repository, unless they are newer. */
async function isUpToDate(
  git: Git,
  commit: string,
  head: string,
  files: readonly ChangedFile[],
): Promise<boolean> {
  const known = await git('rev-list', '--remotes', '--max-count=1', commit).catch(() => '');
  if (known === '') return false;
  const parents = (await git('rev-list', '--parents', '--max-count=1', commit)).trim().split(' ').slice(1);
  return parents.join(' ') === head && (await differing(git, commit, files)).length === 0;
}
