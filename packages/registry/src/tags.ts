import { configurationFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName, isTag } from '@sealift/core/image/reference';
import type { RegistryClient } from './client.ts';

/**
 * Points a tag to a digest that is in the repository, and reads it back.
 * @returns existing: true when the tag pointed there already and nothing was written
 * @throws Failure `configuration` on a bad tag or an absent digest; `remote` when the tag points elsewhere afterwards
 */
export async function moveTag(
  client: RegistryClient,
  image: ImageName,
  digest: Digest,
  tag: string,
): Promise<{ readonly existing: boolean }> {
  if (!isTag(tag))
    throw configurationFailure({
      code: 'registry/bad-name',
      cause: `"${tag}" is not a tag.`,
      remedy: 'Use at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-".',
    });
  const push = { access: 'push' } as const;
  if ((await client.headManifest(image, tag, push))?.digest === digest) return { existing: true };
  const manifest = await client.getManifest(image, digest, push);
  if (manifest === undefined)
    throw configurationFailure({
      code: 'registry/not-found',
      cause: `${formatImageName(image)}@${digest} is not in the registry, so "${tag}" cannot point to it.`,
      remedy: 'Push the image by digest first.',
    });
  await client.putManifest(image, tag, manifest);
  await client.headManifest(image, tag, { ...push, expect: digest });
  return { existing: false };
}
