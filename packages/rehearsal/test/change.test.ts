/** What a pull request of a user's repository is about. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeSample, separateChange } from '../src/change.ts';
import { trigger } from '../src/event.ts';
import { git, repositoryFromWorkingTree } from '../src/sources.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

let folder: string;
let user: string;
let copy: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-change-'));
  user = path.join(folder, 'user');
  copy = path.join(folder, 'copy');
  await mkdir(user);
  await git(user, 'init', '--quiet', '--initial-branch=main');
  await commit('first');
});
afterEach(() => rm(folder, { recursive: true }));

async function commit(text: string): Promise<string> {
  await writeFile(path.join(user, 'file'), text);
  await git(user, 'add', '--all');
  await git(user, 'commit', '--quiet', '--message', text);
  return git(user, 'rev-parse', 'HEAD');
}
const subjects = (folder: string, range: string) => git(folder, 'log', '--format=%s', range);

describe('of a repository that has only main', () => {
  it.each([true, false])('it is the last commit, and it can be opened (fork: %s)', async (fork) => {
    await commit('second');
    await repositoryFromWorkingTree(user, copy);
    const change = await separateChange(copy);
    expect(await subjects(copy, 'HEAD')).toBe('first');
    expect(await git(copy, 'symbolic-ref', '--short', 'HEAD')).toBe('main');
    const name = fork ? 'forked' : 'own';
    const app = await standIn.github.createRepository({ owner: 'acme', name, from: copy });
    const event = await trigger(standIn, app, { event: 'pull_request', fork, change });
    expect(event).toMatchObject({ name: 'pull_request', ref: 'refs/pull/1/merge', baseRef: 'main', fork });
    expect(await git(app.gitDir, 'log', '--format=%s', '--no-merges', `main..${event.sha}`)).toBe('second');
  });

  it('uncommitted changes are the last commit', async () => {
    await writeFile(path.join(user, 'file'), 'changed');
    await repositoryFromWorkingTree(user, copy);
    const change = await separateChange(copy);
    expect(await subjects(copy, `HEAD..${change.commit}`)).toBe('Uncommitted changes');
  });

  it('a single commit has nothing to be compared with', async () => {
    await repositoryFromWorkingTree(user, copy);
    await expect(separateChange(copy)).rejects.toMatchObject({ code: 'rehearsal/nothing-to-compare' });
  });
});

describe('of a repository on another branch', () => {
  it('it is all that the branch has beyond main', async () => {
    await git(user, 'checkout', '--quiet', '-b', 'topic');
    await commit('second');
    await commit('third');
    await repositoryFromWorkingTree(user, copy);
    const change = await separateChange(copy);
    expect(await git(copy, 'symbolic-ref', '--short', 'HEAD')).toBe('main');
    expect(await subjects(copy, `HEAD..${change.commit}`)).toBe('third\nsecond');
  });

  it('that has nothing beyond main it is the last commit', async () => {
    await commit('second');
    await git(user, 'checkout', '--quiet', '-b', 'topic');
    await repositoryFromWorkingTree(user, copy);
    const change = await separateChange(copy);
    expect(await subjects(copy, `HEAD..${change.commit}`)).toBe('second');
  });

  it('without main it is the last commit', async () => {
    await git(user, 'branch', '--move', 'trunk');
    await commit('second');
    await repositoryFromWorkingTree(user, copy);
    const change = await separateChange(copy);
    expect(await git(copy, 'symbolic-ref', '--short', 'HEAD')).toBe('trunk');
    expect(await subjects(copy, `HEAD..${change.commit}`)).toBe('second');
  });
});

it('of the sample it is a line of every Dockerfile', async () => {
  for (const app of ['api', 'web']) {
    await mkdir(path.join(user, 'apps', app), { recursive: true });
    await writeFile(path.join(user, 'apps', app, 'Dockerfile'), 'FROM scratch\n');
  }
  await commit('apps');
  const { commit: change } = await changeSample(user);
  expect(await git(user, 'diff', '--name-only', 'main', change)).toBe(
    'apps/api/Dockerfile\napps/web/Dockerfile',
  );
});

describe('a push', () => {
  it('moves the branch to the change', async () => {
    const app = await standIn.github.createRepository({ owner: 'acme', name: 'pushed', from: user });
    const before = await git(app.gitDir, 'rev-parse', 'main');
    const change = { from: user, commit: await commit('second') };
    const event = await trigger(standIn, app, { event: 'push', fork: false, change });
    expect(event).toMatchObject({
      ref: 'refs/heads/main',
      sha: change.commit,
      payload: { before, after: change.commit },
    });
    expect(await git(app.gitDir, 'rev-parse', 'main')).toBe(change.commit);
  });

  it('without one is of the head; so is a dispatch', async () => {
    const app = await standIn.github.createRepository({ owner: 'acme', name: 'still', from: user });
    const sha = await git(user, 'rev-parse', 'HEAD');
    expect(await trigger(standIn, app, { event: 'push', fork: false })).toMatchObject({
      sha,
      payload: { before: '0'.repeat(40) },
    });
    expect(await trigger(standIn, app, { event: 'workflow_dispatch', fork: false })).toMatchObject({
      name: 'workflow_dispatch',
      sha,
      payload: { inputs: {} },
    });
  });
});
