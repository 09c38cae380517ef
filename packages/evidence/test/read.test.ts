import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '@sealift/core/image/digest';
import { failureOf } from '@sealift/testing/thrown';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { isPlainName, MAX_DOCUMENT_SIZE, MAX_PART_SIZE, readBounded } from '../src/files.ts';
import { MAX_DEPTH, MAX_FILES, readEvidence, readSbomDocument } from '../src/read.ts';
import { DOCUMENT, documentAt, newFolder, padded, sbomPart, scanPart } from './parts.ts';

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});
const at = (...names: readonly string[]) => path.join(folder, ...names);
const put = async (name: string, content: unknown) => {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(
    at(name),
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  );
};

describe('the parts of one kind', () => {
  test('come in the order of their paths, whatever lies beside them', async () => {
    await put('web/scan.json', scanPart());
    await put('api/scan.linux-arm64.json', scanPart());
    await put('api/scan.linux-amd64.json', scanPart());
    await put('api/sbom.json', sbomPart());
    await put('scan.txt', 'no part');
    await put('rescan.json', 'no part');
    const parts = await readEvidence(folder, 'scan');
    expect(parts.map(({ relative }) => relative)).toEqual([
      'api/scan.linux-amd64.json',
      'api/scan.linux-arm64.json',
      'web/scan.json',
    ]);
    expect(parts[0]).toEqual({
      file: at('api', 'scan.linux-amd64.json'),
      relative: 'api/scan.linux-amd64.json',
      part: scanPart(),
    });
    expect((await readEvidence(folder, 'sbom')).map(({ part }) => part)).toEqual([sbomPart()]);
    expect(await readEvidence(folder, 'record')).toEqual([]);
  });

  test('are looked for as deep as artifacts lie, and no deeper', async () => {
    const deepest = Array.from({ length: MAX_DEPTH }, (_, index) => `d${index}`);
    await put(path.join(...deepest, 'scan.json'), scanPart());
    await put(path.join(...deepest, 'deeper', 'scan.json'), 'not read');
    expect(MAX_DEPTH).toBe(3);
    expect((await readEvidence(folder, 'scan')).map(({ relative }) => relative)).toEqual([
      'd0/d1/d2/scan.json',
    ]);
  });

  test('are not looked for in hidden folders, behind links, or in what is no file', async () => {
    await put('.git/scan.json', 'not read');
    const elsewhere = await newFolder();
    await writeFile(path.join(elsewhere, 'scan.json'), 'not read');
    await symlink(elsewhere, at('linked'));
    await symlink(path.join(elsewhere, 'scan.json'), at('scan.json'));
    execFileSync('mkfifo', [at('scan.linux-amd64.json')]);
    await mkdir(at('scan.linux-arm64.json'));
    expect(await readEvidence(folder, 'scan')).toEqual([]);
  });

  test('are not read where the folder is a link, or lies behind one of the checkout', async () => {
    const elsewhere = await newFolder();
    await mkdir(path.join(elsewhere, 'inner'));
    await writeFile(path.join(elsewhere, 'inner', 'scan.json'), JSON.stringify(scanPart()));
    await symlink(path.join(elsewhere, 'inner'), at('linked'));
    await symlink(elsewhere, at('checked-out'));
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
    try {
      for (const link of [at('linked'), at('checked-out', 'inner')])
        expect(await failureOf(readEvidence(link, 'scan'))).toMatchObject({
          code: 'evidence/link',
          message: expect.stringContaining(link),
        });
    } finally {
      cwd.mockRestore();
    }
    // Outside the working directory the way is the runner's; the folder itself must be none.
    expect(await readEvidence(at('checked-out', 'inner'), 'scan')).toHaveLength(1);
    expect(await failureOf(readEvidence(at('linked'), 'scan'))).toMatchObject({ code: 'evidence/link' });
  });

  test('are refused when one is malformed, naming it', async () => {
    await put('api/scan.json', '{}');
    expect(await failureOf(readEvidence(folder, 'scan'))).toMatchObject({
      code: 'record/malformed',
      message: expect.stringContaining('api/scan.json'),
    });
  });

  test('a missing folder is said', async () => {
    expect(await failureOf(readEvidence(at('missing'), 'scan'))).toMatchObject({
      code: 'evidence/no-folder',
      category: 'configuration',
      message: expect.stringContaining(at('missing')),
    });
  });

  test('a file in place of the folder is said', async () => {
    await put('scan.json', '{}');
    expect(await failureOf(readEvidence(at('scan.json'), 'scan'))).toMatchObject({
      code: 'evidence/no-folder',
    });
  });

  test.each([
    [MAX_FILES, undefined],
    [MAX_FILES + 1, 'evidence/too-large'],
  ])('%i files', async (count, code) => {
    await mkdir(at('many'));
    await Promise.all(Array.from({ length: count }, (_, index) => writeFile(at('many', `file${index}`), '')));
    const read = readEvidence(folder, 'scan');
    if (code === undefined) expect(await read).toEqual([]);
    else expect(await failureOf(read)).toMatchObject({ code });
  });

  test.each([
    [MAX_PART_SIZE, undefined],
    [MAX_PART_SIZE + 1, 'evidence/too-large'],
  ])('a part of %i bytes', async (size, code) => {
    await put('scan.json', padded(scanPart(), size));
    const read = readEvidence(folder, 'scan');
    if (code === undefined) expect(await read).toHaveLength(1);
    else
      expect(await failureOf(read)).toMatchObject({
        code,
        message: expect.stringContaining(`${MAX_PART_SIZE} bytes`),
      });
  });
});

describe('the document of an SBOM', () => {
  const fileOf = async (part = sbomPart(), name = 'api/sbom.json') => {
    await put(name, part);
    const [file] = await readEvidence(folder, 'sbom');
    if (file === undefined) throw new Error('not found');
    return file;
  };

  test('comes as it was written', async () => {
    await put('api/sbom.spdx.json', DOCUMENT);
    expect((await readSbomDocument(await fileOf(), 'spdx-json')).toString()).toBe(DOCUMENT);
  });

  test('of the format that is asked for', async () => {
    const file = await fileOf(
      sbomPart({
        documents: [
          { format: 'cyclonedx-json', file: 'sbom.cdx.json', digest: digestOf('cdx') },
          { format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(DOCUMENT) },
        ],
      }),
    );
    await put('api/sbom.cdx.json', 'cdx');
    await put('api/sbom.spdx.json', DOCUMENT);
    expect((await readSbomDocument(file, 'cyclonedx-json')).toString()).toBe('cdx');
    expect((await readSbomDocument(file, 'spdx-json')).toString()).toBe(DOCUMENT);
  });

  test.each<readonly [string, () => Promise<unknown>, string, RegExp]>([
    [
      'no such format',
      async () => readSbomDocument(await fileOf(), 'cyclonedx-json'),
      'evidence/no-document',
      /api\/sbom\.json names no cyclonedx-json/,
    ],
    [
      'outside its folder',
      async () => {
        await put('sbom.spdx.json', DOCUMENT);
        return readSbomDocument(await fileOf(documentAt('../sbom.spdx.json')), 'spdx-json');
      },
      'evidence/untrusted',
      /api\/sbom\.json names a document outside/,
    ],
    [
      'changed',
      async () => {
        await put('api/sbom.spdx.json', '{}');
        return readSbomDocument(await fileOf(), 'spdx-json');
      },
      'evidence/untrusted',
      /api\/sbom\.spdx\.json was changed .* its digest is sha256:44136fa/,
    ],
    [
      'missing',
      async () => readSbomDocument(await fileOf(), 'spdx-json'),
      'evidence/unreadable',
      /cannot be read/,
    ],
    [
      'a link',
      async () => {
        await put('elsewhere', DOCUMENT);
        const file = await fileOf();
        await symlink(at('elsewhere'), at('api', 'sbom.spdx.json'));
        return readSbomDocument(file, 'spdx-json');
      },
      'evidence/unreadable',
      /cannot be read/,
    ],
    [
      'a folder',
      async () => {
        await mkdir(at('api', 'sbom.spdx.json'), { recursive: true });
        return readSbomDocument(await fileOf(), 'spdx-json');
      },
      'evidence/unreadable',
      /is not a regular file/,
    ],
  ])('refused: %s', async (_name, read, code, message) => {
    expect(await failureOf(read())).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test.each([
    [MAX_DOCUMENT_SIZE, undefined],
    [MAX_DOCUMENT_SIZE + 1, 'evidence/too-large'],
  ])('of %i bytes', async (size, code) => {
    const bytes = Buffer.alloc(size, 32);
    const file = await fileOf(documentAt('sbom.spdx.json', bytes));
    await put('api/sbom.spdx.json', bytes);
    const read = readSbomDocument(file, 'spdx-json');
    if (code === undefined) expect((await read).length).toBe(size);
    else expect(await failureOf(read)).toMatchObject({ code });
  });
});

describe('the bytes of a file', () => {
  test('a pipe does not block, and is refused', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    expect(await failureOf(readBounded(at('pipe'), 'pipe', 10))).toMatchObject({
      code: 'evidence/unreadable',
      message: 'The evidence file pipe is not a regular file.',
    });
  });

  test('an empty file has none', async () => {
    await put('empty', '');
    expect(await readBounded(at('empty'), 'empty', 0)).toHaveLength(0);
    await truncate(at('empty'), 1);
    expect(await failureOf(readBounded(at('empty'), 'empty', 0))).toMatchObject({
      code: 'evidence/too-large',
    });
  });

  test('a file whose size says nothing is refused, not cut', async () => {
    // Files of /proc have a size of 0 and bytes nevertheless, like one that grows while it is read.
    expect(await failureOf(readBounded('/proc/self/status', 'status', 100_000))).toMatchObject({
      code: 'evidence/unreadable',
      message: 'The evidence file status changes while it is read.',
    });
  });
});

test.each([
  ['scan.json', true],
  ['9', true],
  ['A_b-c.D', true],
  [`a${'b'.repeat(199)}`, true],
  [`a${'b'.repeat(200)}`, false],
  ['', false],
  ['.', false],
  ['..', false],
  ['.hidden', false],
  ['-option', false],
  ['a/b', false],
  ['a\\b', false],
  ['a\0', false],
  ['a\n', false],
  ['C:x', false],
])('%j is a plain name: %s', (name, plain) => {
  expect(isPlainName(name)).toBe(plain);
});
