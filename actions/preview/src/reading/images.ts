/** What is released of a pull request, and only what its own verified attestations say. */
import { registryLogins } from '@sealift/action-kit/registry-login';
import type { TrustRule } from '@sealift/core/config/trust-rule';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageReference, type ImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { describeProblems } from '@sealift/core/verification/requirements';
import { demandOf, policyOfRule, type TrustDemand } from '@sealift/core/verification/trust-demand';
import { createRegistryClient } from '@sealift/registry/client';
import { createVerifier } from '@sealift/tools/sigstore/verifier';
import { checkImage } from '@sealift/tools/verification/image-check';
import { resolveTag } from '@sealift/tools/verification/image-facts';
import type { Inputs } from '../inputs.ts';
import type { Tooling } from '../tooling.ts';

export type Images = {
  /** The digest that a tag names now. */
  digestOf(image: ImageName, tag: string): Promise<Digest | undefined>;
  /**
   * Its attested record, or why it is refused, as a clause.
   * @throws Failure when it cannot be judged
   */
  verify(
    app: string,
    image: ImageName & { readonly digest: Digest },
    demand: TrustDemand,
  ): Promise<{ readonly record: ReleaseRecord } | { readonly refused: string }>;
};

/** Runs `work` with what the registries know, and the Sigstore instances. */
export async function withImages<T>(
  inputs: Pick<Inputs, 'githubToken' | 'registry' | 'username' | 'password' | 'registryAuths' | 'tools'>,
  dependencies: Tooling,
  names: readonly ImageName[],
  work: (images: Images) => Promise<T>,
): Promise<T> {
  const { registry, username, password, registryAuths, githubToken: token } = inputs;
  const logins = await registryLogins(
    names.map((name) => name.registry),
    registry,
    { token, username, password, registryAuths },
    dependencies,
  );
  const client = createRegistryClient({ ...dependencies, credentials: (host) => logins.get(host) });
  const verifier = createVerifier({ tools: inputs.tools, credentials: logins }, dependencies);
  return work({
    digestOf: (image, tag) => resolveTag(client, image, tag),
    async verify(app, image, demand) {
      const checker = { verifier, client, policy: demand.policy };
      const checked = await checkImage(checker, { image }, { ...demand, app });
      const problems = [...checked.problems, ...checked.subjects.flatMap((subject) => subject.problems)];
      if (problems.length > 0)
        return {
          refused: `${formatImageReference(image)} does not verify: ${describeProblems(problems).join('; ')}`,
        };
      return checked.record === undefined
        ? { refused: `${formatImageReference(image)} has no release record` }
        : { record: checked.record };
    },
  });
}

/**
 * What the ops side demands of a release of exactly this pull request: the ref in the certificate names it.
 * @throws Failure `trust/other-source` when pull requests are not let in
 */
export const demandFor = (rule: TrustRule, image: ImageName, ref: string, now: number): TrustDemand =>
  demandOf(rule, { ...policyOfRule(rule), sourceRef: ref }, ref, now, image);
