/**
 * Whether what carries the tag of a release is that release. Whoever can write packages can put a tag on anything, and
 * what is kept here is signed and deployed.
 */

import { policyFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image/reference';
import { describeProblems } from '@sealift/core/verification/requirements';
import type { Subject } from '@sealift/tools/cosign/cosign';
import { checkImage, RELEASE } from '@sealift/tools/verification/image-check';
import type { ReleaseTrust } from './inputs.ts';
import { type CosignAccess, type Judging, verifierFor } from './verifier.ts';

export type Released = CosignAccess & {
  readonly image: Subject;
  /** That it was found under. */
  readonly tag: string;
  readonly trust: ReleaseTrust;
};

/**
 * @throws Failure `publish/not-released` for an image that is not a release of this commit by this signer from this
 *   source; those of the registry and cosign when it cannot be known
 */
export async function requireRelease(released: Released, dependencies: Judging): Promise<void> {
  const { image, tag, trust } = released;
  const { client } = dependencies;
  const checker = { verifier: verifierFor(image, released, dependencies), client, policy: trust.policy };
  const checked = await checkImage(checker, { image }, RELEASE);
  const problems = describeProblems([
    ...checked.problems,
    ...checked.subjects.flatMap((subject) => subject.problems),
  ]);
  const commit = checked.record?.source.commit;
  const reasons =
    problems.length > 0 || commit === trust.commit
      ? problems
      : [`it is a release of commit ${commit ?? 'unknown'} instead of ${trust.commit}`];
  if (reasons.length === 0) return;
  throw policyFailure({
    code: 'publish/not-released',
    cause: `${formatImageReference(image)} carries the tag ${tag} of this release, and is not that release: ${reasons.join('; ')}. Nothing was signed.`,
    remedy: `Find out who put the tag there, delete it in the registry, and run the job again. A release of the same commit from another ref stands: make a commit of its own for this one.`,
  });
}
