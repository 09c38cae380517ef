/** An image with incompressible layers, as BuildKit lays it out: an index around the manifests of its platforms. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';

export type WrittenLayout = {
  /** Of all blobs. */
  readonly bytes: number;
  /** Of the index. */
  readonly digest: Digest;
  /** In the order in which they were asked for. */
  readonly platforms: readonly { readonly platform: string; readonly digest: Digest }[];
};

/** @param contents.layers their sizes in bytes, for each platform */
export async function writeLayout(
  directory: string,
  contents: { readonly platforms: readonly string[]; readonly layers: readonly number[] },
): Promise<WrittenLayout> {
  const blobs = path.join(directory, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  let total = 0;
  const add = async (mediaType: string, content: Uint8Array | object) => {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    const digest = digestOf(bytes);
    await writeFile(path.join(blobs, digestHex(digest)), bytes);
    total += bytes.length;
    return { mediaType, digest, size: bytes.length };
  };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifests = [];
  for (const name of contents.platforms) {
    const [os = '', architecture = ''] = name.split('/');
    const layers = [];
    for (const size of contents.layers)
      layers.push(await add('application/vnd.oci.image.layer.v1.tar+gzip', randomBytes(size)));
    const config = await add('application/vnd.oci.image.config.v1+json', {
      ...{ architecture, os },
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    });
    const manifest = await add(mediaType, { schemaVersion: 2, mediaType, config, layers });
    manifests.push({ ...manifest, platform: { os, architecture } });
  }
  const indexType = 'application/vnd.oci.image.index.v1+json';
  const index = await add(indexType, { schemaVersion: 2, mediaType: indexType, manifests });
  await writeFile(path.join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(
    path.join(directory, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [index] }),
  );
  return {
    bytes: total,
    digest: index.digest,
    platforms: manifests.map(({ digest }, at) => ({ platform: contents.platforms[at] ?? '', digest })),
  };
}
