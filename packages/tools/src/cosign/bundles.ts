/**
 * The Sigstore bundles that a registry lists for a subject, read without judging them: to learn whether there is
 * anything to verify, whom a refused signature names, and where in the log an accepted one stands.
 */
import type { Digest } from '@sealift/core/digest';
import { digestHex } from '@sealift/core/digest';
import type { RegistryClient } from '@sealift/registry/client';
import type { Subject } from './cosign.ts';
import { type ParsedBundle, parseBundle } from './output.ts';

const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.3)?\+json(?:;version=[0-9.]+)?$/;
const PREDICATE_TYPE = 'dev.sigstore.bundle.predicateType';
/** Bytes. A document of the largest size that we attest, in base64 within JSON. */
export const MAX_BUNDLE_SIZE = 64 * 1024 * 1024;
/** More referrers than a release has by far; whoever may write to the repository can add any number. */
const MAX_REFERRERS = 200;

export type ListedBundle = {
  readonly manifest: Digest;
  /** As the manifest announces it; the statement inside is what counts. */
  readonly announcedType: string | undefined;
  /** Bytes. */
  readonly size: number;
  readonly blob: Digest;
};

export type BundleReader = Pick<RegistryClient, 'getManifest' | 'getBlob' | 'getReferrers'>;

/**
 * By the referrers API where there is one, else by the tag that stands in for it.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 * @throws Failure `remote` when the registry fails
 */
export async function listBundles(client: BundleReader, subject: Subject): Promise<readonly ListedBundle[]> {
  const image = { registry: subject.registry, repository: subject.repository };
  const index =
    (await client.getReferrers(image, subject.digest)) ??
    (await client.getManifest(image, `sha256-${digestHex(subject.digest)}`))?.json;
  if (index?.kind !== 'index') return [];
  const candidates = index.manifests
    .filter(({ artifactType }) => artifactType === undefined || BUNDLE_TYPE.test(artifactType))
    .slice(0, MAX_REFERRERS);
  const listed = await Promise.all(
    candidates.map(async ({ digest }): Promise<readonly ListedBundle[]> => {
      const manifest = (await client.getManifest(image, digest))?.json;
      if (manifest?.kind !== 'manifest' || manifest.subject?.digest !== subject.digest) return [];
      const [layer] = manifest.layers;
      if (layer === undefined || !BUNDLE_TYPE.test(manifest.artifactType ?? layer.mediaType)) return [];
      return [
        {
          manifest: digest,
          announcedType: manifest.annotations?.[PREDICATE_TYPE],
          size: layer.size,
          blob: layer.digest,
        },
      ];
    }),
  );
  return listed.flat();
}

/**
 * Reads one bundle; undefined when it is not one.
 * @throws Failure `remote` when the registry fails
 */
export async function readBundle(
  client: BundleReader,
  subject: Subject,
  listed: ListedBundle,
): Promise<ParsedBundle | undefined> {
  const bytes = await client.getBlob(
    { registry: subject.registry, repository: subject.repository },
    listed.blob,
    MAX_BUNDLE_SIZE,
  );
  try {
    return parseBundle(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
