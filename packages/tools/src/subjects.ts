/**
 * What a scanner or SBOM generator looks at: the manifest of one platform, in a layout folder or in a registry. Its
 * digest is what scan verdicts and SBOMs are about.
 */

import { configurationFailure, type Failure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatPlatform, type Platform } from '@sealift/core/image/platform';
import { formatImageName, formatImageReference, type ImageReference } from '@sealift/core/image/reference';
import type { RegistryClient } from '@sealift/registry/client';
import { readLayout } from '@sealift/registry/layout';
import type { Descriptor } from '@sealift/registry/manifest';
import { readRegistryParts } from '@sealift/registry/registry-parts';
import type { ImageSource } from './image-source.ts';

export type Subject = {
  readonly platform: Platform;
  /** Of the platform manifest. */
  readonly digest: Digest;
  /** Of its config: what tools call the image id. */
  readonly configDigest: Digest;
  readonly source:
    | { readonly kind: 'layout'; readonly directory: string; readonly descriptor: Descriptor }
    | { readonly kind: 'registry'; readonly reference: ImageReference };
};

/** {@link layoutSubjects} or {@link registrySubjects}; the client is only made for the latter. */
export const findSubjects = (
  source: ImageSource,
  wanted: readonly Platform[],
  client: () => Promise<RegistryClient>,
): Promise<Subject[]> =>
  'layout' in source
    ? layoutSubjects(source.layout, wanted)
    : client().then((registry) => registrySubjects(registry, source.reference, wanted));

/**
 * The platform manifests of a layout folder, every byte compared with its digest.
 * @param wanted the only platforms to return; empty means all
 * @throws Failure `configuration`
 */
export async function layoutSubjects(directory: string, wanted: readonly Platform[]): Promise<Subject[]> {
  const layout = await readLayout(directory);
  const subjects = layout.platformManifests.map(
    ({ platform, digest, descriptor, manifest }): Subject => ({
      platform,
      digest,
      configDigest: manifest.config.digest,
      source: { kind: 'layout', directory: layout.directory, descriptor },
    }),
  );
  return select(subjects, wanted, `The image layout "${directory}"`);
}

/**
 * The platform manifests of an image in a registry.
 * @throws Failure `configuration` when the image or platform is not there, `remote`
 */
export async function registrySubjects(
  client: RegistryClient,
  reference: ImageReference,
  wanted: readonly Platform[],
): Promise<Subject[]> {
  const name = { registry: reference.registry, repository: reference.repository };
  const text = formatImageReference(reference);
  const root = await client.getManifest(name, reference.digest ?? reference.tag ?? 'latest');
  if (root === undefined)
    throw configurationFailure({
      code: 'image/not-found',
      cause: `${text} does not exist, or the login may not see it.`,
      remedy: 'Correct the reference, or give a login that may read the image.',
    });
  const { images } = await readRegistryParts(client, name, root, (reason) => unusable(text, reason));
  const subjects = images.map(
    ({ platform, descriptor: { digest }, manifest }): Subject => ({
      platform,
      digest,
      configDigest: manifest.config.digest,
      source: { kind: 'registry', reference: { ...name, digest } },
    }),
  );
  return select(subjects, wanted, formatImageName(name));
}

const unusable = (text: string, reason: string): Failure =>
  configurationFailure({
    code: 'image/not-usable',
    cause: `${text} cannot be used: ${reason}.`,
    remedy: 'Build and push the image again.',
  });

/** By platform, in the order that is wanted. Windows may have several images, one for each of its versions. */
function select(subjects: readonly Subject[], wanted: readonly Platform[], where: string): Subject[] {
  const found = Map.groupBy(subjects, ({ platform }) => formatPlatform(platform));
  const all = [...found.keys()].toSorted();
  return (wanted.length === 0 ? all : wanted.map(formatPlatform)).flatMap((platform) => {
    const ofPlatform = found.get(platform);
    if (ofPlatform !== undefined) return ofPlatform;
    throw configurationFailure({
      code: 'image/no-platform',
      cause: `${where} holds no image for ${platform}, only for ${all.join(', ')}.`,
      remedy: 'Correct the input "platform", or leave it empty for all platforms.',
    });
  });
}
