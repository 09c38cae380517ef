import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { formatPlatform, normalizePlatform } from '@sealift/core/image/platform';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { RegistryClient } from './client.ts';
import { readConfigPlatform } from './config-platform.ts';
import {
  attestationSubject,
  type Descriptor,
  type DescriptorPlatform,
  isAttestation,
  type Manifest,
  OCI_INDEX,
} from './manifest.ts';
import { readBack } from './push.ts';

export type MergeResult = {
  readonly digest: Digest;
  /** True when nothing had to be written. */
  readonly existing: boolean;
};

/**
 * Makes one image of the builds of several platforms: an index with all their platform manifests and, as BuildKit
 * does it, their attestation manifests. One source is its own result. The same sources in any order give the
 * same bytes.
 * @throws Failure `configuration` when a source is absent or two sources are for one platform
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
      cause: `There is no digest to make ${formatImageName(image)} of.`,
      remedy: 'Give the digest of at least one build.',
    });
  const manifests = await Promise.all(sources.map((digest) => source(client, image, digest)));
  if (sources.length === 1) return { digest: first, existing: true };

  const children = (
    await Promise.all(manifests.map((manifest) => childrenOf(client, image, manifest)))
  ).flat();
  const bytes = indexBytes(children, image);
  const digest = digestOf(bytes);
  if ((await client.headManifest(image, digest, { access: 'push' })) !== undefined)
    return { digest, existing: true };
  await client.putManifest(image, digest, { bytes, mediaType: OCI_INDEX });
  await readBack(client, image, { digest });
  return { digest, existing: false };
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

async function childrenOf(
  client: RegistryClient,
  image: ImageName,
  manifest: Manifest,
): Promise<readonly Descriptor[]> {
  const wrong = (reason: string): Failure =>
    configurationFailure({
      code: 'registry/bad-index',
      cause: `${formatImageName(image)}@${manifest.digest} cannot be part of an index: ${reason}.`,
      remedy: 'Give digests of images, or of indexes of images, as a build pushes them.',
    });
  if (manifest.json.kind === 'index') {
    for (const child of manifest.json.manifests)
      if (child.platform === undefined) throw wrong(`its part ${child.digest} names no platform`);
    return manifest.json.manifests;
  }
  const platform = await readConfigPlatform(client, image, manifest.json.config, wrong);
  return [{ mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length, platform }];
}

/** The index document: keys, platforms and attestations in a fixed order. */
export function indexBytes(children: readonly Descriptor[], image: ImageName): Uint8Array {
  const images = new Map<string, Descriptor>();
  for (const child of children.filter((each) => !isAttestation(each))) {
    const key = platformKey(child.platform);
    const other = images.get(key);
    if (other !== undefined && other.digest !== child.digest)
      throw configurationFailure({
        code: 'registry/bad-index',
        cause: `Two builds of ${formatImageName(image)} are for ${key}: ${other.digest} and ${child.digest}.`,
        remedy: 'Build each platform once, and keep no evidence of an earlier build in the folder.',
      });
    images.set(key, child);
  }
  const ordered = [...images].toSorted(([a], [b]) => compare(a, b)).map(([, child]) => child);
  const position = new Map(ordered.map((child, at) => [child.digest, at]));
  const attestations = new Map(children.filter(isAttestation).map((child) => [child.digest, child]));
  const subjectPosition = (child: Descriptor) => {
    const subject = attestationSubject(child);
    const found = subject === undefined ? undefined : position.get(subject);
    if (found !== undefined) return found;
    throw remoteFailure({
      code: 'registry/bad-index',
      cause: `The attestation ${child.digest} is about ${subject ?? 'nothing'}, which is not among the builds.`,
      remedy: 'Build the image again.',
    });
  };
  const after = [...attestations.values()]
    .map((child) => ({ child, at: subjectPosition(child) }))
    .toSorted((a, b) => a.at - b.at || compare(a.child.digest, b.child.digest))
    .map(({ child }) => child);
  const document = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [...ordered, ...after].map(canonicalDescriptor),
  };
  return new TextEncoder().encode(JSON.stringify(document));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function platformKey(platform: DescriptorPlatform | undefined): string {
  if (platform === undefined) return 'no platform';
  const version = platform['os.version'];
  return [formatPlatform(normalizePlatform(platform)), ...(version ? [version] : [])].join('/');
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
