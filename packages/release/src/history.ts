/** What git says of the checked-out repository. All of its history and its tags must be there. */
import { remoteFailure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import type { Commit } from './change.ts';
import { versionOfTag } from './version.ts';

export type Git = (...args: readonly string[]) => Promise<string>;

/** Milliseconds. */
const TIMEOUT = 60_000;

/** @throws Failure `release/no-history` by whatever git refuses */
export const createGit =
  (exec: Exec, folder: string, env: Readonly<Record<string, string | undefined>>): Git =>
  async (...args) => {
    const { exitCode, stdout, stderr } = await exec('git', args, {
      cwd: folder,
      env: childEnvironment(env),
      timeout: TIMEOUT,
    });
    if (exitCode === 0) return stdout;
    throw remoteFailure({
      code: 'release/no-history',
      cause: `The command "git ${args[0] ?? ''}" failed: ${stderr.trim().split('\n').at(-1) ?? ''}.`,
      remedy: 'Check out the repository with "fetch-depth: 0", and run the job again.',
    });
  };

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

export type ReleaseTag = { readonly version: string /** The commit. */; readonly commit: string };

/** Tags `vX.Y.Z`. */
export async function readReleaseTags(git: Git): Promise<readonly ReleaseTag[]> {
  // The object of a lightweight tag; what an annotated one is about.
  const text = await git(
    'for-each-ref',
    '--format=%(refname:strip=2) %(objectname) %(*objectname)',
    'refs/tags',
  );
  return lines(text).flatMap((line) => {
    const [name = '', id = '', peeled = ''] = line.split(' ');
    const version = versionOfTag(name);
    return version === undefined ? [] : [{ version, commit: peeled === '' ? id : peeled }];
  });
}

/** The commit of a tag of any name; undefined when there is none. */
export async function readTagCommit(git: Git, tag: string): Promise<string | undefined> {
  const [found] = lines(
    await git('for-each-ref', '--format=%(objectname) %(*objectname)', `refs/tags/${tag}`),
  );
  const [id, peeled] = (found ?? '').split(' ');
  return peeled ? peeled : id || undefined;
}

/**
 * Commits that `to` has and `from` has not, the newest first. Merges say nothing of their own, and a commit that changes
 * no file changed nothing, whatever its message says.
 */
export async function readCommits(
  git: Git,
  from: string | undefined,
  to: string,
): Promise<readonly Commit[]> {
  const range = from === undefined ? to : `${from}..${to}`;
  // A path keeps empty commits out; the full history keeps those in whose change another one made as well.
  const text = await git('log', '--full-history', '--no-merges', '--format=%H%n%B%x00', range, '--', ':/');
  return text
    .split('\0')
    .map((entry) => entry.trimStart())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const end = entry.indexOf('\n');
      return { sha: entry.slice(0, end), message: entry.slice(end + 1).trimEnd() };
    });
}

/** YYYY-MM-DD on which a commit was made, in UTC. */
export async function readDate(git: Git, commit: string): Promise<string> {
  const seconds = Number((await git('show', '--no-patch', '--format=%ct', commit)).trim());
  return new Date(seconds * 1_000).toISOString().slice(0, 10);
}

/** Text of a file at a commit; undefined when it is not there. */
export async function readFileAt(git: Git, commit: string, file: string): Promise<string | undefined> {
  const listed = await git('ls-tree', '--name-only', commit, '--', file);
  return listed.trim() === file ? git('show', `${commit}:${file}`) : undefined;
}

/** The version that package.json of a commit says; undefined before the first release. */
export async function readVersionAt(git: Git, commit: string): Promise<string | undefined> {
  const text = await readFileAt(git, commit, 'package.json');
  const { version } = JSON.parse(text ?? '{}') as { readonly version?: unknown };
  return typeof version === 'string' ? version : undefined;
}

/** The newest commit, along first parents, with which the version became what it is at `head`, and its first parent. */
export async function readIntroduction(
  git: Git,
  head: string,
): Promise<{ readonly commit: string; readonly parent: string | undefined }> {
  const version = await readVersionAt(git, head);
  const touching = lines(await git('rev-list', '--first-parent', head, '--', 'package.json'));
  for (const commit of touching) {
    const [, parent] = (await git('rev-list', '--parents', '--max-count=1', commit)).trim().split(' ');
    if (parent === undefined || (await readVersionAt(git, parent)) !== version) return { commit, parent };
  }
  return { commit: head, parent: undefined };
}
