/** What a history leads to, in real repositories. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createExec } from '@sealift/tools/exec';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGit, type Git, readCommits, readDate } from '../src/history.ts';
import { planRelease } from '../src/plan.ts';
import { versionFiles } from '../src/version-files.ts';

let folder: string;
let git: Git;
const shell = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], {
    ...{ cwd: folder, encoding: 'utf8' },
    env: { ...process.env, GIT_COMMITTER_DATE: '2026-11-27T10:00:00Z' },
  }).trim();
const commit = async (message: string, files: Readonly<Record<string, string>> = { [message]: message }) => {
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(folder, name.replaceAll(/[^\w.-]/g, '_')), text);
  shell('add', '--all');
  shell('commit', '--quiet', '--allow-empty', '--message', message);
  return shell('rev-parse', 'HEAD');
};
const version = (text: string) => ({ 'package.json': JSON.stringify({ version: text }) });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-plan-'));
  shell('init', '--quiet', '--initial-branch=main');
  git = createGit(createExec({ debug: () => {} }), folder, process.env);
  await commit('chore: begin', { 'package.json': '{}', 'CHANGELOG.md': '# Changelog\n' });
});
afterEach(() => rm(folder, { recursive: true }));

it('proposes the first version, without merges and commits that change nothing', async () => {
  await commit('feat: one');
  await commit('feat!: one again, by mistake', {});
  shell('checkout', '--quiet', '-b', 'side');
  await commit('fix: two');
  shell('checkout', '--quiet', 'main');
  await commit('docs: three');
  shell('merge', '--quiet', '--no-ff', '--message', 'feat: a merge', 'side');
  const head = shell('rev-parse', 'HEAD');
  const plan = await planRelease(git, head);
  expect(plan).toMatchObject({ mode: 'propose', version: '1.0.0', since: undefined, skipped: undefined });
  const messages = (await readCommits(git, undefined, head)).map(({ message }) => message);
  expect(messages.sort()).toEqual(['chore: begin', 'docs: three', 'feat: one', 'fix: two']);
  expect(await readDate(git, head)).toBe('2026-11-27');
});

it('releases the commit of the version, and goes on from its tag', async () => {
  await commit('feat: one');
  const head = await commit('chore(release): v1.0.0', version('1.0.0'));
  expect(await planRelease(git, head)).toEqual({ mode: 'release', version: '1.0.0' });
  shell('tag', 'v1.0.0');
  // The floating tags are missing: the same run does them.
  expect(await planRelease(git, head)).toEqual({ mode: 'release', version: '1.0.0' });
  const next = await commit('fix: two');
  expect(await planRelease(git, next)).toEqual({ mode: 'complete', version: '1.0.0', commit: head });
  shell('tag', 'v1', 'v1.0.0');
  shell('tag', 'v1.0', 'v1.0.0');
  expect(await planRelease(git, next)).toMatchObject({ mode: 'propose', version: '1.0.1', since: '1.0.0' });
  expect(await planRelease(git, head)).toEqual({ mode: 'none' });
});

it('leaves out a version whose run did not end well, or that is smaller than its commits ask for', async () => {
  await commit('feat: one');
  const head = await commit('chore(release): v1.0.0', version('1.0.0'));
  for (const name of ['v1.0.0', 'v1.0', 'v1']) shell('tag', name);
  await commit('fix: two');
  const released = await commit('chore(release): v1.0.1', version('1.0.1'));
  const later = await commit('docs: three');
  expect(await planRelease(git, later)).toMatchObject({
    ...{ mode: 'propose', version: '1.0.2', since: '1.0.0' },
    skipped: { version: '1.0.1', why: 'unfinished', commit: released },
  });
  shell('reset', '--quiet', '--hard', head);
  await commit('feat: four');
  const small = await commit('chore(release): v1.0.1', version('1.0.1'));
  expect(await planRelease(git, small)).toMatchObject({
    ...{ mode: 'propose', version: '1.1.0' },
    skipped: { version: '1.0.1', why: 'too-small' },
  });
});

it('takes a skipped version out of the changelog', async () => {
  const head = await commit('feat: one', {
    'CHANGELOG.md': '# Changelog\n\n## 1.0.0 (2026-11-26)\n\n- old\n',
    'package.json': '{"name":"x","private":true}',
    'package-lock.json': '{"name":"x","lockfileVersion":3,"packages":{"":{"name":"x"},"a":{}}}',
  });
  const plan = {
    mode: 'propose' as const,
    ...{ version: '1.0.1', since: undefined, changes: [] },
    skipped: { version: '1.0.0', why: 'unfinished' as const, commit: head },
  };
  const { files } = await versionFiles(git, head, plan, 'https://github.com/sealift/sealift');
  const textOf = (name: string) => files.find((file) => file.path === name)?.text ?? '';
  expect(textOf('CHANGELOG.md')).toBe('# Changelog\n\n## 1.0.1 (2026-11-27)\n');
  expect(JSON.parse(textOf('package.json'))).toEqual({ name: 'x', version: '1.0.1', private: true });
  expect(JSON.parse(textOf('package-lock.json'))).toEqual({
    ...{ name: 'x', version: '1.0.1', lockfileVersion: 3 },
    packages: { '': { name: 'x', version: '1.0.1' }, a: {} },
  });
});
