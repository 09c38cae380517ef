/**
 * Documents about a manifest (signatures, attestations, …): finding them and attaching them.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject and, for
 * registries without the referrers API (ghcr.io is one), #referrers-tag-schema
 */
import { mapBounded } from '@sealift/core/bounded';
import { configurationFailure, failedWith } from '@sealift/core/failure';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { RegistryClient } from './client.ts';
import {
  type Descriptor,
  MAX_CHILDREN,
  MAX_MANIFEST_SIZE,
  type Manifest,
  OCI_INDEX,
  OCI_MANIFEST,
} from './manifest.ts';
import type { BlobSource } from './requests/blob-upload.ts';

export type ReferrerReader = Pick<RegistryClient, 'getManifest' | 'getReferrers'>;
export type ReferrerWriter = ReferrerReader &
  Pick<RegistryClient, 'uploadBlob' | 'putReferrer' | 'putManifest'>;

/** A document about a manifest, as it is pushed. The same bytes may be pushed any number of times. */
export type Referrer = {
  /** As a list of referrers shows it. */
  readonly descriptor: Descriptor;
  /** Of its manifest. */
  readonly bytes: Uint8Array;
  /** What its manifest names; none for one that is in the registry already. */
  readonly blobs: readonly BlobSource[];
};

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor */
const EMPTY = { mediaType: 'application/vnd.oci.empty.v1+json', bytes: new TextEncoder().encode('{}') };
/** Small requests, each of which waits for the registry. */
const PARALLEL = 4;

/** Where referrers are listed in a registry without the API for it. */
export const referrersTag = (subject: Digest): string => `sha256-${digestHex(subject)}`;

/**
 * What is listed for a manifest: by the referrers API where there is one, else under the fallback tag. Not both: the
 * verifiers that this is for ask in the same way, and a statement where none of them looks must count as missing.
 *
 * Whoever may write packages may attach any number of documents. When the list is too long, the registry is asked for
 * those of the types that are wanted, each by itself: what is of another type cannot hide them then, where the registry
 * filters. A list that is too long for all that is refused: what is not read may be what says no.
 * @param types media types of the documents that are wanted; none asks for everything or fails
 * @throws Failure `registry/too-many-referrers`, `remote`
 */
export async function listReferrers(
  client: ReferrerReader,
  image: ImageName,
  subject: Digest,
  types: readonly string[] = [],
): Promise<readonly Descriptor[]> {
  try {
    const listed =
      (await client.getReferrers(image, subject)) ??
      (await client.getManifest(image, referrersTag(subject)))?.json;
    return listed?.kind === 'index' ? listed.manifests : [];
  } catch (thrown) {
    if (!failedWith(thrown, 'registry/too-many-referrers') || types.length === 0) throw thrown;
    const lists: (readonly Descriptor[])[] = [];
    for (const artifactType of types)
      lists.push((await client.getReferrers(image, subject, { artifactType }))?.manifests ?? []);
    // A registry that does not know of the filter gives everything each time.
    return [...new Map(lists.flat().map((descriptor) => [descriptor.digest, descriptor])).values()];
  }
}

/** A document of one layer. Members stand in the order in which cosign writes them. */
export function makeReferrer(options: {
  readonly subject: Pick<Descriptor, 'mediaType' | 'digest' | 'size'>;
  readonly artifactType: string;
  readonly content: BlobSource;
  readonly annotations: Readonly<Record<string, string>>;
}): Referrer {
  const { subject, artifactType, content, annotations } = options;
  const empty = blobOf(EMPTY.bytes);
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: EMPTY.mediaType, size: empty.size, digest: empty.digest, artifactType },
    layers: [{ mediaType: artifactType, size: content.size, digest: content.digest }],
    annotations,
    subject: { mediaType: subject.mediaType, size: subject.size, digest: subject.digest },
    artifactType,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  return {
    // The specification wants type and annotations of the manifest repeated where it is listed.
    descriptor: {
      mediaType: OCI_MANIFEST,
      size: bytes.length,
      digest: digestOf(bytes),
      artifactType,
      annotations,
    },
    bytes,
    blobs: [empty, content],
  };
}

export const blobOf = (bytes: Uint8Array): BlobSource => ({
  bytes,
  digest: digestOf(bytes),
  size: bytes.length,
});

/**
 * Pushes documents about `subject`. A registry with the referrers API lists each by itself, and the last one is pushed
 * when the others are there; for any other registry, the fallback tag is written once, with all of them and with every
 * entry that it had. Pushing again what is there changes nothing.
 *
 * Two writers of one fallback tag can still undo each other, since registries have no compare-and-swap: look with
 * {@link listReferrers} afterwards.
 * @throws Failure `configuration` when the tag is something else than a list, or the list is full; `remote`
 */
export async function attachReferrers(
  client: ReferrerWriter,
  image: ImageName,
  subject: Digest,
  referrers: readonly Referrer[],
): Promise<void> {
  const blobs = new Map(referrers.flatMap((referrer) => referrer.blobs.map((blob) => [blob.digest, blob])));
  await mapBounded([...blobs.values()], PARALLEL, (blob) => client.uploadBlob(image, blob));
  const put = async (referrer: Referrer) => {
    const { mediaType } = referrer.descriptor;
    const { listed } = await client.putReferrer(image, subject, { bytes: referrer.bytes, mediaType });
    return { referrer, listed };
  };
  const results = [
    ...(await mapBounded(referrers.slice(0, -1), PARALLEL, put)),
    ...(await mapBounded(referrers.slice(-1), PARALLEL, put)),
  ];
  const unlisted = results.filter(({ listed }) => !listed).map(({ referrer }) => referrer.descriptor);
  if (unlisted.length > 0) await addToTag(client, image, subject, unlisted);
}

async function addToTag(
  client: ReferrerWriter,
  image: ImageName,
  subject: Digest,
  descriptors: readonly Descriptor[],
): Promise<void> {
  const tag = referrersTag(subject);
  const found = await client.getManifest(image, tag, { access: 'push' });
  const problem = (reason: string, remedy: string) =>
    configurationFailure({
      code: 'registry/not-accepted',
      cause: `Nothing can be attached to ${formatImageName(image)}@${subject}: the tag "${tag}" ${reason}.`,
      remedy,
    });
  if (found !== undefined && found.json.kind !== 'index')
    throw problem(
      'is an image',
      'Delete that tag: registries keep the list of statements about an image there.',
    );
  const listed = new Set(
    found?.json.kind === 'index' ? found.json.manifests.map(({ digest }) => digest) : [],
  );
  const added = descriptors.filter(({ digest }) => !listed.has(digest));
  if (added.length === 0) return;
  const bytes = indexWith(found, added);
  if (listed.size + added.length > MAX_CHILDREN || bytes.length > MAX_MANIFEST_SIZE)
    throw problem(
      `lists ${listed.size} documents already, and there is no room for ${added.length} more`,
      'Find out who attaches so many, and delete what is not needed.',
    );
  await client.putManifest(image, tag, { bytes, mediaType: found?.mediaType ?? OCI_INDEX });
}

/** With what stood there byte for byte the same in meaning: entries and members that we do not know are kept too. */
function indexWith(found: Manifest | undefined, added: readonly Descriptor[]): Uint8Array {
  const index: { readonly manifests: readonly unknown[] } =
    found === undefined
      ? { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] }
      : JSON.parse(Buffer.from(found.bytes).toString('utf8'));
  return new TextEncoder().encode(JSON.stringify({ ...index, manifests: [...index.manifests, ...added] }));
}
