/**
 * One platform's image of a layout as a tar archive that `docker load` and `podman load` read: an image layout, and beside
 * it the older list that docker without containerd looks for. The blobs are the layout's own bytes.
 * https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { digestHex } from '@sealift/core/image/digest';
import type { Layout, PlatformManifest } from '@sealift/registry/layout';

const BLOCK = 512;

type Member = {
  readonly name: string;
  readonly size: number;
  readonly content: Buffer | { readonly path: string };
};

/**
 * @param file must not exist
 * @param names registry/repository:tag, by which the engine will know it
 */
export async function writeImageArchive(
  layout: Layout,
  image: PlatformManifest,
  names: readonly string[],
  file: string,
): Promise<void> {
  const members = membersOf(layout, image, names);
  await pipeline(Readable.from(tar(members)), createWriteStream(file, { mode: 0o600, flags: 'wx' }));
}

function membersOf(layout: Layout, image: PlatformManifest, names: readonly string[]): readonly Member[] {
  const { descriptor, manifest } = image;
  const pathOf = ({ digest }: Pick<PlatformManifest, 'digest'>) => `blobs/sha256/${digestHex(digest)}`;
  const blobs = [descriptor, manifest.config, ...manifest.layers].map(({ digest, size }) => ({
    name: pathOf({ digest }),
    size,
    content: { path: layout.blobPath(digest) },
  }));
  const { digest, mediaType, size } = descriptor;
  const entry = { mediaType, digest, size, platform: image.platform };
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests:
      names.length === 0 ? [entry] : names.map((name) => ({ ...entry, annotations: nameAnnotations(name) })),
  };
  const list = [
    {
      Config: pathOf(manifest.config),
      RepoTags: names,
      Layers: manifest.layers.map((layer) => pathOf(layer)),
    },
  ];
  return [
    json('oci-layout', { imageLayoutVersion: '1.0.0' }),
    json('index.json', index),
    json('manifest.json', list),
    ...new Map(blobs.map((blob) => [blob.name, blob])).values(),
  ];
}

const nameAnnotations = (name: string) => ({
  'io.containerd.image.name': name,
  'org.opencontainers.image.ref.name': name.slice(name.lastIndexOf(':') + 1),
});

function json(name: string, value: unknown): Member {
  const content = Buffer.from(JSON.stringify(value));
  return { name, size: content.length, content };
}

async function* tar(members: readonly Member[]): AsyncGenerator<Buffer> {
  for (const { name, size, content } of members) {
    yield header(name, size);
    if (Buffer.isBuffer(content)) yield content;
    // Not more than was announced, should the file have grown.
    else if (size > 0) yield* createReadStream(content.path, { end: size - 1 });
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** A ustar header of a regular file. */
function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, 'latin1');
  block.write('0000644\0', 100, 'latin1');
  block.write('0000000\0', 108, 'latin1');
  block.write('0000000\0', 116, 'latin1');
  block.set(sizeField(size), 124);
  block.write('00000000000\0', 136, 'latin1');
  block.write('        ', 148, 'latin1');
  block.write('0ustar\x0000', 156, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** Octal has room for 8 GiB; beyond, the size stands there as a number, as GNU tar writes it. */
export function sizeField(size: number): Buffer {
  const octal = size.toString(8);
  if (octal.length <= 11) return Buffer.from(`${octal.padStart(11, '0')}\0`, 'latin1');
  const field = Buffer.alloc(12);
  field[0] = 0x80;
  field.writeBigUInt64BE(BigInt(size), 4);
  return field;
}
