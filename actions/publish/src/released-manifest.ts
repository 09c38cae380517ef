/** Spares a rebuild of unchanged content its push. */
import { configurationFailure, failedWith } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { RegistryClient } from '@sealift/registry/client';
import type { Layout } from '@sealift/registry/layout';
import { readRegistryParts } from '@sealift/registry/registry-parts';

/**
 * The platform manifest of the layout, if one of the tags names an image that it is part of. Nothing is judged by it: the
 * manifest is in the registry, so that an index can be made of it, and whoever signs looks at the release itself.
 * @returns undefined also for a layout of several platforms, of which only some may be the same
 * @throws Failure `registry/…`
 */
export async function releasedManifest(
  client: RegistryClient,
  image: ImageName,
  { platformManifests }: Pick<Layout, 'platformManifests'>,
  tags: readonly string[],
): Promise<Digest | undefined> {
  const [own, ...others] = platformManifests;
  if (own === undefined || others.length > 0) return undefined;
  for (const tag of tags) if ((await manifestsOf(client, image, tag)).includes(own.digest)) return own.digest;
  return undefined;
}

/** None of what is no image, which is not compared with. */
async function manifestsOf(
  client: RegistryClient,
  image: ImageName,
  tag: string,
): Promise<readonly Digest[]> {
  const manifest = await client.getManifest(image, tag, { access: 'push' });
  if (manifest === undefined) return [];
  const unusable = (reason: string) =>
    configurationFailure({
      code: 'publish/not-comparable',
      cause: `${formatImageName(image)}:${tag} cannot be compared with: ${reason}.`,
      remedy: 'Find out who put that image there, and delete the tag if it may go.',
    });
  try {
    const { images } = await readRegistryParts(client, image, manifest, unusable, { access: 'push' });
    return images.map(({ descriptor }) => descriptor.digest);
  } catch (error) {
    if (failedWith(error, 'publish/not-comparable')) return [];
    throw error;
  }
}
