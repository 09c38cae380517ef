/** Layouts as BuildKit writes them: index.json → index → platform manifests and unknown/unknown attestations. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';

export type Described = { mediaType: string; digest: Digest; size: number };
export type Json = Record<string, unknown>;

export const MEDIA = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  inToto: 'application/vnd.in-toto+json',
} as const;

export type LayoutWriter = Awaited<ReturnType<typeof layoutWriter>>;

export async function layoutWriter() {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sealift-layout-'));
  const blobs = path.join(directory, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  await writeFile(path.join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const add = async (mediaType: string, content: Uint8Array | Json): Promise<Described> => {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    const digest = digestOf(bytes);
    await writeFile(path.join(blobs, digestHex(digest)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  return {
    directory,
    add,
    blob: (digest: Digest) => path.join(blobs, digestHex(digest)),
    finish: async (...manifests: readonly Json[]) => {
      await writeFile(path.join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
      return directory;
    },
    /** A platform's manifest with one layer of its own. */
    async image(os: string, architecture: string, layer: Uint8Array = Buffer.from(`${os} ${architecture}`)) {
      const config = await add(MEDIA.config, { os, architecture, rootfs: { type: 'layers', diff_ids: [] } });
      const layers = [await add(MEDIA.layer, layer)];
      const manifest = await add(MEDIA.manifest, {
        schemaVersion: 2,
        mediaType: MEDIA.manifest,
        config,
        layers,
      });
      return { ...manifest, platform: { os, architecture } };
    },
    async attestation(subject: Digest) {
      const layers = [await add(MEDIA.inToto, { subject })];
      const rootfs = { type: 'layers', diff_ids: layers.map(({ digest }) => digest) };
      const config = await add(MEDIA.config, { os: 'unknown', architecture: 'unknown', rootfs });
      const manifest = await add(MEDIA.manifest, {
        schemaVersion: 2,
        mediaType: MEDIA.manifest,
        config,
        layers,
      });
      return {
        ...manifest,
        annotations: {
          'vnd.docker.reference.digest': subject,
          'vnd.docker.reference.type': 'attestation-manifest',
        },
        platform: { os: 'unknown', architecture: 'unknown' },
      };
    },
    index: (manifests: readonly Json[]) =>
      add(MEDIA.index, { schemaVersion: 2, mediaType: MEDIA.index, manifests }),
  };
}

/** One platform with provenance, as a build job makes it. */
export async function buildLayout(
  architecture = 'amd64',
  layer?: Uint8Array,
): Promise<{ directory: string; writer: LayoutWriter; root: Digest; image: Digest; attestation: Digest }> {
  const writer = await layoutWriter();
  const image = await writer.image('linux', architecture, layer);
  const attestation = await writer.attestation(image.digest);
  const root = await writer.index([image, attestation]);
  await writer.finish(root);
  return {
    directory: writer.directory,
    writer,
    root: root.digest,
    image: image.digest,
    attestation: attestation.digest,
  };
}
