/** Whether what a place deploys is a release that verifies, under the name that the place gives it. */
import type { TrustRule } from '@sealift/core/config/trust-rule';
import { Failure, failedWith } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import type { VerifyTarget } from '../deciding/trusted-release.ts';
import type { Images } from '../reading/images.ts';
import type { Finding, FindingKind, Place } from './finding.ts';

/** An image that does not do what is demanded of it. */
const REFUSED = ['bump/unverified', 'trust/other-source', 'trust/unverified'] as const;

/**
 * How old scans and databases may be was decided when it was deployed: a deployment does not become drift by standing
 * still.
 */
export const withoutAges = (rule: TrustRule): TrustRule => ({
  ...rule,
  maxScanAge: undefined,
  maxDatabaseAge: undefined,
});

export async function judgePlace(
  { target, deployed }: Place,
  images: Images,
  verify: VerifyTarget,
): Promise<readonly Finding[]> {
  const { app, environment, file } = target;
  const { image } = target.release;
  const finding = (kind: FindingKind, detail: string): Finding => ({
    ...{ kind, app, environment, file, deployed, detail },
  });
  const { tag, digest } = deployed;
  try {
    const named = tag === undefined ? undefined : await images.digestOf(image, tag);
    const apart =
      tag === undefined ? [] : tagFindings({ tag, named, digest, name: formatImageName(image), finding });
    const subject = digest ?? named;
    if (subject === undefined) return apart;
    const { record } = await verify(target, { app, image, tag: undefined, digest: subject });
    const isOwn =
      tag === undefined || record === undefined || tag === record.deployTag || record.tags.includes(tag);
    if (isOwn || apart.length > 0) return apart;
    return [
      ...apart,
      finding('tag-moved', `What is deployed as ${tag} was released as ${record.deployTag}.`),
    ];
  } catch (failure) {
    if (failedWith(failure, 'bump/tag-moved')) return [finding('tag-moved', failure.message)];
    if (failedWith(failure, ...REFUSED)) return [finding('unverified', failure.message)];
    // What cannot be looked up says nothing of what is deployed, and keeps nobody from looking at the rest.
    if (!(failure instanceof Failure) || failedWith(failure, 'sealift/bug')) throw failure;
    return [finding('unknown', failure.message)];
  }
}

type Tagged = {
  readonly tag: string;
  readonly named: Digest | undefined;
  readonly digest: Digest | undefined;
  readonly name: string;
  readonly finding: (kind: FindingKind, detail: string) => Finding;
};

function tagFindings({ tag, named, digest, name, finding }: Tagged): readonly Finding[] {
  if (named === undefined) return [finding('tag-gone', `The registry has no ${name}:${tag}.`)];
  if (digest === undefined || named === digest) return [];
  return [finding('digest-differs', `${name}:${tag} names ${named}, and the file deploys ${digest}.`)];
}
