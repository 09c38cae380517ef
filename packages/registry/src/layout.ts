/**
 * OCI image layouts on disk, read as if an enemy had written them: whatever the JSON claims is compared with the
 * bytes, paths are made from digests alone, and links are not followed.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import { formatPlatform, type Platform } from '@sealift/core/image/platform';
import * as v from 'valibot';
import { agreedPlatform, checkLayers, checkPlatforms, onlyImage } from './layout-checks.ts';
import { checkedSize, hashFile, readDocument, requireFolder } from './layout-files.ts';
import {
  attestationSubject,
  type Descriptor,
  type ImageManifest,
  isAttestation,
  MAX_MANIFEST_SIZE,
  type Manifest,
  OCI_INDEX,
  parseJson,
  parseManifest,
} from './manifest.ts';

/** A config or layer: a file of the layout. */
export type LayoutBlob = {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly path: string;
};

/** The manifest of one platform's image. */
export type PlatformManifest = {
  readonly platform: Platform;
  readonly digest: Digest;
  readonly descriptor: Descriptor;
  readonly manifest: ImageManifest;
  /** Bytes of the compressed layers and the config. */
  readonly size: number;
};

/** BuildKit's provenance or SBOM of one platform's image. */
export type AttestationManifest = {
  readonly digest: Digest;
  readonly descriptor: Descriptor;
  readonly manifest: ImageManifest;
  /** The platform manifest that it is about. */
  readonly subject: Digest | undefined;
};

export type Layout = {
  readonly directory: string;
  /** What index.json points to: an index, or a bare manifest. */
  readonly root: Manifest;
  /** The root and everything below it, children before parents. */
  readonly manifests: readonly Manifest[];
  /** Sorted by platform. */
  readonly platformManifests: readonly PlatformManifest[];
  readonly attestations: readonly AttestationManifest[];
  /** Configs and layers of all manifests, each once. */
  readonly blobs: readonly LayoutBlob[];
  blobPath(digest: Digest): string;
};

export type ReadLayoutOptions = {
  /**
   * `hashed` (default) reads every blob and compares its digest; `sized` compares the sizes and leaves the digests
   * to a reader that checks them anyway, as the upload does. Manifests and configs are always hashed.
   */
  readonly blobs?: 'hashed' | 'sized';
};

/** index.json → index → index → manifest: one level more than any builder makes. */
const MAX_DEPTH = 3;
const MAX_MANIFESTS = 1000;

const LayoutMarker = v.object({ imageLayoutVersion: v.literal('1.0.0') });

type Problem = (reason: string) => Failure;

/** An opened layout folder. */
type Folder = {
  /** Without links. */
  readonly base: string;
  readonly blobPath: (digest: Digest) => string;
  readonly problem: Problem;
};

/** What hangs below index.json. */
type Tree = {
  readonly root: Manifest;
  /** Children before parents: that is the order in which a registry accepts them. */
  readonly manifests: ReadonlyMap<Digest, Manifest>;
  readonly images: readonly DescribedImage[];
};

type DescribedImage = { readonly descriptor: Descriptor; readonly manifest: ImageManifest };

/**
 * Reads a layout folder (`oci-layout`, `index.json`, `blobs/sha256/…`) with one image in it.
 * @throws Failure `configuration` naming what is missing, malformed or does not match its digest or size
 */
export async function readLayout(directory: string, options: ReadLayoutOptions = {}): Promise<Layout> {
  const folder = await openLayout(directory);
  const { base, blobPath, problem } = folder;
  const { root, manifests, images } = await readTree(folder);

  const platformManifests: PlatformManifest[] = [];
  const attestations: AttestationManifest[] = [];
  for (const image of images)
    if (isAttestation(image.descriptor)) attestations.push(attestationOf(image, problem));
    else platformManifests.push(await platformManifestOf(image, folder));
  checkPlatforms(platformManifests, problem);
  for (const { digest, subject } of attestations)
    if (subject !== undefined && !manifests.has(subject))
      throw problem(`the attestation ${digest} is about ${subject}, which is not in it`);

  const blobs = blobsOf(images, folder);
  for (const blob of blobs) {
    await checkedSize(blob, problem);
    if (options.blobs !== 'sized' && (await hashFile(blob.path, problem)) !== blob.digest)
      throw problem(`the bytes of ${blob.digest} have another digest`);
  }
  const byPlatform = ({ platform: a }: PlatformManifest, { platform: b }: PlatformManifest) =>
    formatPlatform(a) < formatPlatform(b) ? -1 : 1;
  return {
    directory: base,
    root,
    manifests: [...manifests.values()],
    platformManifests: platformManifests.toSorted(byPlatform),
    attestations,
    blobs,
    blobPath,
  };
}

async function openLayout(directory: string): Promise<Folder> {
  const problem = layoutProblem(directory);
  const base = await realpath(directory).catch((error: unknown) => {
    throw configurationFailure({
      code: 'registry/bad-layout',
      cause: `There is no image layout at "${directory}".`,
      remedy:
        'Give the folder that a build with the output "type=oci,dest=<folder>,tar=false" wrote; a tar file has to be unpacked first.',
      error,
    });
  });
  await requireFolder(base, problem);
  await requireFolder(path.join(base, 'blobs'), problem);
  await requireFolder(path.join(base, 'blobs', 'sha256'), problem);
  const marker = parseJson(await readDocument(path.join(base, 'oci-layout'), 4096, problem), problem);
  if (!v.is(LayoutMarker, marker)) throw problem('"oci-layout" does not name the version 1.0.0');
  return { base, problem, blobPath: (digest) => path.join(base, 'blobs', 'sha256', digestHex(digest)) };
}

async function readTree(folder: Folder): Promise<Tree> {
  const { base, problem } = folder;
  const top = parseManifest(
    await readDocument(path.join(base, 'index.json'), MAX_MANIFEST_SIZE, problem),
    OCI_INDEX,
    (reason) => problem(`index.json: ${reason}`),
  );
  const manifests = new Map<Digest, Manifest>();
  const images: DescribedImage[] = [];
  const visit = async (descriptor: Descriptor, depth: number): Promise<Manifest> => {
    const known = manifests.get(descriptor.digest);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH) throw problem('its indexes are nested too deeply');
    const bytes = await readBlob(descriptor, folder);
    const json = parseManifest(bytes, descriptor.mediaType, (reason) =>
      problem(`${descriptor.digest}: ${reason}`),
    );
    if (json.kind === 'index') for (const child of json.manifests) await visit(child, depth + 1);
    else images.push({ descriptor, manifest: json });
    const manifest = { digest: descriptor.digest, mediaType: descriptor.mediaType, bytes, json };
    manifests.set(descriptor.digest, manifest);
    if (manifests.size > MAX_MANIFESTS) throw problem(`it has more than ${MAX_MANIFESTS} manifests`);
    return manifest;
  };
  return { root: await visit(onlyImage(top, problem), 1), manifests, images };
}

/** A manifest or config, compared with what its descriptor says. */
async function readBlob({ digest, size }: Descriptor, { blobPath, problem }: Folder): Promise<Uint8Array> {
  if (size > MAX_MANIFEST_SIZE) throw problem(`${digest} is too large for JSON`);
  const bytes = await readDocument(blobPath(digest), MAX_MANIFEST_SIZE, problem);
  if (bytes.length !== size)
    throw problem(`${digest} has ${bytes.length} bytes, not the ${size} it announces`);
  if (digestOf(bytes) !== digest) throw problem(`the bytes of ${digest} have another digest`);
  return bytes;
}

function attestationOf({ descriptor, manifest }: DescribedImage, problem: Problem): AttestationManifest {
  checkLayers(manifest, 'attestation', problem);
  return { digest: descriptor.digest, descriptor, manifest, subject: attestationSubject(descriptor) };
}

async function platformManifestOf(
  { descriptor, manifest }: DescribedImage,
  folder: Folder,
): Promise<PlatformManifest> {
  checkLayers(manifest, 'image', folder.problem);
  const config = await readBlob(manifest.config, folder);
  const platform = agreedPlatform(descriptor, manifest.config.mediaType, config, folder.problem);
  const size = [manifest.config, ...manifest.layers].reduce((sum, blob) => sum + blob.size, 0);
  return { platform, digest: descriptor.digest, descriptor, manifest, size };
}

/** Configs and layers of all manifests, each once. */
function blobsOf(images: readonly DescribedImage[], { blobPath, problem }: Folder): readonly LayoutBlob[] {
  const blobs = new Map<Digest, LayoutBlob>();
  for (const { manifest } of images)
    for (const { digest, mediaType, size } of [manifest.config, ...manifest.layers]) {
      const other = blobs.get(digest);
      if (other !== undefined && other.size !== size) throw problem(`${digest} is announced with two sizes`);
      blobs.set(digest, { digest, mediaType, size, path: blobPath(digest) });
    }
  return [...blobs.values()];
}

const layoutProblem =
  (directory: string): Problem =>
  (reason) =>
    configurationFailure({
      code: 'registry/bad-layout',
      cause: `The image layout "${directory}" cannot be used: ${reason}.`,
      remedy:
        'Build the image again into an empty folder with the output "type=oci,dest=<folder>,tar=false".',
    });
