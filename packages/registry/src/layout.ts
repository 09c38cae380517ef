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

/**
 * Reads a layout folder (`oci-layout`, `index.json`, `blobs/sha256/…`) with one image in it.
 * @throws Failure `configuration` naming what is missing, malformed or does not match its digest or size
 */
export async function readLayout(directory: string, options: ReadLayoutOptions = {}): Promise<Layout> {
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

  const blobPath = (digest: Digest) => path.join(base, 'blobs', 'sha256', digestHex(digest));
  const readBlob = async (descriptor: Descriptor) => {
    if (descriptor.size > MAX_MANIFEST_SIZE) throw problem(`${descriptor.digest} is too large for JSON`);
    const bytes = await readDocument(blobPath(descriptor.digest), MAX_MANIFEST_SIZE, problem);
    if (bytes.length !== descriptor.size)
      throw problem(
        `${descriptor.digest} has ${bytes.length} bytes, not the ${descriptor.size} it announces`,
      );
    if (digestOf(bytes) !== descriptor.digest)
      throw problem(`the bytes of ${descriptor.digest} have another digest`);
    return bytes;
  };

  const rootDescriptor = onlyImage(
    parseManifest(
      await readDocument(path.join(base, 'index.json'), MAX_MANIFEST_SIZE, problem),
      OCI_INDEX,
      (reason) => problem(`index.json: ${reason}`),
    ),
    problem,
  );

  const seen = new Map<Digest, Manifest>();
  const images: { descriptor: Descriptor; manifest: ImageManifest }[] = [];
  const visit = async (descriptor: Descriptor, depth: number): Promise<Manifest> => {
    const known = seen.get(descriptor.digest);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH) throw problem('its indexes are nested too deeply');
    const bytes = await readBlob(descriptor);
    const json = parseManifest(bytes, descriptor.mediaType, (reason) =>
      problem(`${descriptor.digest}: ${reason}`),
    );
    if (json.kind === 'index') for (const child of json.manifests) await visit(child, depth + 1);
    else images.push({ descriptor, manifest: json });
    const manifest = { digest: descriptor.digest, mediaType: descriptor.mediaType, bytes, json };
    // After its children: that is the order in which a registry accepts them.
    seen.set(descriptor.digest, manifest);
    if (seen.size > MAX_MANIFESTS) throw problem(`it has more than ${MAX_MANIFESTS} manifests`);
    return manifest;
  };
  const root = await visit(rootDescriptor, 1);

  const blobs = new Map<Digest, LayoutBlob>();
  const platformManifests: PlatformManifest[] = [];
  const attestations: AttestationManifest[] = [];
  for (const { descriptor, manifest } of images) {
    for (const { digest, mediaType, size } of [manifest.config, ...manifest.layers]) {
      const other = blobs.get(digest);
      if (other !== undefined && other.size !== size) throw problem(`${digest} is announced with two sizes`);
      blobs.set(digest, { digest, mediaType, size, path: blobPath(digest) });
    }
    if (isAttestation(descriptor)) {
      checkLayers(manifest, 'attestation', problem);
      const subject = attestationSubject(descriptor);
      attestations.push({ digest: descriptor.digest, descriptor, manifest, subject });
    } else {
      checkLayers(manifest, 'image', problem);
      const platform = agreedPlatform(
        descriptor,
        manifest.config.mediaType,
        await readBlob(manifest.config),
        problem,
      );
      const size = [manifest.config, ...manifest.layers].reduce((sum, blob) => sum + blob.size, 0);
      platformManifests.push({ platform, digest: descriptor.digest, descriptor, manifest, size });
    }
  }
  checkPlatforms(platformManifests, problem);
  for (const { digest, subject } of attestations)
    if (subject !== undefined && !seen.has(subject))
      throw problem(`the attestation ${digest} is about ${subject}, which is not in it`);

  for (const blob of blobs.values()) {
    await checkedSize(blob, problem);
    if (options.blobs !== 'sized' && (await hashFile(blob.path, problem)) !== blob.digest)
      throw problem(`the bytes of ${blob.digest} have another digest`);
  }

  return {
    directory: base,
    root,
    manifests: [...seen.values()],
    platformManifests: platformManifests.toSorted((a, b) =>
      formatPlatform(a.platform) < formatPlatform(b.platform) ? -1 : 1,
    ),
    attestations,
    blobs: [...blobs.values()],
    blobPath,
  };
}

const layoutProblem =
  (directory: string) =>
  (reason: string): Failure =>
    configurationFailure({
      code: 'registry/bad-layout',
      cause: `The image layout "${directory}" cannot be used: ${reason}.`,
      remedy:
        'Build the image again into an empty folder with the output "type=oci,dest=<folder>,tar=false".',
    });
