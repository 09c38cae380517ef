import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '@sealift/core/image/digest';
import { failureOf } from '@sealift/testing/thrown';
import { describe, expect, test } from 'vitest';
import { type FileSource, openFolder, readContents } from '../src/contents.ts';
import { MAX_DOCUMENT_SIZE, MAX_PART_SIZE } from '../src/files.ts';
import { DOCUMENT, documentAt, newFolder, sbomPart, scanPart } from './parts.ts';

const scan = JSON.stringify(scanPart());
const sbom = JSON.stringify(sbomPart());

const sourceOf = (files: Readonly<Record<string, string>>): FileSource & { readonly limits: string[] } => {
  const limits: string[] = [];
  return {
    label: 'api.x',
    names: Object.keys(files),
    limits,
    read: async (name, limit) => {
      limits.push(`${name} ${limit}`);
      return Buffer.from(files[name] ?? '');
    },
  };
};

describe('what is evidence', () => {
  test('parts and the documents that they name, nothing else', async () => {
    const source = sourceOf({
      'scan.json': scan,
      'sbom.json': sbom,
      'sbom.spdx.json': DOCUMENT,
      'sbom.cdx.json': 'named by none',
      'notes.txt': '',
    });
    const { files, ignored } = await readContents(source);
    expect([...files].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ['scan.json', scan],
      ['sbom.json', sbom],
      ['sbom.spdx.json', DOCUMENT],
    ]);
    expect(ignored).toEqual(['sbom.cdx.json', 'notes.txt']);
    expect(source.limits).toEqual([
      `scan.json ${MAX_PART_SIZE}`,
      `sbom.json ${MAX_PART_SIZE}`,
      `sbom.spdx.json ${MAX_DOCUMENT_SIZE}`,
    ]);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string, RegExp]>([
    ['a malformed part', { 'scan.json': '{}' }, 'record/malformed', /api\.x\/scan\.json/],
    ['a missing document', { 'sbom.json': sbom }, 'evidence/untrusted', /sbom\.spdx\.json is missing/],
    [
      'a changed document',
      { 'sbom.json': sbom, 'sbom.spdx.json': '{}' },
      'evidence/untrusted',
      /sbom\.spdx\.json was changed/,
    ],
    [
      'a document elsewhere',
      { 'sbom.json': JSON.stringify(documentAt('../x')), '../x': DOCUMENT },
      'evidence/untrusted',
      /names "\.\.\/x"/,
    ],
    [
      'a part as document',
      { 'sbom.json': JSON.stringify(documentAt('scan.json', scan)), 'scan.json': scan },
      'evidence/untrusted',
      /names "scan\.json"/,
    ],
  ])('%s is refused', async (_name, files, code, message) => {
    expect(await failureOf(readContents(sourceOf(files)))).toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('a folder', () => {
  test('has the regular files that lie directly in it, in order', async () => {
    const folder = await newFolder();
    await writeFile(path.join(folder, 'scan.json'), scan);
    await writeFile(path.join(folder, 'build.json'), '{}');
    await mkdir(path.join(folder, 'deeper'));
    await writeFile(path.join(folder, 'deeper', 'sbom.json'), sbom);
    await symlink('scan.json', path.join(folder, 'link.json'));
    const source = await openFolder(folder);
    expect(source.label).toBe(folder);
    expect(source.names).toEqual(['build.json', 'scan.json']);
    expect(digestOf(await source.read('scan.json', 10_000))).toBe(digestOf(scan));
    expect(await failureOf(source.read('scan.json', 10))).toMatchObject({ code: 'evidence/too-large' });
    await rm(path.join(folder, 'scan.json'));
    await symlink('build.json', path.join(folder, 'scan.json'));
    expect(await failureOf(source.read('scan.json', 10))).toMatchObject({
      code: 'evidence/unreadable',
      message: expect.stringContaining(path.join(folder, 'scan.json')),
    });
  });

  test('that is missing is said', async () => {
    expect(await failureOf(openFolder('/does/not/exist'))).toMatchObject({ code: 'evidence/no-folder' });
  });
});
