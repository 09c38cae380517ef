/**
 * Reads the folder in which the actions of a release leave what they found out. Earlier jobs wrote it, with tools that
 * read hostile input: only regular files with known names and bounded sizes count, whatever else lies there.
 */
import { constants, type Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import {
  type EvidencePart,
  type EvidencePartName,
  evidencePartOf,
  parseEvidencePart,
  type SbomPart,
} from '@sealift/core/release/record';

/** Bytes of one part. A release record of 20 platforms has 30 KB. */
export const MAX_PART_SIZE = 1024 * 1024;
/** Bytes of one SBOM document. */
export const MAX_DOCUMENT_SIZE = 32 * 1024 * 1024;
/** Artifact folders below the evidence folder, and one level for the actions' own order. */
const MAX_DEPTH = 3;
const MAX_FILES = 2000;

export type EvidenceFile<Name extends EvidencePartName> = {
  /** Absolute. */
  readonly file: string;
  /** From the evidence folder, with "/". */
  readonly relative: string;
  readonly part: EvidencePart<Name>;
};

/**
 * Every part of one kind at or below `folder`, in the order of their paths.
 * @throws Failure `configuration` when the folder is missing, a part is malformed, or there are absurdly many files
 */
export async function readEvidence<Name extends EvidencePartName>(
  folder: string,
  name: Name,
): Promise<readonly EvidenceFile<Name>[]> {
  const files = (await listFiles(folder)).filter((file) => evidencePartOf(path.basename(file)) === name);
  return Promise.all(
    files.map(async (file) => {
      const relative = path.relative(folder, file).split(path.sep).join('/');
      const bytes = await readBounded(file, relative, MAX_PART_SIZE);
      return { file, relative, part: parseEvidencePart(name, bytes.toString('utf8'), relative) };
    }),
  );
}

/**
 * The document of one format that an SBOM part names, checked against the digest in it.
 * @throws Failure `policy` when its bytes are others; `configuration` when it is missing or too large
 */
export async function readSbomDocument(
  sbom: EvidenceFile<'sbom'>,
  format: SbomPart['documents'][number]['format'],
): Promise<Buffer> {
  const document = sbom.part.documents.find((candidate) => candidate.format === format);
  if (document === undefined)
    throw configurationFailure({
      cause: `${sbom.relative} names no ${format} document.`,
      remedy: 'Let the sbom action write the evidence folder.',
    });
  if (!isPlainName(document.file))
    throw policyFailure({
      cause: `${sbom.relative} names a document outside its own folder.`,
      remedy: 'Do not trust this evidence: find out which step wrote it.',
    });
  const file = path.join(path.dirname(sbom.file), document.file);
  const relative = path.posix.join(path.posix.dirname(sbom.relative), document.file);
  const bytes = await readBounded(file, relative, MAX_DOCUMENT_SIZE);
  if (digestOf(bytes) === document.digest) return bytes;
  throw policyFailure({
    cause: `The SBOM document ${relative} was changed after it was written: its digest is ${digestOf(bytes)}, not ${document.digest}.`,
    remedy: 'Do not trust this evidence: find out which step changed it, and run the build again.',
  });
}

/** A file name that stays in its folder on every system. */
export const isPlainName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name);

/** Regular files at or below `folder`; links, sockets and the like are passed over, as are hidden folders. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (directory: string, depth: number): Promise<void> => {
    for (const entry of (await entries(directory, depth === 0)).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH && !entry.name.startsWith('.'))
        await visit(file, depth + 1);
      if (entry.isFile()) found.push(file);
      if (found.length > MAX_FILES)
        throw configurationFailure({
          cause: `The evidence folder ${folder} holds more than ${MAX_FILES} files.`,
          remedy: 'Use a folder of its own for "evidence".',
        });
    }
  };
  await visit(path.resolve(folder), 0);
  return found;
}

async function entries(directory: string, top: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (!top) return [];
    throw configurationFailure({
      cause: `The evidence folder ${directory} cannot be read.`,
      remedy:
        'Give the folder that the earlier steps got as "evidence", or that the evidence action loaded into.',
      error,
    });
  }
}

/** @throws Failure `configuration` for a link, or more than `limit` bytes */
async function readBounded(file: string, relative: string, limit: number): Promise<Buffer> {
  // O_NOFOLLOW: what was a file when it was listed may be a link by now.
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
    throw configurationFailure({
      cause: `The evidence file ${relative} cannot be read.`,
      remedy: 'Let the Sealift actions write the evidence folder; links are not followed.',
      error,
    });
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > limit)
      throw configurationFailure({
        cause: `The evidence file ${relative} is ${stat.isFile() ? `larger than ${limit} bytes` : 'not a regular file'}.`,
        remedy: 'Leave out of the SBOM what is not shipped, or find out which step wrote this file.',
      });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
