import { access, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { createCodeScanning } from './code-scanning/store.ts';
import { GitError, git, gitText, readObject } from './git/plumbing.ts';
import { isRefName, readRef } from './git/refs.ts';
import { stableId } from './identity.ts';
import {
  createQueue,
  findRepository,
  type GitHubState,
  type Repository,
  type RepositorySettings,
} from './state.ts';

export type RepositoryOptions = {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  /** The branch that the source has checked out, when not given. */
  readonly defaultBranch?: string;
  /** A git repository (its committed history is copied) or a folder without one (its files become the first commit). */
  readonly from?: string;
  readonly settings?: Partial<RepositorySettings>;
};

/** As GitHub makes them. */
const NEW_REPOSITORY: RepositorySettings = {
  actionsMayOpenPullRequests: false,
  codeScanning: true,
  archived: false,
  autoMergeAllowed: false,
  mergeMethods: ['merge', 'squash', 'rebase'],
  protectedBranches: {},
  mergeQueues: [],
  collaborators: undefined,
  roles: {},
  teams: [],
  lag: { lists: 0, nodes: 0 },
  immutableReleases: false,
  secrets: {},
  variables: {},
  environments: {},
};

const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const LOGIN = /^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$/;

/**
 * Makes a bare repository below the stand-in's folder.
 * @throws Failure `configuration` when the name is taken or not a name, or the source has no such branch
 */
export async function createRepository(
  world: GitHubState,
  options: RepositoryOptions,
  parent?: Repository,
): Promise<Repository> {
  const { owner, name } = options;
  const fullName = `${owner}/${name}`;
  if (!LOGIN.test(owner) || !NAME.test(name))
    throw configurationFailure({
      code: 'fake-github/bad-name',
      cause: `"${fullName}" is not the name of a GitHub repository.`,
      remedy: 'Give it as owner/name, of letters, digits, "-", "_" and ".".',
    });
  if (findRepository(world, fullName))
    throw configurationFailure({
      code: 'fake-github/name-taken',
      cause: `There is a repository ${fullName} already.`,
      remedy: 'Choose another name.',
    });
  const gitDir = path.join(world.dir, 'git', owner.toLowerCase(), `${name.toLowerCase()}.git`);
  await mkdir(path.dirname(gitDir), { recursive: true });
  const sourceBranch = await copyHistory(gitDir, options);
  const defaultBranch = options.defaultBranch ?? sourceBranch ?? 'main';
  await useDefaultBranch(gitDir, defaultBranch, options.from);
  const repository: Repository = {
    id: stableId('repository', fullName),
    owner: world.accounts.get(owner) ?? world.accounts.ensure(owner, parent ? 'User' : 'Organization'),
    name,
    fullName,
    private: options.private ?? true,
    defaultBranch,
    gitDir,
    parent,
    settings: { ...NEW_REPOSITORY, ...options.settings },
    createdAt: world.clock.now(),
    pulls: new Map(),
    issues: new Map(),
    labels: new Map(),
    milestones: new Map(),
    codeScanning: createCodeScanning(),
    releases: new Map(),
    attestations: [],
    exclusively: createQueue(),
  };
  world.repositories.set(fullName.toLowerCase(), repository);
  return repository;
}

/** @returns the branch that the source has checked out */
async function copyHistory(
  gitDir: string,
  { from, defaultBranch }: RepositoryOptions,
): Promise<string | undefined> {
  if (from === undefined) {
    await git(gitDir, ['init', '--bare', '--quiet', '--template=', gitDir]);
    await configure(gitDir);
    return undefined;
  }
  await access(from).catch(() => {
    throw configurationFailure({
      code: 'fake-github/no-source',
      cause: `There is no folder "${from}".`,
      remedy: 'Give an existing repository.',
    });
  });
  const source = path.resolve(from);
  const dotGit = path.join(source, '.git');
  const sourceDir = (await exists(dotGit)) ? dotGit : source;
  const isRepository = await git(sourceDir, ['rev-parse', '--git-dir'], { accept: [0, 128] });
  if (isRepository.code === 0) {
    // No hooks, and no hard links into somebody's repository.
    await git(gitDir, ['clone', '--bare', '--quiet', '--no-hardlinks', '--template=', '--', source, gitDir]);
    await configure(gitDir);
    await git(gitDir, ['remote', 'remove', 'origin'], { accept: [0, 2] });
    return (await gitText(gitDir, ['symbolic-ref', '--short', 'HEAD'], { accept: [0, 128] })) || undefined;
  }
  await git(gitDir, ['init', '--bare', '--quiet', '--template=', gitDir]);
  await configure(gitDir);
  const branch = defaultBranch ?? 'main';
  await importFolder(gitDir, source, branch);
  return branch;
}

async function importFolder(gitDir: string, folder: string, branch: string): Promise<void> {
  const env = {
    GIT_AUTHOR_NAME: 'Rehearsal',
    GIT_AUTHOR_EMAIL: 'rehearsal@users.noreply.github.com',
    GIT_COMMITTER_NAME: 'Rehearsal',
    GIT_COMMITTER_EMAIL: 'rehearsal@users.noreply.github.com',
    GIT_INDEX_FILE: path.join(gitDir, 'import-index'),
  };
  // Line ends stay as they are in the folder.
  const bytes = ['-c', 'core.autocrlf=false', '-c', 'core.safecrlf=false', '-c', 'core.bare=false'];
  await git(gitDir, [...bytes, '--work-tree', folder, 'add', '--all', '--', '.'], { env });
  const tree = await gitText(gitDir, ['write-tree'], { env });
  const commit = await gitText(gitDir, ['commit-tree', tree, '-m', 'Initial commit'], { env });
  await git(gitDir, ['update-ref', `refs/heads/${branch}`, commit]);
  await rm(env.GIT_INDEX_FILE);
}

/** What github.com's git servers allow, and nothing of what the source's own configuration says. */
async function configure(gitDir: string): Promise<void> {
  const settings = {
    'http.receivepack': 'true',
    'receive.fsckObjects': 'true',
    'receive.hideRefs': 'refs/pull',
    'receive.denyDeleteCurrent': 'refuse',
    'receive.autogc': 'false',
    'gc.auto': '0',
    'uploadpack.allowFilter': 'true',
    'uploadpack.allowAnySHA1InWant': 'true',
    'core.logAllRefUpdates': 'false',
  };
  for (const [key, value] of Object.entries(settings)) await git(gitDir, ['config', key, value]);
}

async function useDefaultBranch(gitDir: string, branch: string, from: string | undefined): Promise<void> {
  const ref = `refs/heads/${branch}`;
  if (!(await isRefName(gitDir, ref)) || (from !== undefined && (await readRef(gitDir, ref)) === undefined))
    throw configurationFailure({
      code: 'fake-github/no-source',
      cause: `"${from ?? gitDir}" has no branch "${branch}".`,
      remedy: 'Give the name of a branch that it has as default branch.',
    });
  await git(gitDir, ['symbolic-ref', 'HEAD', ref]);
}

/**
 * Brings a commit and what it stands on from another repository.
 * @throws Failure `configuration` when the other one does not have it
 */
export async function bringCommit(gitDir: string, from: string, commit: string): Promise<void> {
  if (await readObject(gitDir, `${commit}^{commit}`)) return;
  try {
    await git(
      gitDir,
      ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', path.resolve(from), commit],
      {
        // Only for the process that serves the other repository: its commit need not be at the tip of a branch.
        env: {
          GIT_CONFIG_COUNT: '2',
          GIT_CONFIG_KEY_0: 'safe.directory',
          GIT_CONFIG_VALUE_0: '*',
          GIT_CONFIG_KEY_1: 'uploadpack.allowAnySHA1InWant',
          GIT_CONFIG_VALUE_1: 'true',
        },
      },
    );
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw configurationFailure({
      code: 'fake-github/no-commit',
      cause: `The repository "${from}" has no commit ${commit}.`,
      remedy: 'Give a commit that it has.',
      error,
    });
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
