import { describe, expect, test } from 'vitest';
import { blobId } from '../src/git/files.ts';
import { readFilesAt, readOps } from '../src/repository/ops-repository.ts';
import { formatRepositoryName, parseRepositoryName, readRepository } from '../src/repository/repository.ts';
import { clientOn, graph } from './transport.ts';

const repository = { owner: 'acme', repo: 'old' };
const A = 'a'.repeat(40);

const file = (text: string | null, change: object = {}) => ({
  mode: 0o100644,
  type: 'blob',
  object: { oid: blobId(text ?? ''), byteSize: 1, isTruncated: false, isBinary: false, text },
  ...change,
});
const ref = (name: string, files: object = {}) => ({
  name,
  target: { oid: A, tree: { oid: 'tree' }, ...files },
});
const pull = (number: number) => ({
  id: `PR_${number}`,
  number,
  url: 'u',
  state: 'OPEN',
  isDraft: false,
  title: 't',
  body: 'b',
  headRefName: 'h',
  headRefOid: A,
  baseRefName: 'main',
  isCrossRepository: false,
  viewerDidAuthor: false,
  mergeable: 'MERGEABLE',
  isInMergeQueue: false,
  labels: null,
});
const answer = (change: object = {}) =>
  graph({
    viewer: { login: 'bot' },
    repository: {
      id: 'R_1',
      name: 'ops',
      owner: { login: 'acme' },
      isArchived: false,
      defaultBranchRef: { name: 'main' },
      base: ref('main', { f0: file('text\n') }),
      open: { nodes: [pull(3), pull(5)] },
      head0: ref('bump', { f0: file('other\n') }),
      pulls0: { nodes: [pull(5), pull(4)] },
      ...change,
    },
  });
const QUESTION = { base: undefined, branches: ['bump'], files: ['a.yaml'] };

describe('one look', () => {
  test('rules, branches with files, and pull requests, each once', async () => {
    const on = clientOn([answer()]);
    const view = await readOps(on.client, repository, QUESTION);
    expect(view).toMatchObject({
      repository: { owner: 'acme', repo: 'ops' },
      id: 'R_1',
      viewer: 'bot',
      archived: false,
      defaultBranch: 'main',
      base: { branch: 'main', commit: A, tree: 'tree' },
    });
    expect(view.base?.files.get('a.yaml')).toEqual({
      path: 'a.yaml',
      mode: '100644',
      blob: blobId('text\n'),
      text: 'text\n',
    });
    expect(view.heads.get('bump')?.files.get('a.yaml')?.text).toBe('other\n');
    expect(view.pulls.map(({ number }) => number)).toEqual([5, 4, 3]);
    expect(on.requests).toHaveLength(1);
    expect(on.requests[0]?.body).toMatchObject({
      variables: { owner: 'acme', repo: 'old', r0: 'refs/heads/bump', b0: 'bump', f0: 'a.yaml' },
    });
  });

  test('labels that the repository has', async () => {
    const on = clientOn([answer({ label0: { id: 'LA_1', name: 'Deploy' }, label1: null })]);
    const view = await readOps(on.client, repository, { ...QUESTION, labels: ['deploy', 'new'] });
    expect(view.labels).toEqual([{ id: 'LA_1', name: 'Deploy' }]);
    expect(on.requests[0]?.body).toMatchObject({ variables: { l0: 'deploy', l1: 'new' } });
  });

  test('a base by name', async () => {
    const on = clientOn([answer()]);
    await readOps(on.client, repository, { ...QUESTION, base: 'prod' });
    expect(on.requests[0]?.body).toMatchObject({ variables: { base: 'refs/heads/prod', baseName: 'prod' } });
  });

  test('branches and files that are not there', async () => {
    const on = clientOn([answer({ head0: null, base: ref('main', { f0: null }), defaultBranchRef: null })]);
    const view = await readOps(on.client, repository, QUESTION);
    expect(view.heads.size).toBe(0);
    expect(view.base?.files.size).toBe(0);
    expect(view.defaultBranch).toBe('');
  });

  test('a text that GitHub changed or cut off is fetched, once', async () => {
    const cut = file('cut', { object: { oid: blobId('whole'), text: 'cut' } });
    const on = clientOn([
      answer({ base: ref('main', { f0: cut }), head0: ref('bump', { f0: cut }) }),
      { status: 200, body: { encoding: 'base64', content: btoa('whole'), sha: 's' } },
    ]);
    const view = await readOps(on.client, repository, QUESTION);
    expect(view.base?.files.get('a.yaml')?.text).toBe('whole');
    expect(view.heads.get('bump')?.files.get('a.yaml')?.text).toBe('whole');
    expect(on.requests[1]?.line).toMatch(new RegExp(`/git/blobs/${blobId('whole')}$`));
    expect(on.requests).toHaveLength(2);
  });

  test('a symbolic link', async () => {
    const on = clientOn([answer({ base: ref('main', { f0: file('x', { mode: 0o120000 }) }) })]);
    await expect(readOps(on.client, repository, QUESTION)).rejects.toMatchObject({
      code: 'github/not-a-file',
    });
  });

  test('a repository that nobody sees', async () => {
    const on = clientOn([graph({ viewer: { login: 'bot' }, repository: null })]);
    await expect(readOps(on.client, repository, QUESTION)).rejects.toMatchObject({
      code: 'github/not-found',
      message: expect.stringContaining('acme/old'),
    });
  });
});

test('files at a commit, or no such commit', async () => {
  const on = clientOn([
    graph({ repository: { object: { oid: A, tree: { oid: 'tree' }, f0: file('text\n') } } }),
    graph({ repository: { object: null } }),
    graph({ repository: null }),
    graph({ repository: { object: { oid: A } } }),
  ]);
  const read = () => readFilesAt(on.client, repository, A, ['a.yaml']);
  expect((await read())?.files.get('a.yaml')?.text).toBe('text\n');
  expect(on.requests[0]?.body).toMatchObject({ variables: { commit: A, f0: 'a.yaml' } });
  expect(await read()).toBeUndefined();
  expect(await read()).toBeUndefined();
  // A tag's object is no commit.
  expect(await read()).toBeUndefined();
});

describe('names', () => {
  test.each(['acme/ops', 'a/b.c', 'acme-x/_', 'acme_corp/x', 'a/..x'])('%s', (text) => {
    expect(formatRepositoryName(parseRepositoryName(text))).toBe(text);
  });
  test.each([
    'acme',
    'acme/',
    '/ops',
    'a/b/c',
    '-a/b',
    'a/..',
    'a/.',
    'a b/c',
    `${'a'.repeat(40)}/b`,
    `a/${'b'.repeat(101)}`,
  ])('%s is none', (text) => {
    expect(() => parseRepositoryName(text)).toThrow(/is not a repository/);
  });
  test('the present one', async () => {
    const body = { name: 'ops', owner: { login: 'acme' }, default_branch: 'main', archived: true };
    expect(await readRepository(clientOn([{ status: 200, body }]).client, repository)).toEqual({
      owner: 'acme',
      repo: 'ops',
      defaultBranch: 'main',
      archived: true,
    });
  });
});

describe('more than one question takes', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `${index}.yaml`);
  const filled = (from: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, file(`${from + index}`)]));

  test('files: the rest is read at the commit that was seen', async () => {
    const rest = () =>
      graph({ repository: { object: { oid: A, tree: { oid: 'tree' }, ...filled(300, 20) } } });
    const on = clientOn([answer({ base: ref('main', filled(0, 300)), head0: null }), rest()]);
    const view = await readOps(on.client, repository, { ...QUESTION, files: names(320) });
    expect(on.requests).toHaveLength(2);
    expect(view.base?.files.size).toBe(320);
    expect(view.base?.files.get('319.yaml')?.text).toBe('319');
  });

  test('open pull requests: page by page, and what is left is said', async () => {
    const pageInfo = { hasNextPage: true, endCursor: 'x' };
    const more = (number: number, hasNextPage: boolean) =>
      graph({ repository: { open: { nodes: [pull(number)], pageInfo: { hasNextPage, endCursor: 'y' } } } });
    const first = () => answer({ open: { nodes: [pull(9)], pageInfo } });
    const two = clientOn([first(), more(2, true), more(1, false)]);
    expect(await readOps(two.client, repository, QUESTION)).toMatchObject({ morePulls: false });
    expect(two.requests).toHaveLength(3);
    const endless = clientOn([first(), ...Array.from({ length: 20 }, (_, index) => more(100 + index, true))]);
    const view = await readOps(endless.client, repository, QUESTION);
    expect(view.morePulls).toBe(true);
    expect(view.pulls.map(({ number }) => number)).toContain(119);
  });
});
