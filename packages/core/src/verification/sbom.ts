/** Which SBOM of a manifest counts. */
import type { Digest } from '../image/digest.ts';
import { canonicalDigest } from '../text/canonical-json.ts';
import type { Reason } from './requirements.ts';

/**
 * Whether the SBOM that the record names for a manifest is among the verified ones, or why not. A statement proves who
 * attached a document, not that it describes this image: the record does, which the same signer made of this digest. So
 * the record decides, not the time of the SBOM.
 * @param expected `canonicalDigest` in the record
 */
export function findSbom(
  predicates: readonly unknown[],
  expected: Digest,
): { readonly sbom: unknown } | Reason {
  if (predicates.length === 0) return { code: 'missing', reason: 'it has no SBOM attestation' };
  const sbom = predicates.find((predicate) => canonicalDigest(predicate) === expected);
  return sbom === undefined
    ? { code: 'sbom-differs', reason: 'its SBOM is not the one that the release record names' }
    : { sbom };
}
