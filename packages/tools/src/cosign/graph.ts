/** What an image consists of, as its registry serves it: every byte is fetched and hashed again. */

import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { ServedPlatform } from '@sealift/core/image/platform';
import { formatPlatform, platformOf } from '@sealift/core/image/platform';
import { formatImageReference } from '@sealift/core/image/reference';
import type { RegistryClient } from '@sealift/registry/client';
import { readConfigPlatform } from '@sealift/registry/config-platform';
import {
  type Descriptor,
  type DescriptorPlatform,
  type ImageManifest,
  isAttestation,
  type Manifest,
} from '@sealift/registry/manifest';
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

export type GraphReader = Pick<RegistryClient, 'getManifest' | 'getBlob'>;

/**
 * @returns undefined when the registry does not have the digest
 * @throws Failure `configuration` for an index of indexes, or one that lists what is not there; `remote`
 */
export async function readGraph(client: GraphReader, subject: Subject): Promise<ImageGraph | undefined> {
  const root = await fetchManifest(client, subject);
  if (root === undefined) return undefined;
  if (root.json.kind === 'manifest')
    return {
      digest: subject.digest,
      platforms: [await describe(client, subject, root.json, undefined)],
      descriptors: new Map([[subject.digest, descriptorOf(root)]]),
      attestations: [],
    };
  const attestations = root.json.manifests.filter(isAttestation);
  const children = root.json.manifests.filter((descriptor) => !isAttestation(descriptor));
  const descriptors = new Map([[subject.digest, descriptorOf(root)]]);
  const platforms = await Promise.all(
    children.map(async ({ digest, platform }) => {
      const child = { ...subject, digest };
      const manifest = await fetchManifest(client, child);
      if (manifest?.json.kind === 'manifest') {
        descriptors.set(digest, descriptorOf(manifest));
        return describe(client, child, manifest.json, platform);
      }
      throw configurationFailure({
        code: 'image/not-usable',
        cause: `${formatImageReference(subject)} lists ${digest}, which is ${manifest === undefined ? 'not in the registry' : 'an index itself'}.`,
        remedy: 'Publish an index whose entries are the platform manifests, all of them pushed.',
      });
    }),
  );
  return {
    digest: subject.digest,
    platforms,
    descriptors,
    attestations: attestations.map(({ digest }) => digest),
  };
}

const descriptorOf = ({ mediaType, digest, bytes }: Manifest): SubjectDescriptor => ({
  mediaType,
  digest,
  size: bytes.length,
});

/** The client checks digests too; what is signed here is worth hashing where it is used. */
async function fetchManifest(client: GraphReader, subject: Subject): Promise<Manifest | undefined> {
  const manifest = await client.getManifest(imageOf(subject), subject.digest);
  if (manifest === undefined || digestOf(manifest.bytes) === subject.digest) return manifest;
  throw remoteFailure({
    code: 'image/wrong-content',
    cause: `The registry serves other bytes as ${formatImageReference(subject)}: their digest is ${digestOf(manifest.bytes)}.`,
    remedy: 'Do not use this image: its storage was changed. Push it again from a new build.',
  });
}

async function describe(
  client: GraphReader,
  subject: Subject,
  manifest: ImageManifest,
  platform: DescriptorPlatform | undefined,
): Promise<ServedPlatform> {
  const fields = platform ?? (await configPlatform(client, subject, manifest));
  return {
    platform: formatPlatform(platformOf(fields)),
    digest: subject.digest,
    size: manifest.layers.reduce((sum, { size }) => sum + size, manifest.config.size),
  };
}

const configPlatform = (client: GraphReader, subject: Subject, { config }: ImageManifest) =>
  readConfigPlatform(client, imageOf(subject), config, (reason) =>
    configurationFailure({
      code: 'image/not-usable',
      cause: `The config of ${formatImageReference(subject)} is not an image's: ${reason}.`,
      remedy: 'Give the digest of a container image.',
    }),
  );

const imageOf = ({ registry, repository }: Subject) => ({ registry, repository });
