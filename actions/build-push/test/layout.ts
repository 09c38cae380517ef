import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes an image layout of one platform as BuildKit does, and returns its root digest. */
export function writeLayout(folder: string): { readonly root: string; readonly config: string } {
  mkdirSync(path.join(folder, 'blobs', 'sha256'), { recursive: true });
  mkdirSync(path.join(folder, 'ingest'));
  const blob = (content: string, mediaType: string) => {
    const hex = createHash('sha256').update(content).digest('hex');
    writeFileSync(path.join(folder, 'blobs', 'sha256', hex), content);
    return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(content) };
  };
  const type = (name: string) => `application/vnd.oci.image.${name}`;
  const config = blob(
    JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } }),
    type('config.v1+json'),
  );
  const layer = blob('layer', type('layer.v1.tar+gzip'));
  const manifest = blob(
    JSON.stringify({ schemaVersion: 2, mediaType: type('manifest.v1+json'), config, layers: [layer] }),
    type('manifest.v1+json'),
  );
  const platform = { os: 'linux', architecture: 'amd64' };
  const index = (manifests: readonly object[]) =>
    JSON.stringify({ schemaVersion: 2, mediaType: type('index.v1+json'), manifests });
  const root = blob(index([{ ...manifest, platform }]), type('index.v1+json'));
  writeFileSync(path.join(folder, 'index.json'), index([root]));
  writeFileSync(path.join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return { root: root.digest, config: config.digest };
}
