/** git's view of a pull request that does what it should, and of ones that do something else. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assertPullRequest } from '../../src/assertions/pull-request.ts';
import { git } from '../../src/sources.ts';

const TAG = 'sha-new';
let folder: string;
let base: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-pull-'));
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  base = await commit({ 'api.yaml': 'a: 1\r\ntag: "sha-old" # note\r\n', 'web.yaml': 'tag: sha-old\n' });
});
afterEach(() => rm(folder, { recursive: true }));

async function commit(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message', 'x');
  return git(folder, 'rev-parse', 'HEAD');
}
const DIGESTS = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
const wrong = async (head: string, apps: readonly string[] = ['api', 'web']) =>
  (await assertPullRequest({ gitDir: folder, base, head, number: 1, apps, tag: TAG, digests: DIGESTS }))
    .filter(({ ok }) => !ok)
    .map(({ claim }) => claim);

const GOOD = { 'api.yaml': 'a: 1\r\ntag: "sha-new" # note\r\n', 'web.yaml': 'tag: sha-new\n' };

it('tags alone are good', async () => {
  expect(await wrong(await commit(GOOD))).toEqual([]);
});
it('tags with the digests of the release are good, with another one they are not', async () => {
  const withDigest = (digest: string | undefined) =>
    commit({ ...GOOD, 'api.yaml': `a: 1\r\ntag: "sha-new@${digest}" # note\r\n` });
  expect(await wrong(await withDigest(DIGESTS[1]))).toEqual([]);
  expect(await wrong(await withDigest(`sha256:${'c'.repeat(64)}`))).toEqual([
    'changes nothing but the tag in these lines',
  ]);
});
it('an app that was not released is one line too many', async () => {
  expect(await wrong(await commit(GOOD), ['api'])).toEqual(['changes exactly one line per app']);
});
it('another change in the line of a tag', async () => {
  expect(await wrong(await commit({ ...GOOD, 'api.yaml': 'a: 1\r\ntag: "sha-new"\r\n' }))).toEqual([
    'changes nothing but the tag in these lines',
  ]);
});
it('a second line', async () => {
  expect(await wrong(await commit({ ...GOOD, 'api.yaml': 'a: 2\r\ntag: "sha-new" # note\r\n' }))).toContain(
    'changes exactly one line per app',
  );
});
it('a file mode', async () => {
  await chmod(path.join(folder, 'web.yaml'), 0o755);
  expect(await wrong(await commit(GOOD))).toEqual(['changes no file mode, adds and deletes no file']);
});
it('nothing at all', async () => {
  expect(await wrong(base)).toEqual([
    'changes exactly one line per app',
    'changes nothing but the tag in these lines',
  ]);
});
