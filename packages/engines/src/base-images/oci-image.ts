import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import type { RegistryClient } from '@sealift/registry/client';
import { OCI_MANIFEST } from '@sealift/registry/manifest';

export type Layer = {
  /** Path of the compressed layer. */
  readonly path: string;
  readonly digest: Digest;
  /** Bytes, compressed. */
  readonly size: number;
  /** Of the uncompressed tar. */
  readonly diffId: Digest;
};

/** The part of https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md that base images set. */
export type ImageSettings = {
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Labels?: Readonly<Record<string, string>>;
};

/**
 * Compresses a tar into a layer. Level 1: the layer crosses the loopback once, so that time matters more than size.
 */
export async function makeLayer(tar: string, to: string, signal?: AbortSignal): Promise<Layer> {
  const plain = createHash('sha256');
  const packed = createHash('sha256');
  let size = 0;
  const tap = (see: (chunk: Buffer) => void) =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        see(chunk);
        done(null, chunk);
      },
    });
  await pipeline(
    createReadStream(tar, { highWaterMark: 1 << 20 }),
    tap((chunk) => plain.update(chunk)),
    createGzip({ level: 1, chunkSize: 1 << 18 }),
    tap((chunk) => {
      packed.update(chunk);
      size += chunk.length;
    }),
    createWriteStream(to),
    ...(signal === undefined ? [] : [{ signal }]),
  );
  return {
    path: to,
    digest: `sha256:${packed.digest('hex')}`,
    size,
    diffId: `sha256:${plain.digest('hex')}`,
  };
}

/** Pushes an image of one layer, without a tag, and returns its manifest's bytes. */
export async function pushImage(
  client: RegistryClient,
  image: ImageName,
  layer: Layer,
  settings: ImageSettings,
  options: { readonly architecture: string; readonly annotations?: Readonly<Record<string, string>> },
): Promise<Uint8Array> {
  const config = Buffer.from(
    JSON.stringify({
      architecture: options.architecture,
      os: 'linux',
      created: EPOCH.toISOString(),
      config: settings,
      rootfs: { type: 'layers', diff_ids: [layer.diffId] },
      history: [{ created: EPOCH.toISOString(), created_by: 'sealift rehearsal' }],
    }),
  );
  const configDigest = digestOf(config);
  await client.uploadBlob(image, layer);
  await client.uploadBlob(image, { bytes: config, digest: configDigest, size: config.length });
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: configDigest,
        size: config.length,
      },
      layers: [
        { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: layer.digest, size: layer.size },
      ],
      ...(options.annotations === undefined ? {} : { annotations: options.annotations }),
    }),
  );
}

/** The time that base images say they are from; a fixed one, so that equal content has equal digests. */
export const EPOCH = new Date('2025-10-09T08:53:20Z');
