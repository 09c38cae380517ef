import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../src/run.ts';
import { runGit, VALUES } from '../src/stand-in.ts';
import { failureOf, type Octokit, type StandIn, startStandIn } from './octokit.ts';

const shop = { owner: 'acme', repo: 'shop' };
let standIn: StandIn;
let run: Run;
let octokit: Octokit;
let gitDir: string;
let main: string;

beforeAll(async () => {
  standIn = await startStandIn();
  const repository = await standIn.github.createRepository({
    owner: 'acme',
    name: 'shop',
    from: standIn.source,
  });
  gitDir = repository.gitDir;
  run = await standIn.startRun({ jobs: { build: { contents: 'write' } } });
  octokit = standIn.octokit(run.token('build'));
  main = (await octokit.rest.git.getRef({ ...shop, ref: 'heads/main' })).data.object.sha;
});
afterAll(async () => {
  expect(standIn.github.report(run).bugs).toEqual([]);
  await standIn.stop();
});

/** A commit on top of `parent` that writes one file. */
async function commitFile(
  parent: string,
  file: string,
  content: string,
  person?: { name: string; email: string },
) {
  const tree = await octokit.rest.git.createTree({
    ...shop,
    base_tree: parent,
    tree: [{ path: file, mode: '100644', type: 'blob', content }],
  });
  return octokit.rest.git.createCommit({
    ...shop,
    message: `Write ${file}`,
    tree: tree.data.sha,
    parents: [parent],
    ...(person === undefined ? {} : { author: person }),
  });
}

describe('objects', () => {
  test('a blob comes back byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 200, 7]);
    const { data } = await octokit.rest.git.createBlob({
      ...shop,
      content: bytes.toString('base64'),
      encoding: 'base64',
    });
    const read = await octokit.rest.git.getBlob({ ...shop, file_sha: data.sha });
    expect(Buffer.from(read.data.content, 'base64')).toEqual(bytes);
    expect(read.data).toMatchObject({ size: 6, encoding: 'base64' });
    expect(await runGit(['cat-file', '-t', data.sha], gitDir)).toBe('blob');
  });

  test('a tree on a base keeps what it does not name, modes and removals included', async () => {
    const { data: script } = await octokit.rest.git.createBlob({ ...shop, content: '#!/bin/sh\n' });
    const { data: first } = await octokit.rest.git.createTree({
      ...shop,
      base_tree: main,
      tree: [{ path: 'deploy/run.sh', mode: '100755', type: 'blob', sha: script.sha }],
    });
    const { data: second } = await octokit.rest.git.createTree({
      ...shop,
      base_tree: first.sha,
      tree: [
        { path: 'deploy/helm/api/values.yaml', mode: '100644', type: 'blob', content: VALUES },
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
      ],
    });
    const { data } = await octokit.rest.git.getTree({ ...shop, tree_sha: second.sha, recursive: 'true' });
    expect(data.tree.map(({ path: name, mode }) => `${mode} ${name}`)).toEqual([
      '040000 deploy',
      '040000 deploy/helm',
      '040000 deploy/helm/api',
      '100644 deploy/helm/api/values.yaml',
      '100755 deploy/run.sh',
      '100644 values.yaml',
    ]);
    expect(await runGit(['show', `${second.sha}:deploy/helm/api/values.yaml`], gitDir)).toBe(
      VALUES.trimEnd(),
    );
  });

  test.each([
    ['outside of the repository', '../escape'],
    ['in git’s own folder', '.git/config'],
  ])('a path %s is refused', async (_, name) => {
    const failure = await failureOf(
      octokit.rest.git.createTree({
        ...shop,
        base_tree: main,
        tree: [{ path: name, mode: '100644', type: 'blob', content: 'x' }],
      }),
    );
    expect(failure).toMatchObject({
      status: 422,
      data: { message: 'tree.path contains a malformed path component' },
    });
  });

  test('an object that does not exist is refused', async () => {
    const absent = 'f'.repeat(40);
    const tree = failureOf(
      octokit.rest.git.createTree({
        ...shop,
        tree: [{ path: 'x', mode: '100644', type: 'blob', sha: absent }],
      }),
    );
    expect(await tree).toMatchObject({
      status: 422,
      data: { message: `tree.sha ${absent} is not a valid blob` },
    });
    const commit = failureOf(octokit.rest.git.createCommit({ ...shop, message: 'x', tree: absent }));
    expect(await commit).toMatchObject({ status: 422, data: { message: 'Tree SHA does not exist' } });
    expect(await failureOf(octokit.rest.git.getBlob({ ...shop, file_sha: absent }))).toMatchObject({
      status: 404,
    });
  });

  test('a job may not touch workflows', async () => {
    const failure = await failureOf(
      octokit.rest.git.createTree({
        ...shop,
        tree: [{ path: '.github/workflows/x.yml', mode: '100644', type: 'blob', content: 'on: push\n' }],
      }),
    );
    expect(failure).toMatchObject({
      status: 403,
      data: { message: 'Resource not accessible by integration' },
    });
    expect(standIn.github.report(run).denials.at(-1)).toMatchObject({
      permission: 'workflows',
      job: 'build',
    });
  });
});

describe('commits', () => {
  test('what a bot commits in its own name is signed, and git itself can verify it', async () => {
    const { data } = await commitFile(main, 'a.txt', 'a\n');
    expect(data.verification).toMatchObject({ verified: true, reason: 'valid' });
    expect(data.author).toMatchObject({
      name: 'github-actions[bot]',
      email: '41898282+github-actions[bot]@users.noreply.github.com',
    });
    const signers = path.join(standIn.dir, 'signers');
    await writeFile(signers, `* namespaces="git" ${standIn.github.commitKey}\n`);
    const verify = (id: string) =>
      runGit(
        ['-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${signers}`, 'verify-commit', id],
        gitDir,
      );
    await expect(verify(data.sha)).resolves.toBeDefined();
    await expect(verify(main)).rejects.toThrow();
    expect(await runGit(['fsck', '--strict', '--no-dangling'], gitDir)).toBe('');
  });

  test('a commit with an author, or of a person, is not signed', async () => {
    const { data } = await commitFile(main, 'a.txt', 'a\n', {
      name: 'Mallory',
      email: 'mallory@example.invalid',
    });
    expect(data.verification).toMatchObject({ verified: false, reason: 'unsigned' });
    const token = standIn.github.createUserToken({
      login: 'alice',
      repositories: ['acme/shop'],
      permissions: { contents: 'write' },
    });
    const { data: own } = await standIn
      .octokit(token)
      .rest.git.createCommit({ ...shop, message: 'x', tree: data.tree.sha, parents: [main] });
    expect(own).toMatchObject({ author: { name: 'alice' }, verification: { verified: false } });
  });

  test('a name cannot bring headers of its own into a commit', async () => {
    const { data } = await commitFile(main, 'b.txt', 'b\n', {
      name: 'X\nparent 123\n<',
      email: 'x@example.invalid',
    });
    expect(data.author.name).toBe('Xparent 123');
    expect(data.parents.map(({ sha }) => sha)).toEqual([main]);
  });

  test('lists page by page with links, newest first', async () => {
    let tip = main;
    for (const name of ['1', '2', '3', '4']) tip = (await commitFile(tip, name, name)).data.sha;
    await octokit.rest.git.createRef({ ...shop, ref: 'refs/heads/list', sha: tip });
    const first = await octokit.rest.repos.listCommits({ ...shop, sha: 'list', per_page: 2 });
    expect(first.headers.link).toContain('rel="next"');
    const all = await octokit.paginate(octokit.rest.repos.listCommits, { ...shop, sha: 'list', per_page: 2 });
    expect(all.map(({ commit }) => commit.message)).toEqual([
      'Write 4',
      'Write 3',
      'Write 2',
      'Write 1',
      'Initial commit\n',
    ]);
    const one = await octokit.rest.repos.listCommits({ ...shop, sha: 'list', path: '3' });
    expect(one.data).toHaveLength(1);
  });

  test('one commit comes with its files and counts', async () => {
    const { data: commit } = await commitFile(main, 'values.yaml', VALUES.replace('1.0.0', '1.1.0'));
    const { data } = await octokit.rest.repos.getCommit({ ...shop, ref: commit.sha });
    expect(data.stats).toEqual({ total: 2, additions: 1, deletions: 1 });
    expect(data.files?.[0]).toMatchObject({ filename: 'values.yaml', status: 'modified' });
    expect(data.files?.[0]?.patch).toContain('+  tag: "1.1.0"');
    expect(data.author?.login).toBe('github-actions[bot]');
    expect(await failureOf(octokit.rest.repos.getCommit({ ...shop, ref: 'absent' }))).toMatchObject({
      status: 422,
    });
  });
});

describe('refs', () => {
  const messages = [
    ['a missing object', { ref: 'refs/heads/new', sha: 'e'.repeat(40) }, 'Object does not exist'],
    ['no refs/', { ref: 'heads/new', sha: '' }, "Reference name must start with 'refs/'."],
    [
      'too few parts',
      { ref: 'refs/new', sha: '' },
      'Reference name must contain at least three slash-separated components.',
    ],
    ['a present name', { ref: 'refs/heads/main', sha: '' }, 'Reference already exists'],
    ['a name of GitHub’s', { ref: 'refs/pull/1/head', sha: '' }, 'refs/pull/1/head is not a valid ref name.'],
    ['no name at all', { ref: 'refs/heads/a..b', sha: '' }, 'refs/heads/a..b is not a valid ref name.'],
  ] as const;
  test.each(messages)('creating with %s is refused in GitHub’s words', async (_, { ref, sha }, message) => {
    const failure = await failureOf(octokit.rest.git.createRef({ ...shop, ref, sha: sha || main }));
    expect(failure).toMatchObject({
      status: 422,
      data: {
        message,
        documentation_url: 'https://docs.github.com/rest/git/refs#create-a-reference',
        status: '422',
      },
    });
  });

  test('a branch holds commits only', async () => {
    const { data } = await octokit.rest.git.createBlob({ ...shop, content: 'x' });
    const failure = await failureOf(
      octokit.rest.git.createRef({ ...shop, ref: 'refs/heads/blob', sha: data.sha }),
    );
    expect(failure.data.message).toBe('Reference update failed');
  });

  test('a ref goes forward, and elsewhere only by force', async () => {
    const one = (await commitFile(main, 'one', '1')).data.sha;
    const two = (await commitFile(one, 'two', '2')).data.sha;
    const other = (await commitFile(main, 'other', 'o')).data.sha;
    await octokit.rest.git.createRef({ ...shop, ref: 'refs/heads/deep/forward', sha: one });
    const update = (sha: string, force = false) =>
      octokit.rest.git.updateRef({ ...shop, ref: 'heads/deep/forward', sha, force });
    expect((await update(two)).data.object.sha).toBe(two);
    for (const sha of [one, other])
      expect(await failureOf(update(sha))).toMatchObject({
        status: 422,
        data: { message: 'Update is not a fast forward' },
      });
    expect((await update(other, true)).data.object.sha).toBe(other);
    expect(await runGit(['rev-parse', 'refs/heads/deep/forward'], gitDir)).toBe(other);
    await octokit.rest.git.deleteRef({ ...shop, ref: 'heads/deep/forward' });
    expect(await failureOf(update(two))).toMatchObject({
      status: 422,
      data: { message: 'Reference does not exist' },
    });
    const again = failureOf(octokit.rest.git.deleteRef({ ...shop, ref: 'heads/deep/forward' }));
    expect(await again).toMatchObject({ status: 422, data: { message: 'Reference does not exist' } });
  });

  test('of two updates at once that exclude each other, one wins', async () => {
    const left = (await commitFile(main, 'left', 'l')).data.sha;
    const right = (await commitFile(main, 'right', 'r')).data.sha;
    await octokit.rest.git.createRef({ ...shop, ref: 'refs/heads/race', sha: main });
    const results = await Promise.allSettled(
      [left, right].map((sha) => octokit.rest.git.updateRef({ ...shop, ref: 'heads/race', sha })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('matching refs are found by their beginning', async () => {
    await octokit.rest.git.createRef({ ...shop, ref: 'refs/heads/match/one', sha: main });
    await octokit.rest.git.createRef({ ...shop, ref: 'refs/heads/match/two', sha: main });
    const { data } = await octokit.rest.git.listMatchingRefs({ ...shop, ref: 'heads/match/' });
    expect(data.map(({ ref }) => ref)).toEqual(['refs/heads/match/one', 'refs/heads/match/two']);
    expect(await failureOf(octokit.rest.git.getRef({ ...shop, ref: 'heads/match' }))).toMatchObject({
      status: 404,
    });
  });
});

describe('contents', () => {
  test('a file, raw too, with its line ends', async () => {
    const { data } = await octokit.rest.repos.getContent({ ...shop, path: 'values.yaml', ref: main });
    if (Array.isArray(data) || data.type !== 'file') throw new Error('not a file');
    expect(Buffer.from(data.content, 'base64').toString()).toBe(VALUES);
    const raw = await octokit.rest.repos.getContent({
      ...shop,
      path: 'values.yaml',
      mediaType: { format: 'raw' },
    });
    expect(raw.data).toBe(VALUES);
  });

  test('a folder, and what is not there', async () => {
    const { data } = await octokit.rest.repos.getContent({ ...shop, path: '', ref: 'main' });
    expect(data).toMatchObject([
      { name: 'README.md', type: 'file' },
      { name: 'values.yaml', type: 'file' },
    ]);
    const object = await octokit.rest.repos.getContent({
      ...shop,
      path: '',
      mediaType: { format: 'object' },
    });
    expect(object.data).toMatchObject({ type: 'dir', entries: [{}, {}] });
    for (const wanted of [
      { path: 'absent' },
      { path: 'values.yaml', ref: 'absent' },
      { path: 'a/../../etc' },
    ])
      expect(await failureOf(octokit.rest.repos.getContent({ ...shop, ...wanted }))).toMatchObject({
        status: 404,
      });
  });

  test('above 1 MB the content is only there raw', async () => {
    const big = 'x'.repeat(1024 * 1024 + 1);
    const { data: commit } = await commitFile(main, 'big.txt', big);
    const { data } = await octokit.rest.repos.getContent({ ...shop, path: 'big.txt', ref: commit.sha });
    expect(data).toMatchObject({ encoding: 'none', content: '', size: big.length });
    const raw = await octokit.rest.repos.getContent({
      ...shop,
      path: 'big.txt',
      ref: commit.sha,
      mediaType: { format: 'raw' },
    });
    expect(String(raw.data)).toHaveLength(big.length);
  });
});

describe('branches and comparison', () => {
  test('branches', async () => {
    await octokit.rest.git.createRef({ ...shop, ref: 'refs/heads/feature/a', sha: main });
    const { data } = await octokit.rest.repos.getBranch({ ...shop, branch: 'feature/a' });
    expect(data).toMatchObject({ name: 'feature/a', protected: false, commit: { sha: main } });
    const names = await octokit.paginate(octokit.rest.repos.listBranches, { ...shop, per_page: 3 });
    expect(names.map(({ name }) => name)).toContain('feature/a');
    expect(await failureOf(octokit.rest.repos.getBranch({ ...shop, branch: 'absent' }))).toMatchObject({
      status: 404,
      data: { message: 'Branch not found' },
    });
  });

  test.each([
    ['identical', 'base', 'base', 0, 0],
    ['ahead', 'base', 'left', 1, 0],
    ['behind', 'left', 'base', 0, 1],
    ['diverged', 'right', 'left', 1, 1],
  ])('%s', async (status, from, to, ahead, behind) => {
    const heads: Record<string, string> = {
      base: main,
      left: (await commitFile(main, 'left file.txt', 'l\n')).data.sha,
      right: (await commitFile(main, 'right', 'r')).data.sha,
    };
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      ...shop,
      basehead: `${heads[from]}...${heads[to]}`,
    });
    expect(data).toMatchObject({ status, ahead_by: ahead, behind_by: behind, total_commits: ahead });
    expect(data.files?.map(({ filename }) => filename)).toEqual(to === 'left' ? ['left file.txt'] : []);
    expect(data.merge_base_commit.sha).toBe(main);
  });
});

test('history is copied from a repository; a folder without one becomes a first commit', async () => {
  expect(main).toBe(await runGit(['rev-parse', 'HEAD'], standIn.source));
  const folder = path.join(standIn.dir, 'folder');
  await mkdir(folder);
  await writeFile(path.join(folder, 'values.yaml'), VALUES);
  const made = await standIn.github.createRepository({
    owner: 'acme',
    name: 'folder',
    from: folder,
    defaultBranch: 'trunk',
  });
  expect(await runGit(['log', '--format=%s', 'trunk'], made.gitDir)).toBe('Initial commit');
  expect(await runGit(['show', 'trunk:values.yaml'], made.gitDir)).toBe(VALUES.trimEnd());
  await expect(
    standIn.github.createRepository({
      owner: 'acme',
      name: 'other',
      from: standIn.source,
      defaultBranch: 'absent',
    }),
  ).rejects.toMatchObject({ category: 'configuration' });
  await expect(standIn.github.createRepository({ owner: 'acme', name: 'shop' })).rejects.toThrow('already');
});

test('the repository itself', async () => {
  const { data } = await octokit.rest.repos.get(shop);
  expect(data).toMatchObject({
    full_name: 'acme/shop',
    private: true,
    visibility: 'private',
    default_branch: 'main',
  });
});
