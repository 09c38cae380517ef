import { describe, expect, test } from 'vitest';
import { createGitHubClient } from '../src/client/client.ts';
import { blobId, findFiles, readBlob } from '../src/git/files.ts';
import { createTransport, type Step } from './transport.ts';

const repository = { owner: 'acme', repo: 'ops' };
const clientOn = (steps: readonly Step[]) => {
  const transport = createTransport(steps);
  return { ...transport, client: createGitHubClient({ ...transport.options, token: 't' }) };
};
const tree = (
  entries: readonly (readonly [path: string, mode: string, sha: string])[],
  truncated = false,
): Step => ({
  status: 200,
  body: {
    sha: 'x',
    truncated,
    tree: entries.map(([path, mode, sha]) => ({
      path,
      mode,
      sha,
      type: mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob',
    })),
  },
});

test('files with their modes; what is absent is absent', async () => {
  const on = clientOn([
    tree([
      ['a', '040000', 't'],
      ['a/b.yaml', '100644', 'b1'],
      ['a/c.sh', '100755', 'b2'],
    ]),
  ]);
  expect([
    ...(await findFiles(on.client, repository, 'root', ['a/b.yaml', 'a/c.sh', 'a/d'])).values(),
  ]).toEqual([
    { path: 'a/b.yaml', mode: '100644', blob: 'b1' },
    { path: 'a/c.sh', mode: '100755', blob: 'b2' },
  ]);
  expect(on.requests).toHaveLength(1);
});

test('a listing that GitHub cut off is walked folder by folder, each once', async () => {
  const on = clientOn([
    tree([['z', '100644', 'b0']], true),
    tree([
      ['a', '040000', 't1'],
      ['z', '100644', 'b0'],
    ]),
    tree([['b', '040000', 't2']]),
    tree([
      ['x.yaml', '100644', 'b1'],
      ['y.yaml', '100644', 'b2'],
    ]),
  ]);
  const found = await findFiles(on.client, repository, 'root', ['a/b/x.yaml', 'a/b/y.yaml', 'a/b/none', 'z']);
  expect([...found.keys()]).toEqual(['a/b/x.yaml', 'a/b/y.yaml', 'z']);
  expect(on.requests).toHaveLength(4);
});

describe('refused', () => {
  test.each([
    ['a link', [['a', '120000', 's']], 'a', /is a symbolic link/],
    ['below a link', [['a', '120000', 's']], 'a/b', /is below a symbolic link/],
    ['below a submodule', [['a', '160000', 's']], 'a/b', /is below a submodule/],
    ['a folder', [['a', '040000', 's']], 'a', /is a folder/],
    ['below a file', [['a', '100644', 's']], 'a/b', /is below a file/],
  ] as const)('%s', async (_name, entries, path, message) => {
    await expect(
      findFiles(clientOn([tree(entries)]).client, repository, 'root', [path]),
    ).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(message),
    });
  });

  test('a file over the limit', async () => {
    const on = clientOn([{ status: 200, body: { encoding: 'base64', content: btoa('12345'), sha: 's' } }]);
    await expect(
      readBlob(on.client, repository, { path: 'a', mode: '100644', blob: 's' }, 4),
    ).rejects.toMatchObject({ category: 'configuration', message: expect.stringContaining('more than 4') });
  });
});

test("git's id of content", () => {
  expect(blobId('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
  expect(blobId('')).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
});
