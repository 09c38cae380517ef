import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tarball } from '@sealift/testing/tarball';
import { failureOf } from '@sealift/testing/thrown';
import { expect, test } from 'vitest';
import { readMember } from '../src/archive.ts';

const archive = async (bytes: Uint8Array): Promise<string> => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'sealift-archive-')), 'a.tar.gz');
  await writeFile(file, bytes);
  return file;
};

async function read(bytes: Uint8Array, member: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  await readMember(await archive(bytes), member, (chunk) => void chunks.push(chunk));
  return Buffer.concat(chunks).toString();
}

const big = 'x'.repeat(300_000);

test.each([
  [
    'the first of several',
    [
      { name: 'tool', content: 'one' },
      { name: 'README.md', content: 'two' },
    ],
    'one',
  ],
  [
    'behind others',
    [
      { name: 'contrib/html.tpl', content: big },
      { name: 'tool', content: 'one' },
    ],
    'one',
  ],
  ['larger than a chunk', [{ name: 'tool', content: big }], big],
  ['with ./ in front', [{ name: './tool', content: 'one' }], 'one'],
  ['of exactly one block', [{ name: 'tool', content: 'y'.repeat(512) }, { name: 'z' }], 'y'.repeat(512)],
])('reads a member %s', async (_, entries, content) => {
  expect(await read(tarball(entries), 'tool')).toBe(content);
});

test.each([
  ['no such member', tarball([{ name: 'other', content: 'x' }]), 'has no file named tool'],
  ['only a path that ends like it', tarball([{ name: '../tool', content: 'x' }]), 'has no file named tool'],
  ['a link of that name', tarball([{ name: 'tool', type: '2' }]), 'has no file named tool'],
  [
    'the member twice',
    tarball([
      { name: 'tool', content: 'a' },
      { name: 'tool', content: 'b' },
    ]),
    'more than one',
  ],
  ['not gzip', Buffer.from('<html>not found</html>'), 'cannot be read'],
  [
    'a cut archive',
    gzipSync(gunzipSync(tarball([{ name: 'tool', content: big }])).subarray(0, 5_000)),
    'ends in the middle',
  ],
  [
    'a damaged header',
    gzipSync(Buffer.from(gunzipSync(tarball([{ name: 'tool', content: 'x' }])).fill(65, 0, 4))),
    'damaged',
  ],
])('refuses %s', async (_, bytes, words) => {
  const failure = await failureOf(read(bytes, 'tool'));
  expect(failure.category).toBe('remote');
  expect(failure.message).toContain(words);
});
