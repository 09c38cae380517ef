import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '@sealift/core/failure';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseOptions } from '../src/options.ts';
import { git, repositoryFromWorkingTree, repositoryName } from '../src/sources.ts';

let folder: string;
let repository: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-options-'));
  repository = path.join(folder, 'My shop');
  await git(folder, 'init', '--quiet', '--initial-branch=main', repository);
  await writeFile(path.join(repository, 'kept'), 'a\r\n');
  await writeFile(path.join(repository, 'removed'), 'b');
  await git(repository, 'add', '--all');
  await git(repository, 'commit', '--quiet', '--message', 'first');
});
afterAll(() => rm(folder, { recursive: true }));

describe('parseOptions', () => {
  it('rehearses a push of the sample by default', async () => {
    expect(await parseOptions([], folder)).toEqual({
      repo: undefined,
      ops: undefined,
      event: 'push',
      fork: false,
      visibility: 'private',
      deploy: undefined,
      keep: false,
      report: undefined,
      open: false,
      json: false,
    });
  });

  it('takes a repository and its ops repository', async () => {
    expect(await parseOptions(['--repo', repository, '--ops', repository, '--json'], folder)).toMatchObject({
      repo: repository,
      ops: repository,
      json: true,
    });
    expect(await parseOptions(['--repo', path.basename(repository)], folder)).toMatchObject({
      repo: repository,
    });
  });

  it('names the report by the folder that it was called from', async () => {
    expect(await parseOptions(['--report', 'a/b.html', '--open'], folder)).toMatchObject({
      report: path.join(folder, 'a/b.html'),
      open: true,
    });
  });

  it('deploys on a real node unless another is asked for, signed by the public instance', async () => {
    const parsed = async (...args: readonly string[]) => {
      const options = await parseOptions(args, folder);
      return options === 'help' ? options : [options.deploy, options.visibility];
    };
    expect(await parsed('--deploy')).toEqual([{ node: 'real', scenes: 'all' }, 'public']);
    expect(await parsed('--deploy=pretended', '--scenes', 'essential')).toEqual([
      { node: 'pretended', scenes: 'essential' },
      'public',
    ]);
    expect(await parsed('--scenes=all', '--deploy', '--visibility=public', '--json')).toEqual([
      { node: 'real', scenes: 'all' },
      'public',
    ]);
  });

  it.each([
    [['--deploy=cloud'], 'cannot be "cloud"'],
    [['--deploy', '--scenes', 'none'], 'no scenes "none"'],
    [['--scenes', 'all'], '--scenes is given without --deploy'],
    [['--deploy', '--repo', '.'], 'Only the sample'],
    [['--deploy', '--event', 'pull_request'], 'begins with a push'],
    [['--deploy', '--visibility', 'private'], 'public Sigstore instance'],
    [['--event', 'deploy'], 'no event "deploy"'],
    [['--fork'], 'Only a pull request'],
    [['--visibility', 'secret'], 'cannot be "secret"'],
    [['--ops', '.'], '--ops is given without --repo'],
    [['--repo', '/nonexistent'], 'is not a git repository'],
    [['--unknown'], '--unknown'],
    [['extra'], 'extra'],
  ])('refuses %j', async (args, cause) => {
    const refusal = parseOptions(args, folder);
    await expect(refusal).rejects.toThrow(cause);
    await expect(refusal).rejects.toBeInstanceOf(Failure);
    await expect(refusal).rejects.toMatchObject({
      code: 'rehearsal/options',
      remedy: expect.stringContaining('--repo PATH'),
    });
  });
});

it('takes uncommitted, untracked and deleted files along, and leaves the original alone', async () => {
  await writeFile(path.join(repository, 'kept'), 'changed\r\n');
  await writeFile(path.join(repository, 'new file'), 'c');
  await rm(path.join(repository, 'removed'));
  const status = await git(repository, 'status', '--porcelain');
  const copy = path.join(folder, 'copy');
  await repositoryFromWorkingTree(repository, copy);
  expect(await git(copy, 'ls-tree', '-r', '--name-only', 'HEAD')).toBe('kept\nnew file');
  expect(await git(copy, 'show', 'HEAD:kept')).toBe('changed\r');
  expect(await git(copy, 'rev-list', '--count', 'HEAD')).toBe('2');
  expect(await git(repository, 'status', '--porcelain')).toBe(status);
});

it('names the repository after its remote, or its folder', async () => {
  expect(await repositoryName(repository)).toBe('acme/My-shop');
  await git(repository, 'remote', 'add', 'origin', 'git@github.com:octo/Shop.git');
  expect(await repositoryName(repository)).toBe('octo/Shop');
});
