/**
 * Manifests and indexes as the OCI image specification and Docker's schema 2 define them.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md, image-index.md, descriptor.md
 */

import type { Failure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { schemaWords } from '@sealift/core/text/problem-words';
import * as v from 'valibot';
import { ambiguousName } from './ambiguous-json.ts';

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

export const INDEX_MEDIA_TYPES: readonly string[] = [OCI_INDEX, DOCKER_INDEX];
export const MANIFEST_MEDIA_TYPES: readonly string[] = [OCI_MANIFEST, DOCKER_MANIFEST];
/** For the Accept header: an unlisted type would be converted or refused by the registry. */
export const ACCEPTED_MEDIA_TYPES = [OCI_INDEX, OCI_MANIFEST, DOCKER_INDEX, DOCKER_MANIFEST].join(', ');

/** Bytes. Registries must accept manifests of 4 MiB; larger ones are not portable. */
export const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;

/** Entries of one manifest or index that are read. */
export const MAX_CHILDREN = 1000;
// RFC 6838 section 4.2
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;

const text = v.pipe(v.string(), v.maxLength(4096));
const mediaType = v.pipe(v.string(), v.regex(MEDIA_TYPE, 'is not a media type'));
const digest = v.custom<Digest>(
  (value) => typeof value === 'string' && isDigest(value),
  'is not a sha256 digest',
);
const annotations = v.record(v.string(), v.pipe(v.string(), v.maxLength(256 * 1024)));

const PlatformSchema = v.object({
  architecture: text,
  os: text,
  'os.version': v.optional(text),
  'os.features': v.optional(v.array(text)),
  variant: v.optional(text),
});
export type DescriptorPlatform = v.InferOutput<typeof PlatformSchema>;

const DescriptorSchema = v.object({
  mediaType,
  digest,
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifactType: v.optional(text),
  platform: v.optional(PlatformSchema),
  annotations: v.optional(annotations),
});
export type Descriptor = v.InferOutput<typeof DescriptorSchema>;

const IndexSchema = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.optional(mediaType),
  artifactType: v.optional(text),
  manifests: v.pipe(v.array(DescriptorSchema), v.maxLength(MAX_CHILDREN)),
  subject: v.optional(DescriptorSchema),
  annotations: v.optional(annotations),
});
export type ImageIndex = { readonly kind: 'index' } & Readonly<v.InferOutput<typeof IndexSchema>>;

/** BuildKit, like other programs in Go, writes null for none. */
const layers = v.pipe(
  v.nullable(v.pipe(v.array(DescriptorSchema), v.maxLength(MAX_CHILDREN))),
  v.transform((given) => given ?? []),
);

const ManifestSchema = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.optional(mediaType),
  artifactType: v.optional(text),
  config: DescriptorSchema,
  layers,
  subject: v.optional(DescriptorSchema),
  annotations: v.optional(annotations),
});
export type ImageManifest = { readonly kind: 'manifest' } & Readonly<v.InferOutput<typeof ManifestSchema>>;

/** A manifest or an index, with the bytes that its digest is about. */
export type Manifest = {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly json: ImageManifest | ImageIndex;
};

/**
 * Reads manifest bytes of an announced media type. Bytes that could be read as both kinds are refused, because
 * two tools could then see two different images under one digest (CVE-2021-41190).
 * @param problem makes the Failure to throw from a reason such as `"config" is missing`
 */
export function parseManifest(
  bytes: Uint8Array,
  announced: string,
  problem: (reason: string) => Failure,
): ImageManifest | ImageIndex {
  const json = parseJson(bytes, problem);
  const own = (name: string) => typeof json === 'object' && json !== null && Object.hasOwn(json, name);
  if (INDEX_MEDIA_TYPES.includes(announced)) {
    if (own('config') || own('layers')) throw problem('it is an index with the fields of a manifest');
    const index = check(IndexSchema, json, problem);
    if (index.mediaType !== undefined && index.mediaType !== announced)
      throw problem(`it says "${index.mediaType}" of itself and is announced as "${announced}"`);
    return { kind: 'index', ...index };
  }
  if (MANIFEST_MEDIA_TYPES.includes(announced)) {
    if (own('manifests')) throw problem('it is a manifest with the fields of an index');
    const manifest = check(ManifestSchema, json, problem);
    if (manifest.mediaType !== undefined && manifest.mediaType !== announced)
      throw problem(`it says "${manifest.mediaType}" of itself and is announced as "${announced}"`);
    return { kind: 'manifest', ...manifest };
  }
  throw problem(`"${announced}" is not a media type of images`);
}

/** Entries that an index says it has, however many: to tell a long one from a malformed one. 0 for what is none. */
export function countChildren(bytes: Uint8Array): number {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return 0;
  }
  return typeof json === 'object' && json !== null && 'manifests' in json && Array.isArray(json.manifests)
    ? json.manifests.length
    : 0;
}

const ConfigSchema = v.object({
  architecture: text,
  os: text,
  variant: v.optional(text),
  'os.version': v.optional(text),
  'os.features': v.optional(v.array(text)),
});

/** The platform that an image's config names. */
export const parseConfigPlatform = (
  bytes: Uint8Array,
  problem: (reason: string) => Failure,
): DescriptorPlatform => check(ConfigSchema, parseJson(bytes, problem), problem);

/** @throws Failure from `problem` for what is no JSON, or other JSON to other readers */
export function parseJson(bytes: Uint8Array, problem: (reason: string) => Failure): unknown {
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    json = JSON.parse(text);
  } catch {
    throw problem('it is not JSON');
  }
  const name = ambiguousName(text);
  if (name !== undefined) throw problem(`its member "${name}" can be read in two ways`);
  return json;
}

function check<const Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  problem: (reason: string) => Failure,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw problem(`"${v.getDotPath(issue) ?? 'the document'}" is wrong: ${schemaWords(issue)}`);
}
