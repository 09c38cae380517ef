/** What is to be verified, and with which logins. */
import { registryLogins } from '@sealift/action-kit/registry-login';
import { configurationFailure } from '@sealift/core/failure';
import { formatImageReference, parseImageName } from '@sealift/core/image/reference';
import { readEvidence } from '@sealift/evidence/read';
import type { Credentials } from '@sealift/registry/login';
import type { Target } from '@sealift/tools/verification/image-check';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';

/**
 * Images of the inputs, and those that the records in the evidence folder name.
 * @throws Failure `verify/no-record`: nothing verified is not a success; `evidence/…`
 */
export async function findTargets({ images, evidence }: Inputs): Promise<readonly Target[]> {
  const records = evidence === undefined ? [] : await readEvidence(evidence, 'record');
  if (evidence !== undefined && records.length === 0)
    throw configurationFailure({
      code: 'verify/no-record',
      cause: `The evidence folder ${evidence} holds no release record.`,
      remedy: 'Load the evidence of the sign job into it first.',
    });
  const targets = new Map<string, Target>();
  for (const image of images) targets.set(formatImageReference(image), { image });
  for (const { part } of records) {
    const image = { ...parseImageName(part.image), digest: part.digest };
    targets.set(formatImageReference(image), { image, claimed: part });
  }
  return [...targets.values()];
}

/** @throws Failure `verify/ambiguous-login`; `registry/bad-login` */
export async function loginsFor(
  targets: readonly Target[],
  inputs: Inputs,
  dependencies: Dependencies,
): Promise<ReadonlyMap<string, Credentials>> {
  const registries = [...new Set(targets.map(({ image }) => image.registry))];
  const { registry: own = registries[0], password } = inputs;
  if (registries.length > 1 && inputs.registry === undefined && password !== undefined)
    throw configurationFailure({
      code: 'verify/ambiguous-login',
      cause: `The images are in ${registries.join(' and ')}, and "username" and "password" are of one registry.`,
      remedy: 'Name that registry as "registry".',
    });
  return registryLogins(registries, own, inputs, dependencies);
}
