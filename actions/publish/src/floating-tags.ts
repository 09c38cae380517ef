/** Floating tags move forward only, also when an old run is rerun: which commit came first is asked from GitHub. */
import type { Runtime } from '@sealift/action-kit/action';
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
import type { Credentials } from '@sealift/registry/credentials';
import { withCosign } from '@sealift/tools/cosign/cosign';
import type { Checker } from '@sealift/tools/cosign/subject-check';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool, ToolSource } from '@sealift/tools/tool';
import { readHolder } from './tag-holder.ts';

export type OrderDependencies = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'signal'> & {
  readonly client: Checker['client'];
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
};

export type TagMove = {
  readonly image: ImageName;
  readonly tag: string;
  /** What is to have the tag. */
  readonly digest: Digest;
  /** What has it. */
  readonly from: Digest;
  readonly policy: TrustPolicy;
  readonly tools: ToolSource;
  /** For cosign, which asks the registry itself. */
  readonly credentials: Credentials | undefined;
  /** Reads the history of the source. */
  readonly token: string | undefined;
};

/**
 * Whether the tag may move. An image without any statement is not ours to keep: the tag is taken over, with a notice.
 * @throws Failure `publish/not-released` when what is to have the tag is no release; `publish/tag-not-ours`; those of the
 *   registry, cosign and GitHub when it cannot be known
 */
export async function mayMoveTag(move: TagMove, dependencies: OrderDependencies): Promise<boolean> {
  const { image, tag, digest, from, policy } = move;
  const { log, client } = dependencies;
  const tool = await dependencies.resolveTool('cosign', { source: move.tools, ...dependencies });
  const credentials = new Map(
    move.credentials === undefined ? [] : [[image.registry, move.credentials] as const],
  );
  const [release, holder] = await withCosign({ ...dependencies, path: tool.path, credentials }, (cosign) =>
    Promise.all([
      readHolder({ cosign, client, policy }, { ...image, digest }, tag),
      // A release of any ref may have had the tag.
      readHolder(
        { cosign, client, policy: { ...policy, sourceRef: undefined } },
        { ...image, digest: from },
        tag,
      ),
    ]),
  );
  if (release === 'unsigned')
    throw policyFailure({
      code: 'publish/not-released',
      cause: `${formatImageReference({ ...image, digest })} carries no statement, so "${tag}" cannot move to it.`,
      remedy: 'Sign the image first, or leave "certificate-identity" out to move tags without an order.',
    });
  const name = `${formatImageName(image)}:${tag}`;
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

async function historyOf(
  { source }: ReleaseRecord,
  { token }: TagMove,
  dependencies: OrderDependencies,
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
