/**
 * What of a folder or an archive is evidence: parts that parse, and the documents that they name, with the digests that
 * they give. Nothing else passes, in either direction.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import { evidencePartOf, parseEvidencePart, type SbomPart } from '@sealift/core/release/record';
import { isPlainName, MAX_DOCUMENT_SIZE, MAX_PART_SIZE, readBounded } from './files.ts';

/** Files by name, read on demand. */
export type FileSource = {
  /** For messages. */
  readonly label: string;
  readonly names: readonly string[];
  /** @throws Failure when the file has more than `limit` bytes or is no regular file */
  read(name: string, limit: number): Promise<Buffer>;
};

export type Contents = {
  readonly files: ReadonlyMap<string, Buffer>;
  /** Names of what is not evidence. */
  readonly ignored: readonly string[];
};

/**
 * @throws Failure `record/malformed` for a malformed part; `evidence/untrusted` for a document that is missing, was
 *   changed, or would lie elsewhere; what the source throws
 */
export async function readContents(source: FileSource): Promise<Contents> {
  const files = new Map<string, Buffer>();
  const sboms: SbomPart[] = [];
  for (const name of source.names) {
    const part = evidencePartOf(name);
    if (part === undefined) continue;
    const bytes = await source.read(name, MAX_PART_SIZE);
    const parsed = parseEvidencePart(part, bytes.toString('utf8'), `${source.label}/${name}`);
    if (part === 'sbom') sboms.push(parsed as SbomPart);
    files.set(name, bytes);
  }
  for (const document of sboms.flatMap(({ documents }) => documents)) {
    if (!isPlainName(document.file) || evidencePartOf(document.file) !== undefined)
      throw untrusted(source, `it names "${document.file}" as an SBOM document`);
    if (!source.names.includes(document.file)) throw untrusted(source, `${document.file} is missing`);
    const bytes = await source.read(document.file, MAX_DOCUMENT_SIZE);
    if (digestOf(bytes) !== document.digest)
      throw untrusted(source, `${document.file} was changed after it was written`);
    files.set(document.file, bytes);
  }
  return { files, ignored: source.names.filter((name) => !files.has(name)) };
}

const untrusted = ({ label }: FileSource, reason: string) =>
  policyFailure({
    code: 'evidence/untrusted',
    cause: `The evidence in ${label} is not trustworthy: ${reason}.`,
    remedy: 'Find out which step wrote it, and run the build again.',
  });

/**
 * The regular files that lie directly in a folder, as they were when it was listed.
 * @throws Failure `evidence/no-folder`
 */
export async function openFolder(folder: string): Promise<FileSource> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw configurationFailure({
      code: 'evidence/no-folder',
      cause: `The folder ${folder} cannot be read.`,
      remedy: 'Give the folder that the earlier steps got as "evidence".',
      error,
    });
  });
  return {
    label: folder,
    names: entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .toSorted(),
    read: (name, limit) => readBounded(path.join(folder, name), path.join(folder, name), limit),
  };
}
