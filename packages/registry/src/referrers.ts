import { type Digest, digestHex } from '@sealift/core/digest';
import type { ImageName } from '@sealift/core/image';
import type { RegistryClient } from './client.ts';
import type { Descriptor } from './manifest.ts';

/** Where referrers are listed in a registry without the API for it, e.g. ghcr.io. */
export const referrersTag = (subject: Digest): string => `sha256-${digestHex(subject)}`;

/**
 * The signatures, attestations and other documents about a manifest: from the referrers API and from the fallback
 * tag, each once, as a writer may have used either.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
 */
export async function listReferrers(
  client: RegistryClient,
  image: ImageName,
  subject: Digest,
): Promise<readonly Descriptor[]> {
  const listed = (await client.getReferrers(image, subject))?.manifests ?? [];
  const fallback = await client.getManifest(image, referrersTag(subject));
  const tagged = fallback?.json.kind === 'index' ? fallback.json.manifests : [];
  return [...new Map([...listed, ...tagged].map((each) => [each.digest, each])).values()];
}
