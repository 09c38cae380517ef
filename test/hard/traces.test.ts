import { gzipSync, zstdCompressSync } from 'node:zlib';
import { zip } from '@sealift/testing/zip';
import { expect, it } from 'vitest';
import { findIn, formsOf } from './traces.ts';

const value = 'swordfish/+~?42\nsecond-line-of-it';
const forms = formsOf([{ name: 'key', value }]);
const secret = 'swordfish/+~?42';
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

it.each<[string, string | Buffer]>([
  ['plain', `a${secret}b`],
  ['its second line alone', 'x second-line-of-it y'],
  ['in JSON', JSON.stringify({ value })],
  ['in an address', `?a=${encodeURIComponent(secret)}&b`],
  ['hex', Buffer.from(`xx${secret}`).toString('hex')],
  ...[0, 1, 2].map((before): [string, string] => [
    `base64 with ${before} bytes before it`,
    base64(`${'x'.repeat(before)}${secret}tail`),
  ]),
  ['base64url', Buffer.from(`user:${secret}`).toString('base64url')],
  ['base64 twice', base64(JSON.stringify({ payload: base64(`abcd${secret}efgh`) }))],
  ['gzip', gzipSync(`a${secret}`)],
  ['zstd', zstdCompressSync(`a${secret}`)],
  [
    'gzip in base64 in gzip',
    gzipSync(JSON.stringify({ sarif: base64(gzipSync(`${'a b c d '.repeat(40)}${secret}`)) })),
  ],
])('finds a secret %s', (_name, text) => {
  expect(findIn(Buffer.from(text), 'x', forms)).not.toEqual([]);
});

it('finds it in an archive, and says where', () => {
  const archive = zip([
    { name: 'a.txt', content: 'a' },
    { name: 'b.txt', content: `${'padding '.repeat(100)}${secret}` },
  ]);
  expect(findIn(archive, 'artifact', forms)[0]).toMatchObject({
    secret: 'key',
    where: expect.stringMatching(/^artifact/),
  });
});

it('finds nothing where it is not', () => {
  expect(findIn(Buffer.from(base64('sword fish second line '.repeat(20))), 'x', forms)).toEqual([]);
});
