/** A sample image in a registry in memory. */
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { OCI_INDEX, OCI_MANIFEST } from '@sealift/registry/manifest';
import type { FakeRegistry } from './registry.ts';

/** Two platforms and BuildKit's attestation, or one manifest. */
export function putImage(registry: FakeRegistry, salt = ''): { index: Digest; amd64: Digest; arm64: Digest } {
  const platform = (architecture: string) => {
    const config = Buffer.from(JSON.stringify({ os: 'linux', architecture, salt }));
    registry.blobs.set(digestOf(config), config);
    return registry.put({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(config),
        size: config.length,
      },
      layers: [
        { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digestOf(salt), size: 1000 },
      ],
    });
  };
  const [amd64, arm64] = [platform('amd64'), platform('arm64')];
  const entry = (digest: Digest, os: string, architecture: string) => ({
    mediaType: OCI_MANIFEST,
    digest,
    size: registry.manifests.get(digest)?.bytes.length ?? 0,
    platform: { os, architecture },
  });
  const index = registry.put(
    {
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [
        entry(amd64, 'linux', 'amd64'),
        entry(arm64, 'linux', 'arm64'),
        {
          ...entry(putProvenance(registry, amd64), 'unknown', 'unknown'),
          annotations: {
            'vnd.docker.reference.digest': amd64,
            'vnd.docker.reference.type': 'attestation-manifest',
          },
        },
      ],
    },
    OCI_INDEX,
  );
  return { index, amd64, arm64 };
}

/** As BuildKit attaches it, without the statement's bytes: nobody here reads them. */
function putProvenance(registry: FakeRegistry, subject: Digest): Digest {
  const statement = digestOf(`provenance of ${subject}`);
  return registry.put({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: 'application/vnd.docker.attestation.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
    layers: [{ mediaType: 'application/vnd.in-toto+json', digest: statement, size: 1000 }],
    subject: {
      mediaType: OCI_MANIFEST,
      digest: subject,
      size: registry.manifests.get(subject)?.bytes.length ?? 0,
    },
  });
}
