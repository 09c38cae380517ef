/**
 * OCI image layouts on disk, read as if an enemy had written them: whatever the JSON claims is compared with the
 * bytes, paths are made from digests alone, and links are not followed.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import { formatPlatform } from '@sealift/core/image/platform';
import * as v from 'valibot';
import type { AttestationPart, IndexEntry } from './attestation.ts';
import { type ImagePart, type ImageParts, type PartSource, readImageParts } from './image-parts.ts';
import { checkDistributable, onlyImage } from './layout-checks.ts';
import { checkedSize, hashFile, readDocument, requireFolder } from './layout-files.ts';
import {
  type Descriptor,
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
export type PlatformManifest = ImagePart & { readonly digest: Digest };

/** BuildKit's provenance or SBOM of one platform's image. */
export type AttestationManifest = AttestationPart & { readonly digest: Digest };

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
   * to who checks them anyway, as an upload and its registry do. Manifests and configs are always hashed.
   */
  readonly blobs?: 'hashed' | 'sized';
};

const LayoutMarker = v.object({ imageLayoutVersion: v.literal('1.0.0') });

type Problem = (reason: string) => Failure;

/** An opened layout folder. */
type Folder = {
  /** Without links. */
  readonly base: string;
  readonly blobPath: (digest: Digest) => string;
  readonly problem: Problem;
};

/**
 * Reads a layout folder (`oci-layout`, `index.json`, `blobs/sha256/…`) with one image in it.
 * @throws Failure `registry/bad-layout` naming what is missing, malformed, ambiguous, or not what its digest says
 */
export async function readLayout(directory: string, options: ReadLayoutOptions = {}): Promise<Layout> {
  const folder = await openLayout(directory);
  const { base, blobPath, problem } = folder;
  const { root, children, parts } = await readTree(folder);
  checkDistributable(parts.images, problem);

  const blobs = blobsOf([...parts.images, ...parts.attestations], folder);
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
    manifests: [...children, root],
    platformManifests: parts.images.map(withDigest).toSorted(byPlatform),
    attestations: parts.attestations.map(withDigest),
    blobs,
    blobPath,
  };
}

const withDigest = <Part extends IndexEntry>(part: Part): Part & { readonly digest: Digest } => ({
  ...part,
  digest: part.descriptor.digest,
});

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

type Tree = {
  readonly root: Manifest;
  /** What the root lists, each once: that is what a registry has to have before it. */
  readonly children: readonly Manifest[];
  readonly parts: ImageParts;
};

async function readTree(folder: Folder): Promise<Tree> {
  const { base, problem } = folder;
  const top = parseManifest(
    await readDocument(path.join(base, 'index.json'), MAX_MANIFEST_SIZE, problem),
    OCI_INDEX,
    (reason) => problem(`index.json: ${reason}`),
  );
  const only = onlyImage(top, problem);
  const root = await readManifest(only, folder);
  const children = new Map<Digest, Manifest>();
  const source: PartSource = {
    async manifest(descriptor) {
      const known = children.get(descriptor.digest) ?? (await readManifest(descriptor, folder));
      children.set(descriptor.digest, known);
      return known;
    },
    config: (descriptor) => readBlob(descriptor, folder),
  };
  const parts = await readImageParts(root, source, problem, only);
  return { root, children: inOrder(root, children), parts };
}

function inOrder({ json }: Manifest, children: ReadonlyMap<Digest, Manifest>): readonly Manifest[] {
  if (json.kind === 'manifest') return [];
  return [...new Set(json.manifests.map(({ digest }) => children.get(digest)))].filter(
    (child) => child !== undefined,
  );
}

async function readManifest(descriptor: Descriptor, folder: Folder): Promise<Manifest> {
  const { digest, mediaType } = descriptor;
  const bytes = await readBlob(descriptor, folder);
  const json = parseManifest(bytes, mediaType, (reason) => folder.problem(`${digest}: ${reason}`));
  return { digest, mediaType, bytes, json };
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

/** Configs and layers of all manifests, each once. */
function blobsOf(entries: readonly IndexEntry[], { blobPath, problem }: Folder): readonly LayoutBlob[] {
  const blobs = new Map<Digest, LayoutBlob>();
  for (const { manifest } of entries)
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
