/** What the build jobs left for the signer. */
import { type Failure, failedWith } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import type { PlatformEvidence } from '@sealift/evidence/assemble';
import { type EvidenceFile, readEvidence, readSbomDocument } from '@sealift/evidence/read';
import { describePredicate, type Predicate } from './predicate.ts';

export type GatheredEvidence = {
  readonly scans: readonly EvidenceFile<'scan'>[];
  readonly sboms: readonly EvidenceFile<'sbom'>[];
  readonly builds: readonly EvidenceFile<'build'>[];
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
    const [scans, sboms, builds] = await Promise.all([
      readEvidence(folder, 'scan'),
      readEvidence(folder, 'sbom'),
      readEvidence(folder, 'build'),
    ]);
    return { scans, sboms, builds };
  } catch (thrown) {
    if (failedWith(thrown, ...UNUSABLE)) return { failure: thrown };
    throw thrown;
  }
}

/**
 * The SPDX document of each platform, by the digest of its manifest. One after another, and none is kept in memory.
 * @throws Failure `evidence/untrusted` for one that was changed; `sign/too-large`, `sign/bad-predicate`
 */
export async function readDocuments(
  platforms: readonly PlatformEvidence[],
  sboms: GatheredEvidence['sboms'],
): Promise<ReadonlyMap<Digest, Predicate>> {
  const documents = new Map<Digest, Predicate>();
  for (const { digest, platform } of platforms) {
    const file = sboms.find(({ part }) => part.subject === digest);
    if (file === undefined) continue;
    const read = () => readSbomDocument(file, 'spdx-json');
    documents.set(digest, await describePredicate(`The SBOM of ${platform}`, read));
  }
  return documents;
}
