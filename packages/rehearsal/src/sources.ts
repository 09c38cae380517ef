/** The app and ops repositories of a rehearsal, as git repositories in its working folder. */
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { configurationFailure } from '@sealift/core/failure';

const run = promisify(execFile);

/** Nobody's configuration takes part, and commits of the sample are the same on every machine. */
const environment = (epoch: number) => ({
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Rehearsal',
  GIT_AUTHOR_EMAIL: 'rehearsal@example.invalid',
  GIT_COMMITTER_NAME: 'Rehearsal',
  GIT_COMMITTER_EMAIL: 'rehearsal@example.invalid',
  GIT_AUTHOR_DATE: `${epoch} +0000`,
  GIT_COMMITTER_DATE: `${epoch} +0000`,
});

/** 2026-01-01: commits of the sample, so that a second rehearsal has the same commit. */
const SAMPLE_EPOCH = 1_767_225_600;

/** @returns stdout without the last line break */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-c', `safe.directory=*`, '-C', folder, ...args], {
    env: environment(SAMPLE_EPOCH),
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout.replace(/\n$/, '');
}

/** A new repository with one commit of the files in `from`. */
export async function repositoryFromFiles(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
  await git(to, 'init', '--quiet', '--initial-branch=main');
  // Line endings are part of what is rehearsed.
  await git(to, 'config', 'core.autocrlf', 'false');
  await git(to, 'add', '--all');
  await git(to, 'commit', '--quiet', '--message', 'Sample');
}

/**
 * A clone of the repository at `from`, with its uncommitted and untracked (not ignored) files as one more commit, so that
 * a change can be tried before it is committed. The original is only read.
 */
export async function repositoryFromWorkingTree(from: string, to: string): Promise<void> {
  await run('git', ['-c', 'safe.directory=*', 'clone', '--quiet', '--no-hardlinks', '--no-local', from, to], {
    env: environment(SAMPLE_EPOCH),
  }).catch((error: Error & { stderr?: string }) => {
    throw configurationFailure({
      code: 'rehearsal/no-repository',
      cause: `${from} could not be cloned: ${error.stderr?.trim().split('\n').at(-1) ?? error.message}.`,
      remedy: 'Give a git repository with at least one commit.',
      error,
    });
  });
  const list = async (...args: readonly string[]) =>
    (await git(from, 'ls-files', '-z', ...args)).split('\0').filter((name) => name !== '');
  const deleted = new Set(await list('--deleted'));
  for (const name of await list('--cached', '--others', '--exclude-standard')) {
    const target = path.join(to, name);
    if (deleted.has(name)) await rm(target, { force: true });
    else {
      await mkdir(path.dirname(target), { recursive: true });
      await copyFile(path.join(from, name), target).catch((error: NodeJS.ErrnoException) => {
        // Submodules are folders here; their content is not part of this repository.
        if (error.code !== 'EISDIR' && error.code !== 'EPERM' && error.code !== 'ENOTSUP') throw error;
      });
    }
  }
  await git(to, 'add', '--all');
  if ((await git(to, 'status', '--porcelain')) !== '')
    await git(to, 'commit', '--quiet', '--no-verify', '--message', 'Uncommitted changes');
}

/** owner/name from the remote on GitHub, else `acme/<folder>`. */
export async function repositoryName(folder: string): Promise<string> {
  const remote = await git(folder, 'remote', 'get-url', 'origin').catch(() => '');
  const match = /github\.com[:/]([A-Za-z0-9-]+\/[A-Za-z0-9._-]+?)(?:\.git)?$/.exec(remote);
  return match?.[1] ?? `acme/${path.basename(folder).replace(/[^A-Za-z0-9._-]/g, '-')}`;
}
