/**
 * Whether what carries the tag of a release is that release. Whoever can write packages can put a tag on anything, and
 * what is kept here is signed and deployed.
 */

import type { Runtime } from '@sealift/action-kit/action';
import { policyFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image/reference';
import { describeProblems } from '@sealift/core/verification/requirements';
import type { Credentials } from '@sealift/registry/credentials';
import type { Subject } from '@sealift/tools/cosign/cosign';
import { withCosign } from '@sealift/tools/cosign/cosign';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool, ToolSource } from '@sealift/tools/tool';
import { checkImage, type ImageChecker, RELEASE } from '@sealift/tools/verification/image-check';
import type { ReleaseTrust } from './inputs.ts';

export type ReleasedDependencies = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'signal'> & {
  readonly client: ImageChecker['client'];
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
};

export type Released = {
  readonly image: Subject;
  /** That it was found under. */
  readonly tag: string;
  readonly trust: ReleaseTrust;
  readonly tools: ToolSource;
  /** For cosign, which asks the registry itself. */
  readonly credentials: Credentials | undefined;
};

/**
 * @throws Failure `publish/not-released` for an image that is not a release of this commit by this signer from this
 *   source; those of the registry and cosign when it cannot be known
 */
export async function requireRelease(
  { image, tag, trust, tools, credentials }: Released,
  dependencies: ReleasedDependencies,
): Promise<void> {
  const tool = await dependencies.resolveTool('cosign', { source: tools, ...dependencies });
  const credentialsByRegistry = new Map(
    credentials === undefined ? [] : [[image.registry, credentials] as const],
  );
  const checked = await withCosign(
    { ...dependencies, path: tool.path, credentials: credentialsByRegistry },
    (cosign) => checkImage({ cosign, client: dependencies.client, policy: trust.policy }, { image }, RELEASE),
  );
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
