/** Where the documents go: a folder for the user, and the evidence of the release. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import { digestOf } from '@sealift/core/image/digest';
import { formatPlatform, platformSlug } from '@sealift/core/image/platform';
import type { SbomPart } from '@sealift/core/release/record';
import { writeEvidenceFile, writeEvidencePart } from '@sealift/evidence/write';
import { FORMATS, type SbomFormat } from '@sealift/tools/syft/arguments';
import type { Inputs } from './inputs.ts';
import type { PlatformSbom } from './platform-sboms.ts';

/** Paths of documents by format, one per platform. */
export type DocumentFiles = Readonly<Record<SbomFormat, readonly string[]>>;

/**
 * Writes all documents to the output folder, the evidence folder, or both, else to a temporary one.
 * @param version of Syft
 * @returns the files in the first of them
 * @throws Failure `evidence/…`
 */
export async function writeDocuments(
  { outputDirectory, evidence }: Pick<Inputs, 'outputDirectory' | 'evidence'>,
  sboms: readonly PlatformSbom[],
  version: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<DocumentFiles> {
  const named = sboms.map((each) => ({
    ...each,
    slug: sboms.length === 1 ? undefined : platformSlug(each.subject.platform),
  }));
  const inEvidence = evidence === undefined ? undefined : await writeEvidence(evidence, named, version);
  if (inEvidence !== undefined && (outputDirectory ?? evidence) === evidence) return inEvidence;
  const folder = outputDirectory ?? (await createTemporaryFolder(env, 'documents'));
  await mkdir(folder, { recursive: true });
  return writeAll(named, async (name, bytes) => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    return file;
  });
}

type NamedSbom = PlatformSbom & { readonly slug: string | undefined };

const documentFile = (slug: string | undefined, format: SbomFormat): string =>
  `${slug === undefined ? 'sbom' : `sbom.${slug}`}.${FORMATS[format].suffix}`;

async function writeEvidence(
  folder: string,
  sboms: readonly NamedSbom[],
  version: string,
): Promise<DocumentFiles> {
  const files = await writeAll(sboms, async (name, bytes) => {
    await writeEvidenceFile(folder, name, bytes);
    return path.join(folder, name);
  });
  // Behind the documents that it names.
  for (const each of sboms) await writeEvidencePart(folder, 'sbom', partOf(each, version), each.slug);
  return files;
}

async function writeAll(
  sboms: readonly NamedSbom[],
  write: (name: string, bytes: Uint8Array) => Promise<string>,
): Promise<DocumentFiles> {
  const files: Record<SbomFormat, string[]> = { 'spdx-json': [], 'cyclonedx-json': [] };
  for (const { sbom, slug } of sboms)
    for (const [format, bytes] of sbom.documents)
      files[format].push(await write(documentFile(slug, format), bytes));
  return files;
}

/** `sbom.json` of the release record; the documents lie beside it. */
const partOf = ({ subject, sbom, slug }: NamedSbom, version: string): SbomPart => ({
  subject: subject.digest,
  platform: formatPlatform(subject.platform),
  generator: { name: 'syft', version },
  packages: sbom.packages,
  documents: [...sbom.documents].map(([format, bytes]) => ({
    format,
    file: documentFile(slug, format),
    digest: digestOf(bytes),
  })),
});
