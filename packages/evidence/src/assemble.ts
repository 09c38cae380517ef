/**
 * Joins what the build legs found out about each platform into one release record. This is the gate in front of the
 * signer: a platform without matching, passing evidence does not come through.
 */

import { policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import type { ServedPlatform } from '@sealift/core/image/platform';
import type {
  BuildSources,
  PlatformRecord,
  ReleaseRecord,
  SbomPart,
  ScanPart,
  Source,
} from '@sealift/core/release/record';
import { withoutFindings } from '@sealift/core/scan/verdict-findings';

export type Evidence = {
  readonly scans: readonly ScanPart[];
  readonly sboms: readonly SbomPart[];
};

/** What is known of one platform, with the whole verdict. */
export type PlatformEvidence = Omit<PlatformRecord, 'scan' | 'sbom'> & {
  readonly scan: ScanPart;
  readonly sbom: SbomPart;
};

export type EvidenceMatch =
  | { readonly complete: true; readonly record: PlatformEvidence }
  /** Clauses, e.g. `there is no scan of it`. */
  | { readonly complete: false; readonly platform: ServedPlatform; readonly missing: readonly string[] };

/** What the evidence says about one platform manifest. Parts about other manifests do not count, however named. */
export function matchEvidence(served: ServedPlatform, evidence: Evidence): EvidenceMatch {
  const missing: string[] = [];
  const scans = evidence.scans.filter(({ subject }) => subject === served.digest);
  const sboms = evidence.sboms.filter(({ subject }) => subject === served.digest);
  const failed = scans.find(({ verdict }) => verdict !== 'pass');
  const [scan] = scans;
  const [sbom] = sboms;
  if (scan === undefined) missing.push('there is no scan of it');
  if (failed !== undefined) missing.push(`its scan failed with ${failed.blocking} blocking findings`);
  // One image may be found under another platform's name only by mistake or by design of somebody else.
  for (const part of [...scans, ...sboms])
    if (part.platform !== served.platform)
      missing.push(`its evidence says ${part.platform} where the index says ${served.platform}`);
  if (sbom === undefined) missing.push('there is no SBOM of it');
  else if (!sbom.documents.some(({ format }) => format === 'spdx-json'))
    missing.push('its SBOM has no SPDX document');
  if (missing.length > 0 || scan === undefined || sbom === undefined)
    return { complete: false, platform: served, missing };
  return {
    complete: true,
    record: { platform: served.platform, digest: served.digest, size: served.size, scan, sbom },
  };
}

/**
 * The evidence for each platform of an image, all of them or none.
 * @throws Failure `evidence/incomplete` naming every platform and what it lacks
 */
export function requireEvidence(
  platforms: readonly ServedPlatform[],
  evidence: Evidence,
): readonly PlatformEvidence[] {
  const matches = platforms.map((platform) => matchEvidence(platform, evidence));
  const lacking = matches.filter((match) => !match.complete);
  if (lacking.length > 0 || matches.length === 0)
    throw policyFailure({
      code: 'evidence/incomplete',
      cause: `Nothing was signed: ${
        lacking.length === 0
          ? 'the image has no platform manifest'
          : lacking
              .map(
                ({ platform, missing }) => `${platform.platform} (${platform.digest}): ${missing.join(', ')}`,
              )
              .join('; ')
      }.`,
      remedy:
        'Scan every platform and write its SBOM in this run, and pass the folder with their evidence as "evidence".',
    });
  return matches.flatMap((match) => (match.complete ? [match.record] : []));
}

export type RecordFacts = {
  readonly app: string;
  /** registry/repository */
  readonly image: string;
  /** Other places that it is going to be copied to. */
  readonly copies?: readonly string[] | undefined;
  readonly digest: Digest;
  readonly tags: readonly string[];
  readonly deployTag: string;
  readonly source: Source;
  readonly platforms: readonly PlatformEvidence[];
  /** Of the SPDX document that is attested, by the digest of the platform's manifest. */
  readonly canonicalDigests: ReadonlyMap<Digest, Digest>;
  /** What each was made with, by the digest of the platform's manifest, as far as it is known. */
  readonly sources?: ReadonlyMap<Digest, BuildSources>;
};

export const assembleRecord = (facts: RecordFacts): ReleaseRecord => ({
  schema: 'sealift.release/v1',
  app: facts.app,
  image: facts.image,
  ...(facts.copies === undefined || facts.copies.length === 0 ? {} : { copies: [...facts.copies] }),
  digest: facts.digest,
  tags: [...facts.tags],
  deployTag: facts.deployTag,
  source: facts.source,
  platforms: facts.platforms
    .toSorted((a, b) => (a.platform < b.platform ? -1 : a.platform > b.platform ? 1 : 0))
    .map(({ scan, sbom, ...platform }) => {
      const canonicalDigest = facts.canonicalDigests.get(platform.digest);
      if (canonicalDigest === undefined) throw new Error(`No SBOM of ${platform.digest} was read`);
      const sources = facts.sources?.get(platform.digest);
      return {
        ...platform,
        scan: withoutFindings(scan),
        sbom: { ...sbom, canonicalDigest },
        ...(sources === undefined ? {} : { sources }),
      };
    }),
});
