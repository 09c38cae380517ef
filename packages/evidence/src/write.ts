/**
 * Writes the folder in which the actions of a release leave what they found out. Other steps of the job can put links
 * there, and a checkout can bring some along: what is written lands in the folder that was named, or nowhere.
 */
import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, Failure } from '@sealift/core/failure';
import type { EvidencePart, EvidencePartName } from '@sealift/core/release/record';
import { isPlainName, MAX_DOCUMENT_SIZE, MAX_PART_SIZE, tooLarge } from './files.ts';
import { requireInside, requireNoLink, requireSame } from './folder.ts';

/**
 * Writes one part as JSON, in place of one that was there.
 * @param folder made when it is missing
 * @param slug of the platform, when the folder gets parts of several: `scan.linux-amd64.json`
 * @returns absolute path of the file
 * @throws Failure as `writeEvidenceFile`
 */
export function writeEvidencePart<Name extends EvidencePartName>(
  folder: string,
  name: Name,
  part: EvidencePart<Name>,
  slug?: string,
): Promise<string> {
  const bytes = Buffer.from(`${JSON.stringify(part, undefined, 2)}\n`);
  return writeBounded(folder, partFile(name, slug), bytes, MAX_PART_SIZE);
}

/** The name of a part's file. */
export const partFile = (name: EvidencePartName, slug?: string): string =>
  slug === undefined ? `${name}.json` : `${name}.${slug}.json`;

/**
 * Writes a document, or a part that is bytes already.
 * @returns absolute path of the file
 * @throws Failure `evidence/link` when the folder is elsewhere; `evidence/too-large`; `evidence/not-writable`
 */
export const writeEvidenceFile = (folder: string, name: string, bytes: Uint8Array): Promise<string> =>
  writeBounded(folder, name, bytes, MAX_DOCUMENT_SIZE);

/**
 * Writes a Sigstore bundle: a document of the largest size, in base64 within JSON.
 * @returns absolute path of the file
 * @throws Failure as `writeEvidenceFile`
 */
export const writeEvidenceBundle = (folder: string, name: string, bytes: Uint8Array): Promise<string> =>
  writeBounded(folder, name, bytes, 2 * MAX_DOCUMENT_SIZE);

async function writeBounded(folder: string, name: string, bytes: Uint8Array, limit: number): Promise<string> {
  if (!isPlainName(name)) throw new Error(`"${name}" is no name of a file`);
  if (bytes.length > limit) throw tooLarge(path.join(folder, name), limit);
  const absolute = path.resolve(folder);
  try {
    const before = await makeFolder(absolute);
    await replaceFile(absolute, name, bytes, before);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw configurationFailure({
      code: 'evidence/not-writable',
      cause: `${path.join(folder, name)} cannot be written.`,
      remedy: 'Give "evidence" a folder that this job may write to.',
      error,
    });
  }
  return path.join(absolute, name);
}

/** By renaming: a step that is killed leaves no half a file, and a link of that name is replaced, not followed. */
async function replaceFile(folder: string, name: string, bytes: Uint8Array, before: Stats): Promise<void> {
  const temporary = path.join(folder, `.${name}.${randomUUID()}`);
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const handle = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
  try {
    try {
      // Looked at before there is anything in it: the folder may have become a link after it was checked.
      await requireSame(folder, before);
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
    await requireSame(folder, before);
    await rename(temporary, path.join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The folder, made when it is missing. */
async function makeFolder(folder: string): Promise<Stats> {
  await requireInside(folder);
  await mkdir(folder, { recursive: true });
  return requireNoLink(folder);
}
