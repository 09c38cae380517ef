/** What a pull request changes, and where its base is without it. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import type { Change } from './event.ts';
import { git } from './sources.ts';

const BRANCH = 'rehearsal';

/** In the sample: a line of every app's Dockerfile. The default branch stays as it is. */
export async function changeSample(app: string): Promise<Change> {
  for (const name of await readdir(path.join(app, 'apps'))) {
    const file = path.join(app, 'apps', name, 'Dockerfile');
    await writeFile(file, `${await readFile(file, 'utf8')}# A change to rehearse.\n`);
  }
  await git(app, 'checkout', '--quiet', '-b', BRANCH);
  await git(app, 'commit', '--quiet', '--all', '--message', 'A change to rehearse');
  const commit = await git(app, 'rev-parse', 'HEAD');
  await git(app, 'checkout', '--quiet', 'main');
  return { from: app, commit };
}

/**
 * In a clone of a user's repository: what its branch has beyond the default branch. On the default branch itself it is
 * the last commit (uncommitted changes are one), which is taken out of the base.
 * @param app folder of the clone; the default branch is checked out in it afterwards
 * @throws Failure `rehearsal/nothing-to-compare` when there is a single commit
 */
export async function separateChange(app: string): Promise<Change> {
  const commit = await git(app, 'rev-parse', 'HEAD');
  await git(app, 'branch', '--quiet', '--force', BRANCH, commit);
  const current = await git(app, 'symbolic-ref', '--short', 'HEAD').catch(() => '');
  const base = await defaultBranch(app);
  const parent = await resolve(app, `${commit}^`);
  if (base !== undefined && base !== current) {
    await git(app, 'checkout', '--quiet', '--force', '-B', base, `refs/remotes/origin/${base}`);
    if (await isNews(app, commit)) return { from: app, commit };
  }
  if (parent === undefined)
    throw configurationFailure({
      code: 'rehearsal/nothing-to-compare',
      cause:
        'The repository has a single commit: there is nothing that a pull request could be compared with.',
      remedy: 'Make a second commit, or use --event push.',
    });
  await git(app, 'checkout', '--quiet', '--force', '-B', base ?? (current || 'main'), parent);
  return { from: app, commit };
}

/** Among the branches that the user's repository has. */
async function defaultBranch(app: string): Promise<string | undefined> {
  for (const name of ['main', 'master'])
    if ((await resolve(app, `refs/remotes/origin/${name}`)) !== undefined) return name;
  return undefined;
}

/** Whether the checked-out branch lacks the commit. */
const isNews = (app: string, commit: string): Promise<boolean> =>
  git(app, 'merge-base', '--is-ancestor', commit, 'HEAD').then(
    () => false,
    () => true,
  );

const resolve = (app: string, name: string): Promise<string | undefined> =>
  git(app, 'rev-parse', '--verify', '--quiet', name).then(
    (id) => id,
    () => undefined,
  );
