import { configurationFailure, type Failure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { formatPlatform, type ServedPlatform } from '@sealift/core/image/platform';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { runtimePlatform } from '@sealift/core/image/runtime-selection';
import type { AttestationPart } from './attestation.ts';
import type { RegistryClient } from './client.ts';
import { checkImages, type ImagePart, type ImageParts, servedPlatforms } from './image-parts.ts';
import { type Descriptor, type DescriptorPlatform, type Manifest, OCI_INDEX } from './manifest.ts';
import { readBack } from './push.ts';
import { readRegistryParts } from './registry-parts.ts';

export type MergeResult = {
  readonly digest: Digest;
  /** True when nothing had to be written. */
  readonly existing: boolean;
  readonly platforms: readonly ServedPlatform[];
};

/**
 * Makes one image of the builds of several platforms: an index with all their platform manifests and, as BuildKit
 * does it, their attestation manifests. One source is its own result. The same sources in any order give the
 * same bytes.
 * @throws Failure `registry/bad-index` when a source is no image, or two sources are for one platform;
 *   `registry/not-found` when one is absent
 */
export async function mergeIndex(
  client: RegistryClient,
  image: ImageName,
  digests: readonly Digest[],
): Promise<MergeResult> {
  const sources = [...new Set(digests)];
  const [first] = sources;
  if (first === undefined)
    throw configurationFailure({
      code: 'registry/bad-index',
      cause: `No digest was given to make ${formatImageName(image)} from.`,
      remedy: 'Give the digest of at least one build.',
    });
  const manifests = await Promise.all(sources.map((digest) => source(client, image, digest)));
  const parts = await Promise.all(manifests.map((manifest) => partsOf(client, image, manifest)));
  const all = {
    images: parts.flatMap(({ images }) => images),
    attestations: parts.flatMap(({ attestations }) => attestations),
  };
  if (sources.length === 1) return { digest: first, existing: true, platforms: servedPlatforms(all) };

  const merged = mergeParts(all, image);
  const bytes = indexBytes(merged);
  const digest = digestOf(bytes);
  const platforms = servedPlatforms(merged);
  if ((await client.headManifest(image, digest, { access: 'push' })) !== undefined)
    return { digest, existing: true, platforms };
  await client.putManifest(image, digest, { bytes, mediaType: OCI_INDEX });
  await readBack(client, image, { digest });
  return { digest, existing: false, platforms };
}

async function source(client: RegistryClient, image: ImageName, digest: Digest): Promise<Manifest> {
  const manifest = await client.getManifest(image, digest, { access: 'push' });
  if (manifest !== undefined) return manifest;
  throw configurationFailure({
    code: 'registry/not-found',
    cause: `${formatImageName(image)}@${digest} is not in the registry.`,
    remedy:
      'Push the build of each platform by digest first; if that happened, see whether a clean-up deletes untagged manifests.',
  });
}

const partsOf = (client: RegistryClient, image: ImageName, manifest: Manifest): Promise<ImageParts> =>
  readRegistryParts(
    client,
    image,
    manifest,
    (reason): Failure =>
      configurationFailure({
        code: 'registry/bad-index',
        cause: `${formatImageName(image)}@${manifest.digest} cannot be part of an index: ${reason}.`,
        remedy: 'Give digests of images, or of indexes of images, as a build pushes them.',
      }),
    { access: 'push' },
  );

/**
 * Platforms in a fixed order, each attestation in the order of what it is about.
 * @throws Failure `registry/bad-index` when a host would get another image than the one that is meant for it
 */
export function mergeParts(parts: ImageParts, image: ImageName): ImageParts {
  const images = once(parts.images)
    .map(listed)
    .toSorted((a, b) => compare(sortKey(a), sortKey(b)));
  const known = new Map<string, ImagePart>();
  for (const part of images) {
    const key = sortKey(part);
    const other = known.get(key);
    if (other !== undefined)
      throw configurationFailure({
        code: 'registry/bad-index',
        cause: `Two builds of ${formatImageName(image)} are for ${key}: ${other.descriptor.digest} and ${part.descriptor.digest}.`,
        remedy: 'Build each platform once, and keep no evidence of an earlier build in the folder.',
      });
    known.set(key, part);
  }
  checkImages(images, (reason) =>
    configurationFailure({
      code: 'registry/bad-index',
      cause: `The builds of ${formatImageName(image)} cannot be one image: ${reason}.`,
      remedy: 'Build each platform once, and keep no evidence of an earlier build in the folder.',
    }),
  );
  const position = new Map(images.map(({ descriptor }, at) => [descriptor.digest, at]));
  // Each was found beside its image, and all images are here.
  const place = ({ subject }: AttestationPart) => position.get(subject) ?? images.length;
  const attestations = once(parts.attestations).toSorted(
    (a, b) => place(a) - place(b) || compare(a.descriptor.digest, b.descriptor.digest),
  );
  return { images, attestations };
}

/** The new index says of each image what it is for. */
const listed = (part: ImagePart): ImagePart => ({
  ...part,
  selectable: { ...part.selectable, announced: runtimePlatform(part.fields) },
});

function once<Part extends ImagePart | AttestationPart>(parts: readonly Part[]): readonly Part[] {
  return [...new Map(parts.map((part) => [part.descriptor.digest, part])).values()];
}

/** The index document: keys in a fixed order. */
export function indexBytes({ images, attestations }: ImageParts): Uint8Array {
  const document = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [
      ...images.map(({ descriptor, fields }) => canonicalDescriptor({ ...descriptor, platform: fields })),
      ...attestations.map(({ descriptor }) => canonicalDescriptor(descriptor)),
    ],
  };
  return new TextEncoder().encode(JSON.stringify(document));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sortKey({ platform, fields }: ImagePart): string {
  const version = platform.os === 'windows' ? fields['os.version'] : undefined;
  return [formatPlatform(platform), ...(version ? [version] : [])].join('/');
}

function canonicalDescriptor({ mediaType, digest, size, platform, annotations, artifactType }: Descriptor) {
  return {
    mediaType,
    digest,
    size,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(annotations === undefined
      ? {}
      : {
          annotations: Object.fromEntries(Object.entries(annotations).toSorted(([a], [b]) => compare(a, b))),
        }),
    ...(platform === undefined ? {} : { platform: canonicalPlatform(platform) }),
  };
}

const canonicalPlatform = (platform: DescriptorPlatform) => ({
  architecture: platform.architecture,
  os: platform.os,
  ...(platform['os.version'] === undefined ? {} : { 'os.version': platform['os.version'] }),
  ...(platform['os.features'] === undefined ? {} : { 'os.features': platform['os.features'] }),
  ...(platform.variant === undefined ? {} : { variant: platform.variant }),
});
