import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What BuildKit 0.32.2 says of a build with `# syntax=docker/dockerfile:1` and a pinned base. */
export const REQUEST = {
  frontend: 'gateway.v0',
  args: { cmdline: 'docker/dockerfile:1', source: 'docker/dockerfile:1' },
};
export const MATERIALS = [
  { uri: 'pkg:docker/docker/dockerfile@1', digest: { sha256: '1'.repeat(64) } },
  {
    uri: `pkg:docker/python@3.14-slim?digest=sha256:${'2'.repeat(64)}&platform=linux%2Famd64`,
    digest: { sha256: '2'.repeat(64) },
  },
];
export const provenance = (
  request: object = REQUEST,
  resolvedDependencies: readonly object[] = MATERIALS,
) => ({
  buildDefinition: { externalParameters: { request }, resolvedDependencies },
});

/**
 * Writes an image layout of one platform as BuildKit does, and returns its root digest.
 * @param predicates of the provenances beside it
 */
export function writeLayout(
  folder: string,
  predicates: readonly object[] = [provenance()],
): { readonly root: string; readonly config: string } {
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
  const statements = predicates.map((predicate) => ({
    ...blob(
      JSON.stringify({
        _type: 'https://in-toto.io/Statement/v1',
        predicateType: 'https://slsa.dev/provenance/v1',
        subject: [{ name: 'pkg:docker/api@latest', digest: { sha256: manifest.digest.slice(7) } }],
        predicate,
      }),
      'application/vnd.in-toto+json',
    ),
    annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' },
  }));
  const attestation = {
    ...blob(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: type('manifest.v1+json'),
        artifactType: 'application/vnd.docker.attestation.manifest.v1+json',
        config: blob('{}', 'application/vnd.oci.empty.v1+json'),
        layers: statements,
        subject: manifest,
      }),
      type('manifest.v1+json'),
    ),
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': manifest.digest,
    },
    platform: { os: 'unknown', architecture: 'unknown' },
  };
  const root = blob(
    index([{ ...manifest, platform }, ...(statements.length === 0 ? [] : [attestation])]),
    type('index.v1+json'),
  );
  writeFileSync(path.join(folder, 'index.json'), index([root]));
  writeFileSync(path.join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return { root: root.digest, config: config.digest };
}
