/**
 * The Sigstore bundles that a registry lists for a subject, read without judging them: to learn whether there is
 * anything to verify, whom a refused signature names, and where in the log an accepted one stands. And new ones, as
 * they are attached.
 * https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md
 */
import { mapBounded } from '@sealift/core/bounded';
import type { Digest } from '@sealift/core/image/digest';
import type { RegistryClient } from '@sealift/registry/client';
import type { Descriptor } from '@sealift/registry/manifest';
import { listReferrers, makeReferrer, type Referrer } from '@sealift/registry/referrers';
import type { BlobSource } from '@sealift/registry/requests/blob-upload';
import type { Subject } from './cosign.ts';
import type { SubjectDescriptor } from './graph.ts';
import { type ParsedBundle, parseBundle } from './output.ts';

const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.3)?\+json(?:;version=[0-9.]+)?$/;
/** Every type that bundles were given, from the first format on. */
export const BUNDLE_TYPES: readonly string[] = [
  'application/vnd.dev.sigstore.bundle.v0.3+json',
  ...['0.3', '0.2', '0.1'].map((version) => `application/vnd.dev.sigstore.bundle+json;version=${version}`),
];
const BUNDLE_V03 = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const PREDICATE_TYPE = 'dev.sigstore.bundle.predicateType';
/** Bytes. A document of the largest size that we attest, in base64 within JSON. */
export const MAX_BUNDLE_SIZE = 64 * 1024 * 1024;
/** More referrers than a release has by far; whoever may write to the repository can add any number. */
export const MAX_REFERRERS = 500;
/**
 * What a list says of a bundle that cosign before 3.1.3 attached where there is no referrers API: the media type of
 * its config (https://github.com/sigstore/cosign/issues/4641). What it is, its manifest says.
 */
const EMPTY_CONFIG = 'application/vnd.oci.empty.v1+json';
/** Small requests, each of which waits for the registry. */
const PARALLEL = 6;

export type ListedBundle = {
  /** Its manifest, as it was listed and as it can be listed again. */
  readonly referrer: Referrer;
  /** As the manifest announces it; the statement inside is what counts. */
  readonly announcedType: string | undefined;
  /** Bytes. */
  readonly size: number;
  readonly blob: Digest;
};

export type BundleReader = Pick<RegistryClient, 'getManifest' | 'getBlob' | 'getReferrers'>;

/** @property complete false when more is listed than anybody looks at */
export type Candidates = { readonly candidates: readonly Descriptor[]; readonly complete: boolean };

/**
 * What may be a bundle among the referrers of a subject, by the list alone. None: there is nothing to verify.
 * @throws Failure `remote` when the registry fails
 */
export async function listCandidates(client: BundleReader, subject: Subject): Promise<Candidates> {
  const candidates = (await listReferrers(client, imageOf(subject), subject.digest, BUNDLE_TYPES)).filter(
    ({ artifactType }) =>
      artifactType === undefined || artifactType === EMPTY_CONFIG || BUNDLE_TYPE.test(artifactType),
  );
  return {
    candidates: candidates.slice(0, MAX_REFERRERS),
    complete: candidates.length <= MAX_REFERRERS,
  };
}

/**
 * The bundles among the candidates, by their manifests.
 * @throws Failure `remote` when the registry fails
 */
export async function readListed(
  client: BundleReader,
  subject: Subject,
  candidates: readonly Descriptor[],
): Promise<readonly ListedBundle[]> {
  const listed = await mapBounded(
    candidates,
    PARALLEL,
    async (descriptor): Promise<readonly ListedBundle[]> => {
      const manifest = await client.getManifest(imageOf(subject), descriptor.digest);
      if (manifest?.json.kind !== 'manifest' || manifest.json.subject?.digest !== subject.digest) return [];
      const [layer] = manifest.json.layers;
      if (layer === undefined || !BUNDLE_TYPE.test(layer.mediaType)) return [];
      return [
        {
          referrer: { descriptor, bytes: manifest.bytes, blobs: [] },
          announcedType: manifest.json.annotations?.[PREDICATE_TYPE],
          size: layer.size,
          blob: layer.digest,
        },
      ];
    },
  );
  return listed.flat();
}

/**
 * A bundle as cosign 3.1.2 attaches it, byte for byte but for the time.
 * @param created milliseconds
 */
export const bundleReferrer = (
  subject: SubjectDescriptor,
  bundle: BlobSource,
  predicateType: string,
  created: number,
): Referrer =>
  makeReferrer({
    subject,
    artifactType: BUNDLE_V03,
    content: bundle,
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      [PREDICATE_TYPE]: predicateType,
      'org.opencontainers.image.created': new Date(created).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
  });

export type FetchedBundle = {
  /** Bytes. */
  readonly size: number;
  readonly parsed: ParsedBundle;
};

/**
 * Reads one bundle; undefined when it is not one.
 * @throws Failure `remote` when the registry fails
 */
export async function readBundle(
  client: BundleReader,
  subject: Subject,
  listed: ListedBundle,
): Promise<FetchedBundle | undefined> {
  const bytes = await client.getBlob(imageOf(subject), listed.blob, MAX_BUNDLE_SIZE);
  try {
    return { size: bytes.length, parsed: parseBundle(Buffer.from(bytes).toString('utf8')) };
  } catch {
    return undefined;
  }
}

const imageOf = ({ registry, repository }: Subject) => ({ registry, repository });
