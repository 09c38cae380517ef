import { configurationFailure, policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName, isTag } from '@sealift/core/image/reference';
import { isStatementTag, type ReleaseTag } from '@sealift/core/image/tag';
import type { RegistryClient } from './client.ts';

/** `existing`: it pointed there already; `left`: it points to something else or nothing, and is to stay so. */
export type TagResult = 'existing' | 'moved' | 'left';

/**
 * Points a tag to a digest that is in the repository, and reads it back. An immutable tag is never taken from another
 * digest. Registries have no compare-and-swap: let one job at a time move the tags of an image.
 * @param mayMove asked before a floating tag is taken from another digest, or made where there is none
 * @throws Failure `registry/bad-name`, `registry/not-found`; `registry/tag-taken` when an immutable tag names another
 *   image; `remote` when the tag points elsewhere afterwards
 */
export async function moveTag(
  client: RegistryClient,
  image: ImageName,
  digest: Digest,
  tag: ReleaseTag,
  mayMove: (from: Digest | undefined) => Promise<boolean> = async () => true,
): Promise<TagResult> {
  const { name } = tag;
  checkName(name);
  const push = { access: 'push' } as const;
  const current = (await client.headManifest(image, name, push))?.digest;
  if (current === digest) return 'existing';
  if (current !== undefined && tag.kind === 'immutable') throw taken(image, name, current, digest);
  const manifest = await client.getManifest(image, digest, push);
  if (manifest === undefined)
    throw configurationFailure({
      code: 'registry/not-found',
      cause: `${formatImageName(image)}@${digest} is not in the registry, so "${name}" cannot point to it.`,
      remedy: 'Push the image by digest first.',
    });
  if (tag.kind === 'floating' && !(await mayMove(current))) return 'left';
  await client.putManifest(image, name, manifest);
  await client.headManifest(image, name, { ...push, expect: digest });
  return 'moved';
}

function checkName(name: string): void {
  if (!isTag(name))
    throw configurationFailure({
      code: 'registry/bad-name',
      cause: `"${name}" is not a tag.`,
      remedy: 'Use at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-".',
    });
  if (isStatementTag(name))
    throw configurationFailure({
      code: 'registry/bad-name',
      cause: `"${name}" cannot be the tag of an image: registries list there what is attached to a digest.`,
      remedy: 'Choose a tag that does not look like a digest.',
    });
}

const taken = (image: ImageName, name: string, current: Digest, digest: Digest) =>
  policyFailure({
    code: 'registry/tag-taken',
    cause: `The tag ${formatImageName(image)}:${name} names ${current}, and a tag of a release never moves: ${digest} cannot have it.`,
    remedy:
      'Release a new version or commit. If what carries the tag is no release of yours, find out who put it there, delete the tag in the registry, and run the job again.',
  });
