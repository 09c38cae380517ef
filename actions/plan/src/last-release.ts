/**
 * The commit that an app was last released from on this branch. Whoever can write packages can put any image under any
 * tag, and what is believed here keeps an app from being built: only a record that verifies counts.
 */
import { type LoginInputs, registryLogins } from '@sealift/action-kit/registry-login';
import { Failure, failedWith } from '@sealift/core/failure';
import { type ImageName, parseImageName } from '@sealift/core/image/reference';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { createRegistryClient, type RegistryClient } from '@sealift/registry/client';
import type { Credentials } from '@sealift/registry/login';
import { createVerifier, type VerifierDependencies } from '@sealift/tools/sigstore/verifier';
import type { ToolSource } from '@sealift/tools/tool';
import { checkImage, type Demand, type ImageChecker } from '@sealift/tools/verification/image-check';

export type LastRelease =
  | { readonly is: 'commit'; readonly commit: string }
  /** The registry says that there is none. */
  | { readonly is: 'none' }
  /** A clause: why it cannot be known. */
  | { readonly is: 'unknown'; readonly reason: string };

export type ReleaseQuestion = {
  readonly app: string;
  /** registry/repository */
  readonly image: string;
  /** Where its newest release may be found, the best first. */
  readonly tags: readonly string[];
};

export type ReleaseTrust = LoginInputs & { readonly policy: TrustPolicy; readonly tools: ToolSource };

export type ReleaseDependencies = VerifierDependencies & {
  /** Instead of the one on the network. */
  readonly registry?: Client;
};

/** Who attested it, and for which app: the statements of each platform were judged when its tags moved. */
const DEMAND: Demand = { require: ['signature', 'record'], signed: 'index' };

/**
 * Answers for several apps.
 * @param work gets the function that answers, and never rejects for a registry that fails
 */
export async function withLastReleases<T>(
  images: readonly string[],
  trust: ReleaseTrust,
  dependencies: ReleaseDependencies,
  work: (lastRelease: (question: ReleaseQuestion) => Promise<LastRelease>) => Promise<T>,
): Promise<T> {
  const registries = new Set(images.map((image) => parseImageName(image).registry));
  const [own] = registries;
  const credentials: ReadonlyMap<string, Credentials> = await registryLogins(
    registries,
    own,
    trust,
    dependencies,
  );
  const client =
    dependencies.registry ??
    createRegistryClient({ ...dependencies, credentials: (host) => credentials.get(host) });
  const verifier = createVerifier({ tools: trust.tools, credentials }, dependencies);
  const broken = new Map<string, string>();
  return work(async (question) => {
    const image = parseImageName(question.image);
    const known = broken.get(image.registry);
    if (known !== undefined) return { is: 'unknown', reason: known };
    try {
      return await find(question, image, { verifier, client, policy: trust.policy });
    } catch (thrown) {
      return afterFailure(thrown, image, broken);
    }
  });
}

/** @param broken registries that do not answer: the next question would wait as long */
function afterFailure(thrown: unknown, { registry }: ImageName, broken: Map<string, string>): LastRelease {
  if (!(thrown instanceof Failure) || failedWith(thrown, 'sealift/bug', 'registry/cancelled')) throw thrown;
  // GitHub denies what is not there, and nobody may have published this one yet.
  if (registry === 'ghcr.io' && failedWith(thrown, 'registry/denied')) return { is: 'none' };
  const reason = thrown.message.replace(/\.$/, '');
  if (failedWith(thrown, 'registry/unavailable', 'registry/connection')) broken.set(registry, reason);
  return { is: 'unknown', reason };
}

type Client = ImageChecker['client'] & Pick<RegistryClient, 'headManifest'>;

async function find(
  { app, tags }: ReleaseQuestion,
  image: ImageName,
  checker: ImageChecker & { readonly client: Client },
): Promise<LastRelease> {
  const refused = new Set<string>();
  for (const tag of tags) {
    const found = await checker.client.headManifest(image, tag);
    if (found === undefined || refused.has(found.digest)) continue;
    const target = { image: { ...image, digest: found.digest } };
    const checked = await checkImage(checker, target, { ...DEMAND, app });
    const problems = [...checked.problems, ...checked.subjects.flatMap((subject) => subject.problems)];
    if (problems.length === 0 && checked.record !== undefined)
      return { is: 'commit', commit: checked.record.source.commit };
    refused.add(found.digest);
  }
  return { is: 'none' };
}
