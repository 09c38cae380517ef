/** Whether an attested SBOM is the one of this manifest. */
import type { Digest } from '@sealift/core/image/digest';
import type { ReleaseRecord } from '@sealift/core/release/record';
import type { Reason } from '@sealift/core/verification/requirements';
import { findSbom } from '@sealift/core/verification/sbom';
import { newestOf } from '@sealift/core/verification/signed-time';
import type { SignedStatement } from '../cosign/subject-check.ts';

/**
 * @param record the attested one; undefined when none is required: then the newest SBOM counts, and is only as good as
 *   its signature
 */
export function sbomProblem(
  statements: readonly Pick<SignedStatement, 'predicate' | 'signed'>[],
  subject: Digest,
  record: ReleaseRecord | undefined,
): Reason | undefined {
  if (record === undefined)
    return newestOf(statements).every(({ predicate }) => isSpdx(predicate))
      ? undefined
      : { code: 'unreadable', reason: 'its SBOM cannot be read' };
  const platform = record.platforms.find(({ digest }) => digest === subject);
  if (platform === undefined)
    return { code: 'sbom-differs', reason: 'the release record names no SBOM of this manifest' };
  const predicates = statements.map(({ predicate }) => predicate);
  const found = findSbom(predicates, platform.sbom.canonicalDigest);
  return 'reason' in found ? found : undefined;
}

const isSpdx = (predicate: unknown): boolean =>
  typeof predicate === 'object' && predicate !== null && Object.hasOwn(predicate, 'spdxVersion');
