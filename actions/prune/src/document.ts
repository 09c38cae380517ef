/** What keeping and deleting need to know of a manifest, an index, or whatever else a repository holds. */
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { RELEASE_RECORD_TYPE } from '@sealift/core/release/record';
import { digestsIn } from '@sealift/core/retention/version';
import type { ManifestDocument } from '@sealift/registry/requests/manifests';
import * as v from 'valibot';

export type Document = {
  readonly digest: Digest;
  /** Every digest in it but its own. */
  readonly names: readonly Digest[];
  readonly subject: Digest | undefined;
  readonly record: boolean;
  /** Its own bytes and its blobs. */
  readonly content: readonly { readonly digest: Digest; readonly size: number }[];
  /**
   * Manifests that it lists, if it is an index. BuildKit's attestations are among them: parts, and no statements, since
   * nothing but the index leads to them.
   */
  readonly children: readonly Digest[];
  /** When it says that it was made, in milliseconds; a claim. */
  readonly created: number | undefined;
  /** Where the time stands that an image says it was made at. */
  readonly config: { readonly digest: Digest; readonly size: number } | undefined;
};

const PREDICATE_TYPE = 'dev.sigstore.bundle.predicateType';
const CREATED = 'org.opencontainers.image.created';

const DigestText = v.custom<Digest>((value) => typeof value === 'string' && isDigest(value));
const Annotations = v.fallback(v.record(v.string(), v.unknown()), {});
const Descriptor = v.object({
  digest: DigestText,
  size: v.fallback(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
});
type Descriptor = v.InferOutput<typeof Descriptor>;
/** As far as it can be read: what does not look right is left out, and is kept by its digest all the same. */
const Loose = v.fallback(
  v.object({
    subject: v.fallback(v.optional(Descriptor), undefined),
    config: v.fallback(v.optional(Descriptor), undefined),
    layers: v.optional(v.unknown()),
    manifests: v.optional(v.unknown()),
    annotations: v.optional(Annotations, {}),
  }),
  { annotations: {} },
);

export function readDocument({ digest, bytes }: ManifestDocument): Document {
  const text = Buffer.from(bytes).toString('utf8');
  const { subject, config, layers, manifests, annotations } = v.parse(Loose, jsonOf(text));
  const children = descriptorsIn(manifests);
  const blobs = [...(config === undefined ? [] : [config]), ...descriptorsIn(layers)];
  return {
    digest,
    names: digestsIn(text).filter((each) => each !== digest),
    subject: subject?.digest,
    record: annotations[PREDICATE_TYPE] === RELEASE_RECORD_TYPE,
    content: [
      { digest, size: bytes.length },
      ...blobs.map((blob) => ({ digest: blob.digest, size: blob.size })),
    ],
    children: children.map((child) => child.digest),
    created: timeOf(annotations[CREATED]),
    config: manifests === undefined ? config : undefined,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const descriptorsIn = (list: unknown): readonly Descriptor[] =>
  Array.isArray(list)
    ? list.flatMap((each) => {
        const parsed = v.safeParse(Descriptor, each);
        return parsed.success ? [parsed.output] : [];
      })
    : [];

/** Times before 1980 mean that somebody left the time out. */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return time > Date.UTC(1980, 0, 1) ? time : undefined;
}
