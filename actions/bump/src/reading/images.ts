/** What is known of images, and only what their own verified attestations say. */

import { registryLogins } from '@sealift/action-kit/registry-login';
import type { ImageFacts } from '@sealift/core/comparison/facts';
import { type FailureCode, failedWith, policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, formatImageReference, type ImageName } from '@sealift/core/image/reference';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { describeProblems } from '@sealift/core/verification/requirements';
import type { TrustDemand } from '@sealift/core/verification/trust-demand';
import type { Release } from '@sealift/deploy/targets/release';
import { createRegistryClient, type RegistryClient } from '@sealift/registry/client';
import type { Subject } from '@sealift/tools/cosign/cosign';
import { createVerifier, type VerifierDependencies } from '@sealift/tools/sigstore/verifier';
import { checkImage, type ImageChecker, RELEASE } from '@sealift/tools/verification/image-check';
import {
  readImageFacts,
  readImageRecord,
  resolveTag,
  type UnknownFacts,
} from '@sealift/tools/verification/image-facts';
import type { Inputs } from '../inputs.ts';

/**
 * Why one release is not deployed, and nothing is known of any other: what is under its tag or attached to it, which
 * whoever may write packages chooses, is not what was released or cannot be read.
 */
export const OF_ONE_RELEASE = [
  'bump/unverified',
  'bump/tag-moved',
  'image/not-found',
  'image/not-usable',
  'image/wrong-content',
  'registry/wrong-content',
  'registry/too-many-referrers',
] as const satisfies readonly FailureCode[];

/** As an ops file says it. */
export type Deployed = { readonly tag?: string; readonly digest?: Digest };

/** What may be deployed, and is not verified yet. */
export type Candidate = Omit<Release, 'tag'> & {
  /** undefined: a file names the digest alone. */
  readonly tag: string | undefined;
};

export type NotKnown = UnknownFacts & {
  /** There is no such image, so nothing of it runs. */
  readonly absent?: true;
};

export type Known = ImageFacts | NotKnown;
export type KnownRecord = Pick<ImageFacts, 'record'> | NotKnown;

export type Images = {
  /** undefined: nothing is verified. */
  readonly policy: TrustPolicy | undefined;
  /**
   * The release with its attested record. Where only a digest is known, its tag is the one that the record deploys.
   * @param demand of the ops side; `policy` alone otherwise
   * @throws Failure `bump/unverified` naming what is wrong with the image; another code when it cannot be judged
   */
  verify(release: Candidate, demand?: TrustDemand): Promise<Release>;
  /**
   * What is attested of an image that was released before, from whatever ref.
   * @param known signers that are trusted for it; those of `policy` otherwise
   */
  facts(image: ImageName, deployed: Deployed, known?: TrustPolicy): Promise<Known>;
  /** Of the same, only which release it is: what is in it is megabytes, and few ask for it. */
  record(image: ImageName, deployed: Deployed, known?: TrustPolicy): Promise<KnownRecord>;
  /** The digest that a tag names now. */
  digestOf(image: ImageName, tag: string): Promise<Digest | undefined>;
};

/** Runs `work` with what the registries know, and the Sigstore instances; both are asked when it is needed. */
export async function withImages<T>(
  inputs: Pick<Inputs, 'verification' | 'githubToken' | 'tools'>,
  dependencies: VerifierDependencies,
  releases: readonly Pick<Release, 'image'>[],
  work: (images: Images) => Promise<T>,
): Promise<T> {
  const { registry: own, username, password, registryAuths, policy } = inputs.verification;
  const logins = await registryLogins(
    releases.map(({ image }) => image.registry),
    own,
    { token: inputs.githubToken, username, password, registryAuths },
    dependencies,
  );
  const client = createRegistryClient({ ...dependencies, credentials: (registry) => logins.get(registry) });
  if (policy === undefined) return work(unverified(client));
  const verifier = createVerifier({ tools: inputs.tools, credentials: logins }, dependencies);
  return work(verified({ verifier, client, policy }));
}

const NOT_VERIFIED: NotKnown = { unknown: 'nothing is verified ("verify: off")' };

const unverified = (client: RegistryClient): Images => ({
  policy: undefined,
  // Nobody has said which tag it has: the digest's own name is one in no registry.
  verify: async ({ tag = 'unknown', ...release }) => ({ ...release, tag }),
  facts: async () => NOT_VERIFIED,
  record: async () => NOT_VERIFIED,
  digestOf: (image, tag) => resolveTag(client, image, tag),
});

/** Images at once. */
export const PARALLEL = 6;

function verified(checker: ImageChecker & { readonly client: RegistryClient }): Images {
  const digestOf: Images['digestOf'] = (image, tag) => resolveTag(checker.client, image, tag);
  const { facts, record } = createFacts(checker, digestOf);
  return {
    policy: checker.policy,
    ...{ digestOf, facts, record },
    async verify(release, demand) {
      const image = { ...release.image, digest: release.digest };
      const { record: claimed } = release;
      const checked = await checkImage(
        demand === undefined ? checker : { ...checker, policy: demand.policy },
        { image, ...(claimed === undefined ? {} : { claimed }) },
        {
          ...{ ...RELEASE, ...demand, app: release.app },
          ...(release.commit === undefined ? {} : { commit: release.commit }),
        },
      );
      const problems = [...checked.problems, ...checked.subjects.flatMap((subject) => subject.problems)];
      if (problems.length > 0)
        throw policyFailure({
          code: 'bump/unverified',
          cause: `"${release.app}" is not deployed: ${formatImageReference(image)} does not verify: ${describeProblems(problems).join('; ')}.`,
          remedy:
            'Release it again through the workflow that signs, or correct the identity and the source that are expected.',
        });
      const found = { ...release, ...(checked.record === undefined ? {} : { record: checked.record }) };
      const tag = release.tag ?? checked.record?.deployTag ?? 'unknown';
      requireTag({ ...found, tag }, await digestOf(release.image, tag));
      return { ...found, tag };
    },
  };
}

/** What was released before, each asked once. */
function createFacts(checker: ImageChecker, digestOf: Images['digestOf']): Pick<Images, 'facts' | 'record'> {
  const once = <T>(read: (checker: ImageChecker, image: Subject) => Promise<T | UnknownFacts>) => {
    const known = new Map<string, Promise<T | NotKnown>>();
    const find = async (
      image: ImageName,
      { tag, digest }: Deployed,
      policy: TrustPolicy,
    ): Promise<T | NotKnown> => {
      const found = digest ?? (tag === undefined ? undefined : await foundOr(digestOf(image, tag)));
      if (typeof found === 'object') return found;
      if (found === undefined)
        return {
          unknown:
            tag === undefined
              ? 'nothing is deployed yet'
              : `the registry has no ${formatImageName(image)}:${tag}`,
          absent: true,
        };
      // A release from any ref of the same source may be deployed now.
      const anyRef = { ...checker, policy: { ...policy, sourceRef: undefined } };
      return read(anyRef, { ...image, digest: found });
    };
    return (image: ImageName, deployed: Deployed, trusted = checker.policy): Promise<T | NotKnown> => {
      const key = JSON.stringify([formatImageName(image), deployed.digest ?? deployed.tag, trusted]);
      const answer = known.get(key) ?? find(image, deployed, trusted);
      known.set(key, answer);
      return answer;
    };
  };
  return { facts: once(readImageFacts), record: once(readImageRecord) };
}

/**
 * Ops files hold the tag, and whoever may write packages may have moved it since the release.
 * @param named digest that the tag names now
 */
function requireTag({ app, image, tag, digest }: Release, named: Digest | undefined): void {
  if (named === digest) return;
  throw policyFailure({
    code: 'bump/tag-moved',
    cause: `"${app}" is not deployed: ${formatImageName(image)}:${tag} ${named === undefined ? 'is not in the registry' : `names ${named}`}, and ${digest} is what was verified.`,
    remedy:
      'Find out who moved or deleted the tag, and release again; a registry with immutable tags does not let it happen.',
  });
}

/** Why a registry does not tell what a tag names. */
const UNREADABLE = [
  'registry/denied',
  'registry/not-found',
  'registry/unavailable',
  'registry/connection',
  'registry/bad-answer',
  'registry/wrong-content',
  'registry/not-accepted',
  'registry/bad-name',
  'registry/bad-login',
  'registry/foreign-realm',
] as const;

/** What is deployed now may be in a registry that this job cannot read: no reason not to deploy something else. */
async function foundOr(asked: Promise<Digest | undefined>): Promise<Digest | undefined | UnknownFacts> {
  try {
    return await asked;
  } catch (failure) {
    if (!failedWith(failure, ...UNREADABLE)) throw failure;
    return { unknown: `it could not be looked up (${failure.message.replace(/\.$/, '')})` };
  }
}
