/**
 * What an image consists of: images of platforms and attestations about them, and nothing else. This is the only place
 * that says which entry is which and for what platform it is, for layouts and registries alike.
 */
import { mapBounded } from '@sealift/core/bounded';
import type { Failure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { formatPlatform, type Platform, platformOf, type ServedPlatform } from '@sealift/core/image/platform';
import { runtimePlatform, type Selectable } from '@sealift/core/image/runtime-selection';
import { describePlatform, unservable } from '@sealift/core/image/servable';
import { type AttestationPart, type IndexEntry, splitEntries } from './attestation.ts';
import {
  type Descriptor,
  type DescriptorPlatform,
  INDEX_MEDIA_TYPES,
  MANIFEST_MEDIA_TYPES,
  MAX_MANIFEST_SIZE,
  type Manifest,
  parseConfigPlatform,
} from './manifest.ts';

/** The image of one platform. */
export type ImagePart = IndexEntry & {
  readonly kind: 'image';
  readonly platform: Platform;
  /** As index and config say it, for a new index. */
  readonly fields: DescriptorPlatform;
  /** As a runtime looks at it. */
  readonly selectable: Selectable;
  /** Bytes of the compressed layers and the config. */
  readonly size: number;
};

export type ImageParts = {
  /** In the order of the index, each once. */
  readonly images: readonly ImagePart[];
  readonly attestations: readonly AttestationPart[];
};

/** Where the bytes are. What it gives is compared with its digest and size here. */
export type PartSource = {
  /** @throws Failure when it is not there */
  manifest(descriptor: Descriptor): Promise<Manifest>;
  /** @throws Failure when it is not there */
  config(descriptor: Descriptor): Promise<Uint8Array>;
};

type Problem = (reason: string) => Failure;

/** Entries read at once. */
const PARALLEL = 6;

/** The config of an empty artifact is known: nobody needs to be asked for it. */
const EMPTY = new TextEncoder().encode('{}');
const EMPTY_DIGEST = digestOf(EMPTY);

/**
 * Reads all that a digest names.
 * @param announced as an `index.json` describes the root; a registry says nothing of it
 * @param problem makes the Failure from a clause, for an image that is not one
 * @throws Failure from `problem` for nested indexes, artifacts, unknown media types, two images of a platform, images
 *   that hide behind others; those of the source
 */
export async function readImageParts(
  root: Manifest,
  source: PartSource,
  problem: Problem,
  announced?: Descriptor,
): Promise<ImageParts> {
  const { json, mediaType, digest, bytes } = root;
  if (json.kind === 'manifest') {
    const descriptor = announced ?? { mediaType, digest, size: bytes.length };
    const entry = { descriptor, manifest: json, config: await readConfig(json.config, source, problem) };
    return { images: [imageOf(entry, problem)], attestations: [] };
  }
  if (json.artifactType !== undefined) throw problem(`it is an artifact of the type "${json.artifactType}"`);
  for (const entry of json.manifests) checkKind(entry, problem);
  const entries = await mapBounded(json.manifests, PARALLEL, (descriptor) =>
    readEntry(descriptor, source, problem),
  );
  const { attestations, strays, others } = splitEntries(entries);
  if (others.length === 0) throw problem('it holds no image of any platform');
  for (const { descriptor, subject } of strays)
    throw problem(`the attestation ${descriptor.digest} is about ${subject}, which is not in it as an image`);
  const images = others.map(({ entry, reason }) => {
    const why = reason === undefined ? '' : `; nor is it an attestation: ${reason}`;
    return imageOf(entry, (clause) => problem(`${clause}${why}`));
  });
  checkImages(images, problem);
  return { images: once(images), attestations: once(attestations) };
}

function checkKind({ mediaType, digest }: Descriptor, problem: Problem): void {
  if (INDEX_MEDIA_TYPES.includes(mediaType)) throw problem(`it lists ${digest}, which is an index itself`);
  if (!MANIFEST_MEDIA_TYPES.includes(mediaType))
    throw problem(`it lists ${digest} of the unknown media type "${mediaType}"`);
}

async function readEntry(descriptor: Descriptor, source: PartSource, problem: Problem): Promise<IndexEntry> {
  const { digest, size, mediaType } = descriptor;
  const manifest = await source.manifest(descriptor);
  if (digestOf(manifest.bytes) !== digest) throw problem(`the bytes of ${digest} have another digest`);
  // Runtimes read as many bytes as the index says, and as what it says.
  if (manifest.bytes.length !== size)
    throw problem(`${digest} has ${manifest.bytes.length} bytes, not the ${size} it announces`);
  if (manifest.mediaType !== mediaType || manifest.json.kind !== 'manifest')
    throw problem(`${digest} is "${manifest.mediaType}", and the index announces "${mediaType}"`);
  return {
    descriptor,
    manifest: manifest.json,
    config: await readConfig(manifest.json.config, source, problem),
  };
}

async function readConfig(config: Descriptor, source: PartSource, problem: Problem): Promise<Uint8Array> {
  const { digest, size } = config;
  if (size > MAX_MANIFEST_SIZE) throw problem(`the config ${digest} is too large`);
  const bytes = digest === EMPTY_DIGEST ? EMPTY : await source.config(config);
  if (digestOf(bytes) !== digest) throw problem(`the bytes of ${digest} have another digest`);
  if (bytes.length !== size)
    throw problem(`${digest} has ${bytes.length} bytes, not the ${size} it announces`);
  return bytes;
}

const LAYERS: readonly RegExp[] = [
  /^application\/vnd\.oci\.image\.layer\.(?:nondistributable\.)?v1\.tar(?:\+[a-z0-9.+-]+)?$/,
  /^application\/vnd\.docker\.image\.rootfs\.(?:foreign\.)?diff\.tar(?:\.[a-z0-9]+)?$/,
];
const CONFIGS: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** @throws Failure for anything that is not the image of one platform */
function imageOf(entry: IndexEntry, problem: Problem): ImagePart {
  const { descriptor, manifest, config } = entry;
  const { digest } = descriptor;
  for (const type of [descriptor.artifactType, manifest.artifactType])
    if (type !== undefined) throw problem(`${digest} is no image but an artifact of the type "${type}"`);
  for (const layer of manifest.layers)
    if (!LAYERS.some((pattern) => pattern.test(layer.mediaType)))
      throw problem(`its layer ${layer.digest} has the unknown media type "${layer.mediaType}"`);
  if (!CONFIGS.includes(manifest.config.mediaType))
    throw problem(`the config of ${digest} is "${manifest.config.mediaType}"`);
  const configured = parseConfigPlatform(config, (reason) => problem(`the config of ${digest}: ${reason}`));
  const fields = descriptor.platform ?? configured;
  const selectable = {
    announced: descriptor.platform && runtimePlatform(descriptor.platform),
    configured: runtimePlatform(configured),
  };
  if (!isAgreed(selectable))
    throw problem(
      `${digest} is announced for ${describePlatform(selectable.announced ?? selectable.configured)} and configured for ${describePlatform(selectable.configured)}`,
    );
  const platform = knownPlatform(fields);
  if (platform === undefined)
    throw problem(`${digest} is for "${describeFields(fields)}", which is not a platform`);
  const size = manifest.layers.reduce((sum, layer) => sum + layer.size, manifest.config.size);
  return { ...entry, kind: 'image', platform, fields, selectable, size };
}

/** Whether index and config say the same. A version may be left out by one of them. */
function isAgreed({ announced, configured }: Selectable): boolean {
  if (announced === undefined) return true;
  const versions = [announced.osVersion, configured.osVersion].filter((version) => version !== undefined);
  return formatPlatform(announced) === formatPlatform(configured) && new Set(versions).size < 2;
}

/** Undefined for what no host can be. */
function knownPlatform(fields: DescriptorPlatform): Platform | undefined {
  try {
    const platform = platformOf(fields);
    return platform.os === 'unknown' || platform.architecture === 'unknown' ? undefined : platform;
  } catch {
    return undefined;
  }
}

const describeFields = ({ os, architecture, variant }: DescriptorPlatform): string =>
  [os, architecture, ...(variant ? [variant] : [])].join('/');

/** @throws Failure unless every host that the images are for gets the one that is meant for it */
export function checkImages(images: readonly ImagePart[], problem: Problem): void {
  if (images.length === 0) throw problem('it holds no image of any platform');
  const known = new Map<string, Digest>();
  for (const { platform, selectable, descriptor } of images) {
    // Several versions of Windows may stand side by side; no other system looks at its version.
    const { osVersion } = selectable.announced ?? selectable.configured;
    const key = `${formatPlatform(platform)}${platform.os === 'windows' ? ` ${osVersion}` : ''}`;
    if ((known.get(key) ?? descriptor.digest) !== descriptor.digest)
      throw problem(`it holds two images for ${formatPlatform(platform)}`);
    known.set(key, descriptor.digest);
  }
  const hidden = unservable(
    images.map(({ selectable, descriptor }) => ({ ...selectable, digest: descriptor.digest })),
  );
  if (hidden !== undefined) throw problem(hidden);
}

/** The same manifest twice is one. */
function once<Part extends IndexEntry>(parts: readonly Part[]): readonly Part[] {
  const first = new Map<Digest, Part>();
  for (const part of parts) if (!first.has(part.descriptor.digest)) first.set(part.descriptor.digest, part);
  return [...first.values()];
}

export const servedPlatforms = ({ images }: ImageParts): readonly ServedPlatform[] =>
  images.map(({ platform, descriptor, size }) => ({
    platform: formatPlatform(platform),
    digest: descriptor.digest,
    size,
  }));
