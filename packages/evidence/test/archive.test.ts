import { failureOf } from '@sealift/testing/thrown';
import { type ZipEntry, zip } from '@sealift/testing/zip';
import { describe, expect, test } from 'vitest';
import { MAX_ENTRIES, MAX_TOTAL_SIZE, openArchive } from '../src/archive.ts';

const open = (entries: readonly ZipEntry[]) => openArchive(zip(entries), 'api.x');
const read = async (entries: readonly ZipEntry[], limit = 1000) => {
  const source = await open(entries);
  return source.read(source.names[0] ?? '', limit);
};

describe('an archive that a save made', () => {
  test('gives its files by name, in order', async () => {
    const source = await open([
      { name: 'scan.json', content: 'b' },
      { name: 'record.json', content: 'a' },
    ]);
    expect(source.names).toEqual(['record.json', 'scan.json']);
    expect(source.label).toBe('api.x');
    expect((await source.read('scan.json', 1)).toString()).toBe('b');
    expect((await source.read('record.json', 1)).toString()).toBe('a');
    expect(await failureOf(source.read('other.json', 1))).toMatchObject({
      code: 'evidence/foreign-archive',
      message: expect.stringContaining('"other.json" is missing'),
    });
  });

  test('may be made on another system, where files have no type', async () => {
    const bytes = zip([{ name: 'scan.json', content: 'a', mode: 0 }]);
    expect((await openArchive(bytes, 'x')).names).toEqual(['scan.json']);
    // "Version made by" of the one entry: 0 is MS-DOS.
    bytes[bytes.indexOf('PK\u0001\u0002') + 5] = 0;
    expect((await openArchive(bytes, 'x')).names).toEqual(['scan.json']);
  });

  test.each([
    [MAX_ENTRIES, true],
    [MAX_ENTRIES + 1, false],
  ])('%i entries', async (count, fits) => {
    const opening = open(Array.from({ length: count }, (_, index) => ({ name: `f${index}`, content: '' })));
    if (fits) expect((await opening).names).toHaveLength(count);
    else expect(await failureOf(opening)).toMatchObject({ code: 'evidence/foreign-archive' });
  });

  test('is read up to the limit of a file, and not a byte more', async () => {
    const entries = [{ name: 'a', content: Buffer.alloc(1000) }];
    expect(await read(entries, 1000)).toHaveLength(1000);
    expect(await failureOf(read(entries, 999))).toMatchObject({
      code: 'evidence/too-large',
      message: 'a in the evidence artifact api.x is larger than 999 bytes.',
    });
  });

  test('is read up to the limit of all files together', async () => {
    const part = MAX_TOTAL_SIZE / 8;
    const source = await open([
      { name: 'a', content: Buffer.alloc(part) },
      { name: 'b', content: 'one byte too many'.slice(0, 1) },
    ]);
    for (let count = 0; count < 8; count += 1) await source.read('a', part);
    // It fits its own limit to the byte: the sum is what is too large.
    expect(await failureOf(source.read('b', 1))).toMatchObject({
      code: 'evidence/too-large',
      message: expect.stringContaining(`than ${MAX_TOTAL_SIZE} bytes`),
    });
  });
});

test.each<readonly [string, readonly ZipEntry[], RegExp]>([
  ['a folder in a name', [{ name: 'a/scan.json', content: '' }], /an entry "a\/scan\.json"/],
  ['a way out', [{ name: '../scan.json', content: '' }], /malformed|an entry/],
  ['an absolute name', [{ name: '/etc/x', content: '' }], /malformed|an entry/],
  ['a backslash', [{ name: '..\\scan.json', content: '' }], /malformed|an entry/],
  ['a hidden file', [{ name: '.npmrc', content: '' }], /an entry "\.npmrc"/],
  ['a link', [{ name: 'scan.json', content: '/etc/passwd', mode: 0o120777 }], /not a regular file/],
  ['a device', [{ name: 'scan.json', content: '', mode: 0o020666 }], /not a regular file/],
  ['a folder', [{ name: 'scan.json', content: '', mode: 0o040755 }], /not a regular file/],
  [
    'two entries of a name',
    [
      { name: 'scan.json', content: 'a' },
      { name: 'scan.json', content: 'b' },
    ],
    /two entries "scan\.json"/,
  ],
  ['an encrypted entry', [{ name: 'scan.json', content: '', flags: 0x0801 }], /"scan\.json" is encrypted/],
])('%s is not what a save makes', async (_name, entries, message) => {
  expect(await failureOf(open(entries))).toMatchObject({
    code: 'evidence/foreign-archive',
    category: 'policy',
    message: expect.stringMatching(message),
  });
});

test('a link is seen when another system is said to have made the archive', async () => {
  const bytes = zip([{ name: 'scan.json', content: '/etc/passwd', mode: 0o120777 }]);
  bytes[bytes.indexOf('PK\u0001\u0002') + 5] = 0;
  expect(await failureOf(openArchive(bytes, 'x'))).toMatchObject({ code: 'evidence/foreign-archive' });
});

test.each<readonly [string, Buffer]>([
  ['no zip', Buffer.from('hello')],
  ['nothing', Buffer.alloc(0)],
  ['half a zip', zip([{ name: 'scan.json', content: 'x'.repeat(100) }]).subarray(20)],
])('%s', async (_name, bytes) => {
  expect(
    await failureOf(openArchive(bytes, 'x').then((source) => source.read('scan.json', 100))),
  ).toMatchObject({
    code: 'evidence/foreign-archive',
    // What the zip reader says, for the debug log.
    cause: expect.any(Error),
  });
});

test('a size that is a lie', async () => {
  const entries = [{ name: 'scan.json', content: Buffer.alloc(5000), claimedSize: 10 }];
  expect(await failureOf(read(entries, 100))).toMatchObject({
    code: 'evidence/foreign-archive',
    message: expect.stringContaining('"scan.json" cannot be read'),
  });
});
