/**
 * Whether an image shows signs of a package manager: looked for when Trivy read none of its packages, since Trivy says
 * nothing about a distribution whose package database or release file is gone.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Duplex, PassThrough, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { asFailure } from '@sealift/core/failure';
import { type Digest, digestHex, isDigest } from '@sealift/core/image/digest';
import { hasPackageManager, traceOf } from '@sealift/core/scan/package-traces';
import type { RegistryClient } from '@sealift/registry/client';
import { walkArchive } from '../archive.ts';
import type { Subject } from '../subjects.ts';

export type TraceReader = { readonly client: () => Promise<Pick<RegistryClient, 'getManifest' | 'getBlob'>> };

/** Files that are named. */
const MAX_TRACES = 10;
/** Bytes of a layer that is fetched from a registry into memory. */
const MAX_LAYER = 256 * 1024 * 1024;
const MAX_RELEASE = 64 * 1024;

/**
 * Paths of files that a package manager left, over all layers, whether or not a later one deletes them; or a clause
 * why nobody could look.
 */
export async function findPackageTraces(
  subject: Subject,
  reader: TraceReader,
): Promise<readonly string[] | { readonly unread: string }> {
  try {
    const found = { packages: new Set<string>(), releases: new Set<string>() };
    for (const layer of await layersOf(subject, reader)) await walkLayer(layer, found);
    return [...found.packages, ...found.releases].slice(0, MAX_TRACES);
  } catch (error) {
    return { unread: asFailure(error).message.replace(/\.$/, '') };
  }
}

type Layer = { readonly mediaType: string; readonly open: () => Promise<Readable> };

async function layersOf({ digest, source }: Subject, { client }: TraceReader): Promise<readonly Layer[]> {
  if (source.kind === 'registry') {
    const registry = await client();
    const manifest = await registry.getManifest(source.reference, digest);
    if (manifest?.json.kind !== 'manifest') throw new Error('its manifest is gone');
    return manifest.json.layers.map(({ digest: blob, mediaType }) => ({
      mediaType,
      open: async () =>
        Readable.from([await registry.getBlob(source.reference, asDigest(blob), MAX_LAYER)], {
          objectMode: false,
        }),
    }));
  }
  const blob = (of: string) => path.join(source.directory, 'blobs', 'sha256', digestHex(asDigest(of)));
  // Read and compared with its digest before: see `layoutSubjects`.
  const { layers } = JSON.parse(await readFile(blob(digest), 'utf8')) as {
    readonly layers: readonly { readonly digest: string; readonly mediaType: string }[];
  };
  return layers.map((layer) => ({
    mediaType: layer.mediaType,
    open: async () => createReadStream(blob(layer.digest), { highWaterMark: 1 << 20 }),
  }));
}

function asDigest(text: string): Digest {
  if (isDigest(text)) return text;
  throw new Error('a layer has no sha256 digest');
}

async function walkLayer(
  { mediaType, open }: Layer,
  found: { readonly packages: Set<string>; readonly releases: Set<string> },
): Promise<void> {
  await walkArchive(
    await open(),
    ({ name, kind, size }) => {
      const trace = kind === 'folder' ? undefined : traceOf(name);
      if (trace === 'packages') found.packages.add(name);
      if (trace !== 'release') return undefined;
      found.releases.add(name);
      if (kind !== 'file' || !name.endsWith('os-release') || size > MAX_RELEASE) return undefined;
      const chunks: Uint8Array[] = [];
      let left = size;
      return (chunk) => {
        chunks.push(Uint8Array.from(chunk));
        left -= chunk.length;
        if (left === 0 && !hasPackageManager(Buffer.concat(chunks).toString('utf8')))
          found.releases.delete(name);
      };
    },
    unpackerOf(mediaType),
  );
}

function unpackerOf(mediaType: string): Duplex {
  if (mediaType.endsWith('gzip')) return createGunzip();
  if (mediaType.endsWith('zstd')) return createZstdDecompress();
  return new PassThrough();
}
