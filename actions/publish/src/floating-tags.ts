/** Floating tags move forward only, also when an old run is rerun: which commit came first is asked from GitHub. */
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, formatImageReference, type ImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { decideTag, type History } from '@sealift/core/release/tag-order';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { createGitHubClient } from '@sealift/github/client/client';
import { type AncestryOf, ancestryOf } from '@sealift/github/git/ancestry';
import { readBranch } from '@sealift/github/git/refs';
import { parseRepositoryName } from '@sealift/github/repository/repository';
import type { Checker } from '@sealift/tools/cosign/subject-check';
import { type Holder, readHolder } from './tag-holder.ts';
import { type CosignAccess, type Judging, verifierFor } from './verifier.ts';

export type TagMove = CosignAccess & {
  readonly image: ImageName;
  readonly tag: string;
  /** What is to have the tag. */
  readonly digest: Digest;
  /** What has it. */
  readonly from: Digest;
  readonly policy: TrustPolicy;
  /** Where the tag is, when that is a copy of the image; its releases are read from the image itself. */
  readonly at?: ImageName;
  /** Reads the history of the source. */
  readonly token: string | undefined;
};

/**
 * Whether the tag may move. An image without any statement is not ours to keep: the tag is taken over, with a notice.
 * @throws Failure `publish/not-released` when what is to have the tag is no release; `publish/tag-not-ours`; those of the
 *   registry, cosign and GitHub when it cannot be known
 */
export async function mayMoveTag(move: TagMove, dependencies: Judging): Promise<boolean> {
  const { image, tag, from, policy } = move;
  const { log, client } = dependencies;
  const checker = { verifier: verifierFor(image, move, dependencies), client, policy };
  const [release, holder] = await Promise.all([readRelease(checker, move), readOther(checker, move, from)]);
  const name = `${formatImageName(move.at ?? image)}:${tag}`;
  if (holder === 'unsigned') {
    log.notice(`${name} named ${from}, which nobody signed: the tag is taken over.`, { title: 'Tag' });
    return true;
  }
  const decision = await decideTag(
    tag,
    release.record,
    holder.record,
    await historyOf(release.record, move, dependencies),
  );
  if (decision === 'move') return true;
  log.notice(`${name} stays at ${from}: it ${decision.leave}.`, { title: 'Tag' });
  return false;
}

/** @throws Failure `publish/not-released` when what is to have the tag is no release */
export async function readRelease(
  checker: Checker,
  { image, digest, tag }: Pick<TagMove, 'image' | 'digest' | 'tag'>,
): Promise<{ readonly record: ReleaseRecord }> {
  const release = await readHolder(checker, { ...image, digest }, tag);
  if (release !== 'unsigned') return release;
  throw policyFailure({
    code: 'publish/not-released',
    cause: `${formatImageReference({ ...image, digest })} carries no statement, so "${tag}" cannot move to it.`,
    remedy: 'Sign the image first, or leave "certificate-identity" out to move tags without an order.',
  });
}

/** Of any ref: a release of another one may have the tag. */
export const readOther = (
  { policy, ...checker }: Checker,
  { image, tag }: Pick<TagMove, 'image' | 'tag'>,
  digest: Digest,
): Promise<Holder> =>
  readHolder({ ...checker, policy: { ...policy, sourceRef: undefined } }, { ...image, digest }, tag);

/** What GitHub says of the commits of a release's source. */
export async function historyOf(
  { source }: ReleaseRecord,
  { token }: Pick<TagMove, 'token'>,
  dependencies: Judging,
): Promise<History> {
  const { apiUrl } = await readGitHubContext(dependencies.env);
  const repository = parseRepositoryName(source.repository);
  const open = () => createGitHubClient({ ...dependencies, token: token ?? '', apiUrl });
  const heads = new Map<string, AncestryOf>();
  return {
    async relation(head, other) {
      const of = heads.get(head) ?? ancestryOf(open(), repository, head);
      heads.set(head, of);
      return (await of(other)).relation;
    },
    headOf: (branch) => readBranch(open(), repository, branch),
  };
}
