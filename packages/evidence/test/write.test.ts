import { chmod, lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failureOf } from '@sealift/testing/thrown';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_DOCUMENT_SIZE, MAX_PART_SIZE } from '../src/files.ts';
import { readEvidence } from '../src/read.ts';
import { partFile, writeEvidenceFile, writeEvidencePart } from '../src/write.ts';
import { newFolder, sbomPart, scanPart } from './parts.ts';

/** What somebody else does just before the writer makes, and just before it closes, its temporary file. */
const race = vi.hoisted((): { beforeOpen?: () => Promise<void>; beforeClose?: () => Promise<void> } => ({}));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      await race.beforeOpen?.();
      const handle = await real.open(...args);
      const { beforeClose } = race;
      if (beforeClose !== undefined) {
        const close = handle.close.bind(handle);
        handle.close = async () => {
          await beforeClose();
          await close();
        };
      }
      return handle;
    },
  };
});

let root: string;
let folder: string;
let elsewhere: string;
beforeEach(async () => {
  root = await newFolder();
  folder = path.join(root, 'evidence');
  elsewhere = path.join(root, 'elsewhere');
  await mkdir(elsewhere);
});
afterEach(() => {
  delete race.beforeOpen;
  delete race.beforeClose;
  vi.restoreAllMocks();
});

describe('a part', () => {
  test('lands under its name, in a folder that is made, and reads back', async () => {
    const deep = path.join(folder, 'api');
    expect(await writeEvidencePart(deep, 'scan', scanPart())).toBe(path.join(deep, 'scan.json'));
    expect(await writeEvidencePart(deep, 'sbom', sbomPart(), 'linux-arm64')).toBe(
      path.join(deep, 'sbom.linux-arm64.json'),
    );
    expect(await readFile(path.join(deep, 'scan.json'), 'utf8')).toBe(
      `${JSON.stringify(scanPart(), undefined, 2)}\n`,
    );
    expect((await readEvidence(folder, 'sbom')).map(({ part }) => part)).toEqual([sbomPart()]);
    expect((await readdir(deep)).sort()).toEqual(['sbom.linux-arm64.json', 'scan.json']);
    expect((await lstat(path.join(deep, 'scan.json'))).mode & 0o777 & ~0o044).toBe(0o600);
  });

  test('replaces an earlier one, with its rights', async () => {
    await mkdir(folder);
    await writeFile(path.join(folder, 'scan.json'), 'older', { mode: 0o400 });
    await writeEvidencePart(folder, 'scan', scanPart());
    expect((await readEvidence(folder, 'scan')).map(({ part }) => part)).toEqual([scanPart()]);
    expect((await lstat(path.join(folder, 'scan.json'))).mode & 0o200).toBe(0o200);
  });

  test('has a name with or without a platform', () => {
    expect([partFile('record'), partFile('scan', 'linux-amd64')]).toEqual([
      'record.json',
      'scan.linux-amd64.json',
    ]);
  });
});

describe('size', () => {
  test.each([
    [MAX_DOCUMENT_SIZE, true],
    [MAX_DOCUMENT_SIZE + 1, false],
  ])('a document of %i bytes', async (size, fits) => {
    const writing = writeEvidenceFile(folder, 'sbom.spdx.json', Buffer.alloc(size));
    if (fits) expect((await lstat(await writing)).size).toBe(size);
    else {
      expect(await failureOf(writing)).toMatchObject({ code: 'evidence/too-large' });
      await expect(lstat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });

  test.each([
    [MAX_PART_SIZE, true],
    [MAX_PART_SIZE + 1, false],
  ])('a part of %i bytes', async (size, fits) => {
    const bare = Buffer.byteLength(`${JSON.stringify(sbomPart(), undefined, 2)}\n`);
    const platform = 'linux/amd64'.padEnd('linux/amd64'.length + size - bare, 'x');
    const writing = writeEvidencePart(folder, 'sbom', sbomPart({ platform }));
    if (fits) expect((await lstat(await writing)).size).toBe(size);
    else expect(await failureOf(writing)).toMatchObject({ code: 'evidence/too-large' });
  });
});

describe('links', () => {
  test('a link in place of the file is replaced, not followed', async () => {
    const victim = path.join(elsewhere, 'victim');
    await writeFile(victim, 'untouched');
    await mkdir(folder);
    await symlink(victim, path.join(folder, 'scan.json'));
    await writeEvidencePart(folder, 'scan', scanPart());
    expect(await readFile(victim, 'utf8')).toBe('untouched');
    expect((await lstat(path.join(folder, 'scan.json'))).isFile()).toBe(true);
  });

  test('a link in place of the folder is refused', async () => {
    await symlink(elsewhere, folder);
    expect(await failureOf(writeEvidencePart(folder, 'scan', scanPart()))).toMatchObject({
      code: 'evidence/link',
      category: 'policy',
      message: expect.stringContaining(folder),
    });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('a link to nowhere in place of the folder makes nothing', async () => {
    await symlink(path.join(elsewhere, 'new'), folder);
    await failureOf(writeEvidencePart(folder, 'scan', scanPart()));
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('a folder in the working directory stays in it, whatever links the checkout has', async () => {
    const workspace = path.join(root, 'workspace');
    await mkdir(path.join(workspace, 'inside'), { recursive: true });
    vi.spyOn(process, 'cwd').mockReturnValue(workspace);
    await symlink(elsewhere, path.join(workspace, 'out'));
    await symlink('inside', path.join(workspace, 'alias'));
    for (const way of ['out/evidence', 'out/deep/evidence'])
      expect(await failureOf(writeEvidencePart(path.join(workspace, way), 'scan', scanPart()))).toMatchObject(
        { code: 'evidence/link' },
      );
    expect(await readdir(elsewhere)).toEqual([]);
    await writeEvidencePart(path.join(workspace, 'alias', 'evidence'), 'scan', scanPart());
    expect(await readdir(path.join(workspace, 'inside', 'evidence'))).toEqual(['scan.json']);
    await writeEvidencePart(workspace, 'scan', scanPart());
    expect((await readdir(workspace)).sort()).toEqual(['alias', 'inside', 'out', 'scan.json']);
  });

  test('a working directory behind a link is where its files are', async () => {
    const alias = path.join(root, 'alias');
    await symlink(elsewhere, alias);
    vi.spyOn(process, 'cwd').mockReturnValue(alias);
    await writeEvidencePart(path.join(alias, 'evidence'), 'scan', scanPart());
    expect(await readdir(path.join(elsewhere, 'evidence'))).toEqual(['scan.json']);
  });

  test('a folder beside the working directory, with its name at the beginning, is elsewhere', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(path.join(root, 'work'));
    await symlink(elsewhere, path.join(root, 'workspace'));
    await writeEvidencePart(path.join(root, 'workspace', 'evidence'), 'scan', scanPart());
    expect(await readdir(path.join(elsewhere, 'evidence'))).toEqual(['scan.json']);
  });
});

describe('races', () => {
  const swap = async () => {
    await rename(folder, path.join(root, 'moved'));
    await symlink(elsewhere, folder);
  };

  test('a folder that becomes a link before the file is made gets nothing, and no content either', async () => {
    race.beforeOpen = swap;
    const written: string[] = [];
    race.beforeClose = async () => {
      for (const name of await readdir(elsewhere))
        written.push(await readFile(path.join(elsewhere, name), 'utf8'));
    };
    expect(await failureOf(writeEvidencePart(folder, 'scan', scanPart()))).toMatchObject({
      code: 'evidence/link',
    });
    expect(written).toEqual(['']);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('a folder that becomes a link while the file is written gets no file of that name', async () => {
    race.beforeClose = swap;
    expect(await failureOf(writeEvidencePart(folder, 'scan', scanPart()))).toMatchObject({
      code: 'evidence/link',
    });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('several at once: the file is one of them, whole', async () => {
    const parts = Array.from({ length: 8 }, (_, packages) => sbomPart({ packages }));
    await Promise.all(parts.map((part) => writeEvidencePart(folder, 'sbom', part)));
    const [file] = await readEvidence(folder, 'sbom');
    expect(parts).toContainEqual(file?.part);
    expect(await readdir(folder)).toEqual(['sbom.json']);
  });
});

describe('what cannot be written', () => {
  test('a file in place of the folder', async () => {
    await writeFile(folder, '');
    expect(await failureOf(writeEvidencePart(folder, 'scan', scanPart()))).toMatchObject({
      code: 'evidence/not-writable',
      category: 'configuration',
      message: `${path.join(folder, 'scan.json')} cannot be written.`,
    });
  });

  test('a folder in place of the file leaves nothing behind', async () => {
    await mkdir(path.join(folder, 'scan.json', 'full'), { recursive: true });
    expect(await failureOf(writeEvidencePart(folder, 'scan', scanPart()))).toMatchObject({
      code: 'evidence/not-writable',
    });
    expect(await readdir(folder)).toEqual(['scan.json']);
  });

  test.skipIf(process.getuid?.() === 0)('a folder without the right to', async () => {
    await mkdir(folder);
    await chmod(folder, 0o500);
    expect(await failureOf(writeEvidencePart(folder, 'scan', scanPart()))).toMatchObject({
      code: 'evidence/not-writable',
    });
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  });

  test.each(['../scan.json', '.hidden', 'a/b', ''])('a name like %j is a bug of ours', async (name) => {
    await expect(writeEvidenceFile(folder, name, Buffer.from('x'))).rejects.toThrow('no name of a file');
  });
});
