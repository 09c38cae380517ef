/** What the run has verified, for its outputs and its summary: the attested records, and nothing else. */
import type { Release as VerifiedRelease } from '@sealift/core/release/summary';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { formatIdentities } from '@sealift/core/verification/identity';
import type { Release } from '@sealift/deploy/targets/release';

/** Each app once. Of what was not verified nothing is known. */
export function verifiedReleases(
  releases: readonly Release[],
  policy: TrustPolicy | undefined,
): readonly VerifiedRelease[] {
  if (policy === undefined) return [];
  const byApp = new Map<string, VerifiedRelease>();
  for (const { app, record, verifiedBy = policy } of releases)
    if (record !== undefined) byApp.set(app, { record, signedBy: formatIdentities(verifiedBy.identities) });
  return [...byApp.values()].toSorted((a, b) => (a.record.app < b.record.app ? -1 : 1));
}

/** The output `images`. */
export const imagesOutput = (verified: readonly VerifiedRelease[]): string =>
  JSON.stringify(
    verified.map(({ record: { app, image, digest, tags, deployTag, platforms } }) => ({
      app,
      image,
      digest,
      tags,
      deployTag,
      platforms: platforms.map(({ platform, digest: manifest }) => ({ platform, digest: manifest })),
    })),
  );
