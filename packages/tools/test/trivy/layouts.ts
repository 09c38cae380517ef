import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import { temporaryFolder } from './fakes.ts';

const OCI = 'application/vnd.oci.image';

/** A layout with one small image per platform under one index, as BuildKit writes it. */
export async function createLayout(platforms: readonly string[]): Promise<{
  readonly directory: string;
  readonly images: ReadonlyMap<string, { readonly digest: Digest; readonly config: Digest }>;
}> {
  const directory = await temporaryFolder();
  const blobs = path.join(directory, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const put = async (content: string) => {
    const digest = digestOf(content);
    await writeFile(path.join(blobs, digestHex(digest)), content);
    return { digest, size: Buffer.byteLength(content) };
  };
  const layer = await put('layer');
  const images = new Map<string, { digest: Digest; config: Digest }>();
  const manifests: object[] = [];
  for (const platform of platforms) {
    const [os = '', architecture = ''] = platform.split('/');
    const config = await put(JSON.stringify({ os, architecture, rootfs: { type: 'layers', diff_ids: [] } }));
    const manifest = await put(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: `${OCI}.manifest.v1+json`,
        config: { mediaType: `${OCI}.config.v1+json`, ...config },
        layers: [{ mediaType: `${OCI}.layer.v1.tar`, ...layer }],
      }),
    );
    images.set(platform, { digest: manifest.digest, config: config.digest });
    manifests.push({ mediaType: `${OCI}.manifest.v1+json`, ...manifest, platform: { os, architecture } });
  }
  const index = await put(JSON.stringify({ schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests }));
  await writeFile(path.join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(
    path.join(directory, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType: `${OCI}.index.v1+json`, ...index }] }),
  );
  return { directory, images };
}
