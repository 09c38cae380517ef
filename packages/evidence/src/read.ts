/**
 * Reads the folder in which the actions of a release leave what they found out. Earlier jobs wrote it, with tools that
 * read hostile input: only regular files with known names and bounded sizes count, whatever else lies there.
 */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, Failure, policyFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import {
  type EvidencePart,
  type EvidencePartName,
  evidencePartOf,
  parseEvidencePart,
  type SbomPart,
} from '@sealift/core/release/record';
import { isPlainName, MAX_DOCUMENT_SIZE, MAX_PART_SIZE, readBounded } from './files.ts';
import { requireInside, requireNoLink } from './folder.ts';

/** Artifact folders below the evidence folder, and one level for the actions' own order. */
export const MAX_DEPTH = 3;
export const MAX_FILES = 2000;

export type EvidenceFile<Name extends EvidencePartName> = {
  /** Absolute. */
  readonly file: string;
  /** From the evidence folder, with "/". */
  readonly relative: string;
  readonly part: EvidencePart<Name>;
};

/**
 * Every part of one kind at or below `folder`, in the order of their paths.
 * @throws Failure `evidence/no-folder`, `evidence/link`, `evidence/unreadable`, `evidence/too-large`; `record/malformed`
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
 * @throws Failure `evidence/untrusted` when it lies elsewhere or its bytes are others; `evidence/no-document`,
 *   `evidence/unreadable`, `evidence/too-large`
 */
export async function readSbomDocument(
  sbom: EvidenceFile<'sbom'>,
  format: SbomPart['documents'][number]['format'],
): Promise<Buffer> {
  const document = sbom.part.documents.find((candidate) => candidate.format === format);
  if (document === undefined)
    throw configurationFailure({
      code: 'evidence/no-document',
      cause: `${sbom.relative} names no ${format} document.`,
      remedy: 'Let the sbom action write the evidence folder.',
    });
  if (!isPlainName(document.file))
    throw policyFailure({
      code: 'evidence/untrusted',
      cause: `${sbom.relative} names a document outside its own folder.`,
      remedy: 'Do not trust this evidence: find out which step wrote it.',
    });
  const file = path.join(path.dirname(sbom.file), document.file);
  const relative = path.posix.join(path.posix.dirname(sbom.relative), document.file);
  const bytes = await readBounded(file, relative, MAX_DOCUMENT_SIZE);
  if (digestOf(bytes) === document.digest) return bytes;
  throw policyFailure({
    code: 'evidence/untrusted',
    cause: `The SBOM document ${relative} was changed after it was written: its digest is ${digestOf(bytes)}, not ${document.digest}.`,
    remedy: 'Do not trust this evidence: find out which step changed it, and run the build again.',
  });
}

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
          code: 'evidence/too-large',
          cause: `The evidence folder ${folder} holds more than ${MAX_FILES} files.`,
          remedy: 'Use a folder of its own for "evidence".',
        });
    }
  };
  await visit(await openFolder(path.resolve(folder)), 0);
  return found;
}

/** Evidence is read from the folder that was named, not from where a link leads. */
async function openFolder(folder: string): Promise<string> {
  await requireInside(folder);
  await requireNoLink(folder).catch((error: unknown) => {
    throw error instanceof Failure ? error : noFolder(folder, error);
  });
  return folder;
}

async function entries(directory: string, top: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (!top) return [];
    throw noFolder(directory, error);
  }
}

const noFolder = (folder: string, error: unknown) =>
  configurationFailure({
    code: 'evidence/no-folder',
    cause: `The evidence folder ${folder} cannot be read.`,
    remedy:
      'Give the folder that the earlier steps got as "evidence", or that the evidence action loaded into.',
    error,
  });
