import { describe, expect, test } from 'vitest';
import { ancestryOf } from '../src/git/ancestry.ts';
import { downloadArchive } from '../src/git/archive.ts';
import { commitOnBranch, createCommit } from '../src/git/commits.ts';
import { readDivergence } from '../src/git/divergence.ts';
import { readFileHistory, VERSIONS } from '../src/git/file-history.ts';
import { blobId, listFiles } from '../src/git/files.ts';
import { createBranch, moveBranch, readBranch } from '../src/git/refs.ts';
import { clientOn, graph, graphError, networkError, type Step } from './transport.ts';

const repository = { owner: 'acme', repo: 'ops' };
const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const C = 'c'.repeat(40);
const NONE = '0'.repeat(40);
const at = (sha: string): Step => ({ status: 200, body: { object: { sha } } });
const ABSENT: Step = { status: 404, body: { message: 'Not Found' } };

describe('branches', () => {
  test('where one is; undefined for none', async () => {
    const on = clientOn([at(A), ABSENT]);
    expect(await readBranch(on.client, repository, 'sealift/x')).toBe(A);
    expect(on.requests[0]?.line).toBe(
      'GET https://api.github.com/repos/acme/ops/git/ref/heads%2Fsealift%2Fx',
    );
    expect(await readBranch(on.client, repository, 'x')).toBeUndefined();
  });

  const EXISTS: Step = { status: 422, body: { message: 'Reference already exists' } };
  test.each([
    ['made', [at(A)], 'moved', 1],
    ['an answer that was lost, and it is there', [{ status: 502 }, at(A)], 'moved', 2],
    ['an answer that was lost, and it is not', [{ status: 502 }, ABSENT, at(A)], 'moved', 3],
    ['there already, where it was wanted', [EXISTS, at(A)], 'moved', 2],
    ['there already, elsewhere', [EXISTS, at(B)], 'raced', 2],
    ['there and gone again', [EXISTS, ABSENT], 'raced', 2],
  ] as const)('create: %s', async (_name, steps, result, requests) => {
    const on = clientOn(steps);
    expect(await createBranch(on.client, repository, 'x', A)).toBe(result);
    expect(on.requests).toHaveLength(requests);
    expect(on.requests[0]?.body).toEqual({ ref: 'refs/heads/x', sha: A });
  });

  test('create: another refusal', async () => {
    const other = clientOn([{ status: 422, body: { message: 'Object does not exist' } }]);
    await expect(createBranch(other.client, repository, 'x', A)).rejects.toMatchObject({
      code: 'github/refused',
    });
    const forbidden = clientOn([{ status: 403 }]);
    await expect(createBranch(forbidden.client, repository, 'x', A)).rejects.toMatchObject({ status: 403 });
    expect(forbidden.requests).toHaveLength(1);
  });

  const move = (on: ReturnType<typeof clientOn>, to: string | undefined = B, force?: boolean) =>
    moveBranch(on.client, repository, 'R_1', { branch: 'x', from: A, to, ...(force ? { force } : {}) });
  const LOST = graphError('UNPROCESSABLE', 'Reference update failed');

  test.each([
    ['it moved', [graph({})], 'moved'],
    ['refused, and it is where it should be', [LOST, at(B)], 'moved'],
    ['refused, and it is elsewhere', [LOST, at(C)], 'raced'],
    ['refused, and it is gone', [LOST, ABSENT], 'raced'],
    ['stale', [graphError('STALE_DATA', 'x'), at(C)], 'raced'],
    ['no such branch', [graphError('NOT_FOUND', 'x'), ABSENT], 'raced'],
    ['the answer was lost, and it moved', [networkError('ECONNRESET'), at(B)], 'moved'],
    ['the answer was lost, and it did not move', [networkError('ECONNRESET'), at(A), graph({})], 'moved'],
  ] as const)('move: %s', async (_name, steps, result) => {
    const on = clientOn(steps);
    expect(await move(on)).toBe(result);
    expect(on.requests).toHaveLength(steps.length);
    expect(on.requests[0]?.body).toMatchObject({
      operationName: 'UpdateRefs',
      variables: {
        input: {
          repositoryId: 'R_1',
          refUpdates: [{ name: 'refs/heads/x', beforeOid: A, afterOid: B, force: false }],
        },
      },
    });
  });

  test('deleting is a move to nothing', async () => {
    const on = clientOn([LOST, ABSENT]);
    expect(await moveBranch(on.client, repository, 'R_1', { branch: 'x', from: A, to: undefined })).toBe(
      'moved',
    );
    expect(on.requests[0]?.body).toMatchObject({
      variables: { input: { refUpdates: [{ afterOid: NONE }] } },
    });
  });

  test('force stays a comparison', async () => {
    const on = clientOn([graph({})]);
    await move(on, B, true);
    expect(on.requests[0]?.body).toMatchObject({
      variables: { input: { refUpdates: [{ beforeOid: A, force: true }] } },
    });
  });

  test.each([
    'Protected branch update failed',
    'Repository rule violations found',
    'GH006: x',
    'GH013: x',
    'Changes must be made through a pull request.',
    'Required status check "x" is expected.',
  ])('a branch that did not move: %s', async (message) => {
    const on = clientOn([graphError('UNPROCESSABLE', message), at(A)]);
    await expect(move(on)).rejects.toMatchObject({
      code: 'github/protected-branch',
      remedy: expect.stringContaining('Bypass list'),
    });
  });

  test.each([
    ['for another reason', [LOST, at(A)], 'github/refused'],
    ['since the token may not', [graphError('FORBIDDEN', 'x')], 'github/forbidden'],
  ] as const)('a branch that did not move %s', async (_name, steps, code) => {
    const on = clientOn(steps);
    await expect(move(on)).rejects.toMatchObject({ code });
    expect(on.requests).toHaveLength(steps.length);
  });
});

describe('commits', () => {
  const FILES = [{ path: 'a/values.yaml', mode: '100644', text: 'tag: v2\n' }] as const;
  const commit = { baseTree: 't0', parents: [A], files: FILES, message: 'Deploy shop' };
  const tree = (sha: string, mode = '100644'): Step => ({
    status: 200,
    body: { truncated: false, tree: [{ path: 'a/values.yaml', mode, type: 'blob', sha }] },
  });
  const STORED = tree(blobId('tag: v2\n'));
  const made = (verified: boolean): Step => ({ status: 201, body: { sha: B, verification: { verified } } });

  test.each([true, false])('tree, read back, commit; verified %s', async (verified) => {
    const on = clientOn([{ status: 201, body: { sha: 't1' } }, STORED, made(verified)]);
    expect(await createCommit(on.client, repository, commit)).toEqual({ sha: B, verified });
    expect(on.requests[0]?.body).toEqual({
      base_tree: 't0',
      tree: [{ path: 'a/values.yaml', mode: '100644', type: 'blob', content: 'tag: v2\n' }],
    });
    expect(on.requests[1]?.line).toMatch(/git\/trees\/t1\?recursive=1$/);
    // Neither author nor committer: only then does GitHub sign.
    expect(on.requests[2]?.body).toEqual({ message: 'Deploy shop', tree: 't1', parents: [A] });
  });

  test.each([
    ['other bytes', tree(C)],
    ['another mode', tree(blobId('tag: v2\n'), '100755')],
    ['nothing', { status: 200, body: { truncated: false, tree: [] } }],
  ])('%s stored: no commit', async (_name, stored) => {
    const on = clientOn([{ status: 201, body: { sha: 't1' } }, stored]);
    await expect(createCommit(on.client, repository, commit)).rejects.toMatchObject({
      category: 'internal',
      code: 'github/stored-otherwise',
    });
    expect(on.requests).toHaveLength(2);
  });

  const onBranch = (on: ReturnType<typeof clientOn>, message = 'Deploy shop\n\nby hand\n') =>
    commitOnBranch(on.client, repository, 'main', A, { files: FILES, message });

  test('on a branch that is where it was seen', async () => {
    const on = clientOn([graph({ createCommitOnBranch: { commit: { oid: B } } })]);
    expect(await onBranch(on)).toEqual({ result: 'moved', sha: B });
    expect(on.requests[0]?.body).toMatchObject({
      variables: {
        input: {
          branch: { repositoryNameWithOwner: 'acme/ops', branchName: 'main' },
          expectedHeadOid: A,
          message: { headline: 'Deploy shop', body: 'by hand' },
          fileChanges: {
            additions: [{ path: 'a/values.yaml', contents: Buffer.from('tag: v2\n').toString('base64') }],
          },
        },
      },
    });
  });

  test.each(['STALE_DATA', 'UNPROCESSABLE', 'NOT_FOUND'])('%s and it has moved: raced', async (type) => {
    const on = clientOn([graphError(type, 'Expected branch to point to x'), at(C)]);
    expect(await onBranch(on)).toEqual({ result: 'raced', sha: '' });
  });

  test.each([
    ['protected', [graphError('UNPROCESSABLE', 'GH013: rule violations'), at(A)], 'github/protected-branch'],
    ['forbidden', [graphError('FORBIDDEN', 'no')], 'github/forbidden'],
  ] as const)('%s', async (_name, steps, code) => {
    const on = clientOn(steps);
    await expect(onBranch(on)).rejects.toMatchObject({ code });
    expect(on.requests).toHaveLength(steps.length);
  });

  test('an executable file would lose its mode', async () => {
    const on = clientOn([]);
    const files = [...FILES, { path: 'run.sh', mode: '100755', text: '' }] as const;
    await expect(
      commitOnBranch(on.client, repository, 'main', A, { files, message: 'x' }),
    ).rejects.toMatchObject({ code: 'github/executable-file', location: { file: 'run.sh' } });
    expect(on.requests).toEqual([]);
  });
});

describe('ancestry', () => {
  const node = (oid: string, parents: readonly string[], author: unknown = { name: 'Ann', user: null }) => ({
    oid,
    messageHeadline: `commit ${oid[0]}`,
    author,
    parents: { totalCount: parents.length, nodes: parents.slice(0, 1).map((parent) => ({ oid: parent })) },
  });
  const D = 'd'.repeat(40);
  const history = (nodes: readonly unknown[]) => graph({ repository: { object: { history: { nodes } } } });
  const LINE = history([
    node(A, [B], { name: 'Ann', user: { login: 'ann' } }),
    node(B, [C], null),
    node(C, [D, 'e'.repeat(40)]),
    node(D, []),
  ]);

  test('in the straight line: one question for all', async () => {
    const on = clientOn([LINE]);
    const ancestry = ancestryOf(on.client, repository, A);
    expect(await ancestry(A)).toEqual({ relation: 'same', ahead: 0, behind: 0, commits: [] });
    expect(await ancestry(C)).toEqual({
      relation: 'ancestor',
      ahead: 2,
      behind: 0,
      commits: [
        { sha: A, title: 'commit a', author: 'ann' },
        { sha: B, title: 'commit b' },
      ],
    });
    expect(on.requests).toHaveLength(1);
    expect(on.requests[0]?.body).toMatchObject({ variables: { owner: 'acme', repo: 'ops', head: A } });
  });

  const compared = (
    status: string,
    ahead: number,
    behind: number,
    commits: readonly unknown[] = [],
  ): Step => ({
    status: 200,
    body: { status, ahead_by: ahead, behind_by: behind, commits },
  });

  test.each([
    ['ahead', 'ancestor'],
    ['behind', 'descendant'],
    ['identical', 'same'],
    ['diverged', 'diverged'],
  ])('beyond a merge it takes a comparison: %s', async (status, relation) => {
    const on = clientOn([LINE, compared(status, 3, 4)]);
    // D is in the list, below a merge: what lies between, the list does not say.
    expect(await ancestryOf(on.client, repository, A)(D)).toEqual({
      relation,
      ahead: 3,
      behind: 4,
      commits: [],
    });
    expect(on.requests[1]?.line).toBe(`GET https://api.github.com/repos/acme/ops/compare/${D}...${A}`);
  });

  test('the newest commits first, fifty at most, with login or name', async () => {
    const many = Array.from({ length: 52 }, (_, index) => ({
      sha: String(index),
      commit: { message: `title ${index}\n\nbody`, author: index === 51 ? null : { name: 'Ann' } },
      author: index === 50 ? { login: 'ann' } : null,
    }));
    const on = clientOn([history([]), compared('ahead', 52, 0, many)]);
    const { commits } = await ancestryOf(on.client, repository, A)(B);
    expect(commits).toHaveLength(50);
    expect(commits.slice(0, 3)).toEqual([
      { sha: '51', title: 'title 51' },
      { sha: '50', title: 'title 50', author: 'ann' },
      { sha: '49', title: 'title 49', author: 'Ann' },
    ]);
    expect(commits.at(-1)?.sha).toBe('2');
  });

  test('a commit that the repository does not have is unknown; nothing is asked twice', async () => {
    const on = clientOn([graph({ repository: { object: null } }), ABSENT]);
    const ancestry = ancestryOf(on.client, repository, A);
    const unknown = { relation: 'unknown', ahead: 0, behind: 0, commits: [] };
    expect(await Promise.all([ancestry(B), ancestry(B)])).toEqual([unknown, unknown]);
    expect(on.requests).toHaveLength(2);
  });

  test('a comparison that is refused is no verdict', async () => {
    const on = clientOn([graph({ repository: null }), { status: 403 }]);
    await expect(ancestryOf(on.client, repository, A)(B)).rejects.toMatchObject({ status: 403 });
  });
});

test('what a branch has that its base lacks', async () => {
  const on = clientOn([
    {
      status: 200,
      body: {
        merge_base_commit: { sha: A },
        ahead_by: 2,
        commits: [
          {
            sha: B,
            author: { login: 'ann' },
            parents: [{ sha: A }],
            commit: { message: 'Deploy', author: { name: 'Ann' }, verification: { verified: true } },
          },
          { sha: C, author: null, parents: [{ sha: B }], commit: { message: 'Mend', author: null } },
        ],
        files: [
          { filename: 'a', sha: 'd1', status: 'modified' },
          { filename: 'b', sha: 'd2', status: 'removed' },
          { filename: 'd', sha: 'd3', status: 'renamed', previous_filename: 'c' },
        ],
      },
    },
  ]);
  expect(await readDivergence(on.client, repository, 'main', 'x')).toEqual({
    mergeBase: A,
    ahead: 2,
    commits: [
      { sha: B, parents: [A], message: 'Deploy', author: 'ann', name: 'Ann', verified: true },
      { sha: C, parents: [B], message: 'Mend', author: undefined, name: '', verified: false },
    ],
    files: new Map([
      ['a', 'd1'],
      ['b', undefined],
      ['c', undefined],
      ['d', 'd3'],
    ]),
    complete: true,
  });
  expect(on.requests[0]?.line).toBe('GET https://api.github.com/repos/acme/ops/compare/main...x');
});

describe('an archive', () => {
  const bytes = (count: number): Step => ({
    status: 200,
    body: new Uint8Array(count).fill(7),
    headers: { 'content-type': 'application/x-gzip' },
  });
  const download = (on: ReturnType<typeof clientOn>, limit = 4) =>
    downloadArchive(on.client, repository, A, limit);

  test('exactly as large as allowed', async () => {
    const on = clientOn([bytes(4)]);
    expect([...(await download(on))]).toEqual([7, 7, 7, 7]);
    expect(on.requests[0]?.line).toBe(`GET https://api.github.com/repos/acme/ops/tarball/${A}`);
  });

  test('one byte more', async () => {
    await expect(download(clientOn([bytes(5)]))).rejects.toMatchObject({ code: 'github/archive-too-large' });
  });

  test('JSON inside is bytes, too', async () => {
    const on = clientOn([{ status: 200, body: '{}' }]);
    expect(Buffer.from(await download(on)).toString()).toBe('{}');
  });

  test('trouble that passes', async () => {
    const on = clientOn([{ status: 503 }, networkError('ECONNRESET'), 'broken body', bytes(1)]);
    expect(await download(on)).toHaveLength(1);
    expect(on.requests).toHaveLength(4);
  });

  test.each([401, 403, 404])('%i names the permission', async (status) => {
    await expect(download(clientOn([{ status }]))).rejects.toMatchObject({
      code: 'github/archive-refused',
      message: `The files of acme/ops cannot be downloaded (HTTP ${status}).`,
      remedy: expect.stringContaining('"contents: read"'),
    });
  });

  test('other failures stay what they are', async () => {
    await expect(download(clientOn([{ status: 409 }]))).rejects.toMatchObject({ code: 'github/conflict' });
  });
});

describe('file history', () => {
  const blob = (text: string | null, oid = blobId(text ?? '')) => ({ object: { oid, text } });
  const version = (oid: string, file: unknown) => ({ oid, committedDate: '2026-01-01T00:00:00Z', file });

  test('versions whose text is whole', async () => {
    const on = clientOn([
      graph({
        repository: {
          object: {
            h0: {
              nodes: [
                version(A, blob('one')),
                version(B, blob('cut off', C)),
                version(C, null),
                version(A, blob(null)),
                version(B, { object: null }),
                version(C, blob('two')),
              ],
            },
            h1: { nodes: [] },
          },
        },
      }),
    ]);
    const found = await readFileHistory(on.client, repository, A, ['a.yaml', 'b.yaml']);
    expect([...found]).toEqual([
      [
        'a.yaml',
        [
          { commit: A, date: '2026-01-01T00:00:00Z', text: 'one' },
          { commit: C, date: '2026-01-01T00:00:00Z', text: 'two' },
        ],
      ],
      ['b.yaml', []],
    ]);
    expect(on.requests[0]?.body).toMatchObject({
      query: expect.stringContaining(`first: ${VERSIONS}`),
      variables: { head: A, f0: 'a.yaml', f1: 'b.yaml' },
    });
  });

  test.each([null, { object: null }])('of a repository %j', async (found) => {
    const on = clientOn([graph({ repository: found })]);
    expect([...(await readFileHistory(on.client, repository, A, ['a']))]).toEqual([['a', []]]);
  });
});

describe('all files', () => {
  const entry = (path: string, type: string) => ({ path, type, mode: '100644', sha: 's' });
  test('without folders', async () => {
    const on = clientOn([{ status: 200, body: { tree: [entry('a', 'tree'), entry('a/b', 'blob')] } }]);
    expect(await listFiles(on.client, repository, 't')).toEqual(['a/b']);
  });
  test('a list that is cut off is none', async () => {
    const on = clientOn([{ status: 200, body: { truncated: true, tree: [entry('a/b', 'blob')] } }]);
    await expect(listFiles(on.client, repository, 't')).rejects.toMatchObject({
      code: 'github/too-many-files',
    });
  });
});
