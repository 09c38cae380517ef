/**
 * What an entry of an index has to be to count as BuildKit's provenance or SBOM and not as an image.
 * https://github.com/moby/buildkit/blob/v0.32.2/docs/attestations/attestation-storage.md
 */
import { type Digest, digestOf, isDigest } from '@sealift/core/image/digest';
import * as v from 'valibot';
import type { Descriptor, ImageManifest } from './manifest.ts';

/** An entry of an index together with what it names: nothing is decided by the entry alone. */
export type IndexEntry = {
  readonly descriptor: Descriptor;
  readonly manifest: ImageManifest;
  /** Bytes of the manifest's config. */
  readonly config: Uint8Array;
};

/** An attestation with the image of the same index that it is about. */
export type AttestationPart = IndexEntry & { readonly kind: 'attestation'; readonly subject: Digest };

const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
const ARTIFACT_TYPE = 'application/vnd.docker.attestation.manifest.v1+json';
const IN_TOTO = 'application/vnd.in-toto+json';
const IMAGE_CONFIGS: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];
const EMPTY_CONFIG = 'application/vnd.oci.empty.v1+json';
const EMPTY_DIGEST = digestOf('{}');

/** Bytes. A statement takes a line in the config. */
const MAX_ATTESTATION_CONFIG = 64 * 1024;

const unknown = v.literal('unknown');
const nothing = v.optional(v.literal(''));
/** What BuildKit writes where registries want the config of an image: no command, no user, no history. */
const PlainConfig = v.strictObject({
  architecture: unknown,
  os: unknown,
  variant: nothing,
  'os.version': nothing,
  config: v.optional(v.strictObject({})),
  rootfs: v.strictObject({ type: v.literal('layers'), diff_ids: v.array(v.string()) }),
});

/** Whether an entry says of itself, in any way, that it is no image. It proves nothing. */
const hasAttestationSigns = ({ platform, annotations, artifactType }: Descriptor): boolean =>
  annotations?.[REFERENCE_TYPE] !== undefined ||
  annotations?.[REFERENCE_DIGEST] !== undefined ||
  artifactType === ARTIFACT_TYPE ||
  platform?.os.toLowerCase() === 'unknown' ||
  platform?.architecture.toLowerCase() === 'unknown';

/**
 * The digest that the entry is about, if it is an attestation by itself. Whether that is an image of the same index,
 * {@link splitEntries} finds out.
 */
function claimedSubject(entry: IndexEntry): { readonly subject: Digest } | { readonly reason: string } {
  const { descriptor, manifest } = entry;
  const { platform, annotations = {} } = descriptor;
  const plain = (platform?.variant ?? '') === '' && (platform?.['os.version'] ?? '') === '';
  if (platform?.os !== 'unknown' || platform.architecture !== 'unknown' || !plain)
    return { reason: 'its platform is not unknown/unknown' };
  if (annotations[REFERENCE_TYPE] !== 'attestation-manifest')
    return { reason: 'it is not annotated as an attestation' };
  const subject = annotations[REFERENCE_DIGEST];
  if (subject === undefined || !isDigest(subject)) return { reason: 'it does not say what it is about' };
  for (const type of [descriptor.artifactType, manifest.artifactType])
    if (type !== undefined && type !== ARTIFACT_TYPE) return { reason: `it is of the type "${type}"` };
  if (manifest.subject !== undefined && manifest.subject.digest !== subject)
    return { reason: `it is about ${subject} and about ${manifest.subject.digest}` };
  const other = manifest.layers.find(({ mediaType }) => mediaType !== IN_TOTO);
  if (other !== undefined) return { reason: `its layer ${other.digest} is "${other.mediaType}"` };
  if (manifest.layers.length === 0) return { reason: 'it holds no statement' };
  const config = configProblem(entry);
  return config === undefined ? { subject } : { reason: config };
}

function configProblem({ manifest: { config, layers }, config: bytes }: IndexEntry): string | undefined {
  if (config.mediaType === EMPTY_CONFIG)
    return config.digest === EMPTY_DIGEST ? undefined : 'its config is not empty';
  if (!IMAGE_CONFIGS.includes(config.mediaType)) return `its config is "${config.mediaType}"`;
  if (bytes.length > MAX_ATTESTATION_CONFIG) return 'its config is too large';
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'its config is not JSON';
  }
  const parsed = v.safeParse(PlainConfig, json);
  if (!parsed.success) return 'its config is that of an image';
  const files = parsed.output.rootfs.diff_ids;
  const same = files.length === layers.length && layers.every(({ digest }, at) => files[at] === digest);
  return same ? undefined : 'its config names other layers';
}

export type SplitEntries = {
  readonly attestations: readonly AttestationPart[];
  /** Attestations by themselves, about something that is no image of this index. */
  readonly strays: readonly AttestationPart[];
  /** Everything else has to be an image. */
  readonly others: readonly {
    readonly entry: IndexEntry;
    /** Why it is no attestation, for one that says it were. A clause. */
    readonly reason?: string;
  }[];
};

/**
 * Tells attestations from all else in an index. An attestation is unknown/unknown, *and* annotated, *and* about an
 * image of the same index by digest, *and* holds in-toto statements only, under a config that runs nothing. A builder
 * can set any one of these on an image that a runtime would run.
 * @param entries all of the index
 */
export function splitEntries(entries: readonly IndexEntry[]): SplitEntries {
  const claims: AttestationPart[] = [];
  const others: SplitEntries['others'][number][] = [];
  for (const entry of entries) {
    const claim = claimedSubject(entry);
    if ('subject' in claim) claims.push({ ...entry, kind: 'attestation', subject: claim.subject });
    else others.push({ entry, ...(hasAttestationSigns(entry.descriptor) ? claim : {}) });
  }
  const images = new Set(others.map(({ entry }) => entry.descriptor.digest));
  // One about itself, or about another attestation, is among them too.
  const { attestations = [], strays = [] } = Object.groupBy(claims, ({ subject }) =>
    images.has(subject) ? 'attestations' : 'strays',
  );
  return { attestations, strays, others };
}
