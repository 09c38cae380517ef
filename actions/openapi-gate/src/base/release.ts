/** What is deployed: an image that verifies as a release, and the document of its API. */
import { registryLogins } from '@sealift/action-kit/registry-login';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageReference } from '@sealift/core/image/reference';
import {
  describeProblems,
  type PredicateUri,
  parseRequirement,
  type Requirement,
} from '@sealift/core/verification/requirements';
import { createRegistryClient } from '@sealift/registry/client';
import { createVerifier } from '@sealift/tools/sigstore/verifier';
import { readAttestedDocument } from '@sealift/tools/verification/attested-document';
import { checkImage, type ImageChecker, RELEASE } from '@sealift/tools/verification/image-check';
import { resolveTag } from '@sealift/tools/verification/image-facts';
import type { BaseSource, Inputs } from '../inputs.ts';
import type { Tooling } from '../tooling.ts';

type ReleaseSource = Extract<BaseSource, { readonly kind: 'release' }>;

/** The attested document, or the commit whose snapshot it is. */
export type Released = { readonly reference: string } & (
  | { readonly digest: Digest; readonly document: unknown }
  | { readonly commit: string }
);

/** @throws Failure `openapi/unverified`, `openapi/no-base`, `sigstore/no-trust-root`, and those of the registry */
export async function readRelease(
  source: ReleaseSource,
  inputs: Pick<Inputs, 'token' | 'registry' | 'username' | 'password' | 'registryAuths' | 'tools'>,
  dependencies: Tooling,
): Promise<Released> {
  const { registry, username, password, registryAuths, token, tools } = inputs;
  const logins = await registryLogins(
    [source.image.registry],
    registry,
    { token, username, password, registryAuths },
    dependencies,
  );
  const client = createRegistryClient({ ...dependencies, credentials: (host) => logins.get(host) });
  const verifier = createVerifier({ tools, credentials: logins }, dependencies);
  return verifyRelease({ verifier, client, policy: source.policy }, source);
}

type ReleaseChecker = ImageChecker & { readonly client: Parameters<typeof resolveTag>[0] };

/** @throws Failure `openapi/unverified`, `openapi/no-base` */
export async function verifyRelease(
  checker: ReleaseChecker,
  { image, predicateType, policy }: Pick<ReleaseSource, 'image' | 'predicateType' | 'policy'>,
): Promise<Released> {
  const { registry, repository, tag } = image;
  const digest = image.digest ?? (await resolveTag(checker.client, image, tag ?? 'latest'));
  const reference = formatImageReference(image);
  if (digest === undefined)
    throw configurationFailure({
      code: 'openapi/no-base',
      cause: `${reference} is not in the registry.`,
      remedy:
        'Give the image that is deployed as "released-image", or leave it out to compare with "base-ref".',
    });
  const subject = { registry, repository, digest };
  const refused = (reasons: string) =>
    policyFailure({
      code: 'openapi/unverified',
      cause: `Nothing is compared with ${reference}: ${reasons}.`,
      remedy: 'Name the workflow that signed it and the ref that it was released from, or release it again.',
    });
  const checked = await checkImage(checker, { image: subject }, RELEASE);
  const problems = [...checked.problems, ...checked.subjects.flatMap((each) => each.problems)];
  if (problems.length > 0 || checked.record === undefined)
    throw refused(describeProblems(problems).join('; ') || 'it has no release record');
  const { source } = checked.record;
  if (source.repository.toLowerCase() !== policy.sourceRepository.toLowerCase())
    throw refused(`its release record names ${source.repository}`);
  const type = parseRequirement(predicateType);
  const attested =
    type === undefined || !isUri(type)
      ? { absent: true as const }
      : await readAttestedDocument(checker, subject, type);
  if ('absent' in attested) return { reference, commit: source.commit };
  if ('reason' in attested) throw refused(`of its OpenAPI document, ${attested.reason}`);
  return { reference, digest, document: attested.predicate };
}

const isUri = (requirement: Requirement): requirement is PredicateUri => requirement.includes(':');
