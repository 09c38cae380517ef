/** What the build jobs left for the signer. */
import { type Failure, failedWith } from '@sealift/core/failure';
import type { PlatformEvidence } from '@sealift/evidence/assemble';
import { type EvidenceFile, readEvidence, readSbomDocument } from '@sealift/evidence/read';

export type GatheredEvidence = {
  readonly scans: readonly EvidenceFile<'scan'>[];
  readonly sboms: readonly EvidenceFile<'sbom'>[];
};

/** Why evidence cannot be used. */
const UNUSABLE = [
  'evidence/no-folder',
  'evidence/unreadable',
  'evidence/too-large',
  'record/malformed',
] as const;

/** The evidence, or why it cannot be used: a release that is complete already may do without. */
export async function gatherEvidence(
  folder: string,
): Promise<GatheredEvidence | { readonly failure: Failure }> {
  try {
    const [scans, sboms] = await Promise.all([readEvidence(folder, 'scan'), readEvidence(folder, 'sbom')]);
    return { scans, sboms };
  } catch (thrown) {
    if (failedWith(thrown, ...UNUSABLE)) return { failure: thrown };
    throw thrown;
  }
}

/**
 * The SPDX document of each platform, by the digest of its manifest.
 * @throws Failure `evidence/untrusted` for one that was changed
 */
export async function readDocuments(
  platforms: readonly PlatformEvidence[],
  sboms: GatheredEvidence['sboms'],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const documents = new Map<string, Uint8Array>();
  for (const { digest } of platforms) {
    const file = sboms.find(({ part }) => part.subject === digest);
    if (file !== undefined) documents.set(digest, await readSbomDocument(file, 'spdx-json'));
  }
  return documents;
}
