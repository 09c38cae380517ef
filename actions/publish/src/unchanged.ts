/**
 * Whether the builds are what the newest release of this ref consists of already: then nothing is released a second time.
 * A build may say anything of itself, and a tag can be put on anything. What counts are the digests that the signer was
 * given by the build jobs, and a release that verifies as one of this source by this signer.
 */
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { describeProblems } from '@sealift/core/verification/requirements';
import { type CheckedImage, checkImage, RELEASE } from '@sealift/tools/verification/image-check';
import type { ReleaseTrust } from './inputs.ts';
import { type CosignAccess, type Judging, verifierFor } from './verifier.ts';

export type Comparison = CosignAccess & {
  readonly image: ImageName;
  /** Floating tags that this release would move. */
  readonly tags: readonly string[];
  /** Platform manifests of the builds. */
  readonly manifests: readonly Digest[];
  readonly trust: ReleaseTrust;
};

/**
 * The record of the release that every one of the tags names, as far as they name releases of this ref; undefined when
 * one of them is of other manifests, or none is there.
 * @throws Failure those of the registry and cosign when it cannot be known
 */
export async function findUnchanged(
  { image, tags, manifests, trust, ...access }: Comparison,
  dependencies: Judging,
): Promise<ReleaseRecord | undefined> {
  const { client, log } = dependencies;
  const named = new Map<Digest, string>();
  for (const tag of tags) {
    const found = await client.getManifest(image, tag);
    if (found !== undefined && !named.has(found.digest)) named.set(found.digest, tag);
  }
  if (named.size === 0) return undefined;
  const checker = { verifier: verifierFor(image, access, dependencies), client, policy: trust.policy };
  const checked: CheckedImage[] = [];
  for (const digest of named.keys())
    checked.push(await checkImage(checker, { image: { ...image, digest } }, RELEASE));
  const records: ReleaseRecord[] = [];
  for (const { target, record, problems, subjects } of checked) {
    const reasons = describeProblems([...problems, ...subjects.flatMap((subject) => subject.problems)]);
    if (record === undefined || reasons.length > 0) {
      // Of another ref, or by an older version of the workflow: nothing to compare with.
      log.debug(`${formatImageName(image)}:${named.get(target.image.digest) ?? ''}: ${reasons.join('; ')}`);
      continue;
    }
    if (!sameManifests(record, manifests)) return undefined;
    records.push(record);
  }
  return records[0];
}

const sameManifests = ({ platforms }: ReleaseRecord, manifests: readonly Digest[]): boolean => {
  const released = new Set(platforms.map(({ digest }) => digest));
  const built = new Set(manifests);
  return released.size === built.size && [...built].every((digest) => released.has(digest));
};
