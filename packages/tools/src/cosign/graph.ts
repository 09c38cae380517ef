/** What an image consists of, as its registry serves it: every byte is fetched and hashed again. */

import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { ServedPlatform } from '@sealift/core/image/platform';
import { formatImageReference } from '@sealift/core/image/reference';
import { servedPlatforms } from '@sealift/registry/image-parts';
import type { Descriptor, Manifest } from '@sealift/registry/manifest';
import { type PartReader, readRegistryParts } from '@sealift/registry/registry-parts';
import type { Subject } from './cosign.ts';

export type ImageGraph = {
  readonly digest: Digest;
  /** Platform manifests; for a single-manifest image that manifest itself. */
  readonly platforms: readonly ServedPlatform[];
  /** The root and every platform manifest, as a descriptor of it says it. */
  readonly descriptors: ReadonlyMap<Digest, SubjectDescriptor>;
  /** BuildKit's attestation manifests: covered by the signature of the index that lists them. */
  readonly attestations: readonly Digest[];
};

export type SubjectDescriptor = Pick<Descriptor, 'mediaType' | 'digest' | 'size'>;

export type GraphReader = PartReader;

/**
 * @returns undefined when the registry does not have the digest
 * @throws Failure `image/not-usable` for an index that holds anything but images and attestations, or lists what is not
 *   there; `image/wrong-content`; `remote`
 */
export async function readGraph(client: GraphReader, subject: Subject): Promise<ImageGraph | undefined> {
  const root = await fetchManifest(client, subject, subject.digest);
  if (root === undefined) return undefined;
  if (root.json.kind === 'index' && root.json.manifests.length === 0)
    return {
      digest: subject.digest,
      platforms: [],
      descriptors: new Map([[subject.digest, descriptorOf(root)]]),
      attestations: [],
    };
  const reader: PartReader = {
    getBlob: (...request) => client.getBlob(...request),
    getManifest: (_image, digest) => fetchManifest(client, subject, digest),
  };
  const parts = await readRegistryParts(reader, imageOf(subject), root, (reason) =>
    unusable(subject, reason),
  );
  return {
    digest: subject.digest,
    platforms: servedPlatforms(parts),
    descriptors: new Map(
      [descriptorOf(root), ...parts.images.map(({ descriptor }) => descriptor)].map(
        ({ mediaType, digest, size }) => [digest, { mediaType, digest, size }],
      ),
    ),
    attestations: parts.attestations.map(({ descriptor }) => descriptor.digest),
  };
}

const unusable = (subject: Subject, reason: string): Failure =>
  configurationFailure({
    code: 'image/not-usable',
    cause: `${formatImageReference(subject)} cannot be used: ${reason}.`,
    remedy:
      'Publish an image whose entries are the images of its platforms, all of them pushed, and their attestations.',
  });

const descriptorOf = ({ mediaType, digest, bytes }: Manifest): SubjectDescriptor => ({
  mediaType,
  digest,
  size: bytes.length,
});

/** The client checks digests too; what is signed here is worth hashing where it is used. */
async function fetchManifest(
  client: GraphReader,
  subject: Subject,
  reference: string,
): Promise<Manifest | undefined> {
  const manifest = await client.getManifest(imageOf(subject), reference);
  if (manifest === undefined || digestOf(manifest.bytes) === reference) return manifest;
  throw remoteFailure({
    code: 'image/wrong-content',
    cause: `The registry serves other bytes as ${formatImageReference(imageOf(subject))}@${reference}: their digest is ${digestOf(manifest.bytes)}.`,
    remedy: 'Do not use this image: its storage was changed. Push it again from a new build.',
  });
}

const imageOf = ({ registry, repository }: Subject) => ({ registry, repository });
