/** A registry in memory, with or without the API for referrers. */
import { readFileSync } from 'node:fs';
import { remoteFailure } from '@sealift/core/failure';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { OCI_INDEX, OCI_MANIFEST, parseManifest } from '@sealift/registry/manifest';
import type { ReferrerWriter } from '@sealift/registry/referrers';
import type { BundleReader } from '@sealift/tools/cosign/bundles';
import { parseBundle } from '@sealift/tools/cosign/output';
import { BUNDLE } from './bundle.ts';

export type FakeRegistry = BundleReader &
  ReferrerWriter & {
    /** By digest or tag. */
    readonly manifests: Map<string, { mediaType: string; bytes: Buffer }>;
    readonly blobs: Map<string, Buffer>;
    /** What was written by its API, in order. */
    readonly written: { readonly kind: 'blob' | 'referrer' | 'tag'; readonly reference: string }[];
    /** What was read by its API, in order. */
    readonly asked: string[];
    /** Whether it has the referrers API. */
    api: boolean;
    /** Called before a write: throws to refuse it. */
    beforeWrite: (kind: 'blob' | 'referrer' | 'tag', reference: string) => void;
    /** Called after a referrer or a tag was written: to lose it, for instance. */
    afterWrite: (kind: 'referrer' | 'tag', reference: string) => void;
    put(manifest: object, mediaType?: string): Digest;
    /** Attaches a bundle behind the back of whoever uses the API. */
    attach(subject: Digest, bundle: string): void;
    /** What is listed for a subject. */
    children(subject: Digest): readonly { digest: Digest }[];
    /** Predicate types that are listed for a subject. */
    listed(subject: Digest): readonly string[];
  };

/** Where referrers are listed without an API for them. */
export const fallbackTag = (subject: Digest) => `sha256-${digestHex(subject)}`;

/** Where cosign 1 and 2 put signatures. */
export const oldSignatureTag = (subject: Digest) => `${fallbackTag(subject)}.sig`;

/** @param identity for {@link createFakeCosign}, which reads it there */
export function attachOldSignature(
  { manifests, put }: FakeRegistry,
  subject: Digest,
  identity: string,
): void {
  const layer = {
    mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
    digest: subject,
    size: 1,
  };
  const digest = put({ schemaVersion: 2, config: layer, layers: [layer], annotations: { identity } });
  const manifest = manifests.get(digest);
  if (manifest !== undefined) manifests.set(oldSignatureTag(subject), manifest);
}

export function createFakeRegistry(): FakeRegistry {
  const manifests: FakeRegistry['manifests'] = new Map();
  const blobs = new Map<string, Buffer>();
  const fail = (reason: string) => remoteFailure({ code: 'test/registry', cause: reason, remedy: 'None.' });
  const put: FakeRegistry['put'] = (manifest, mediaType = OCI_MANIFEST) => {
    const bytes = Buffer.from(JSON.stringify(manifest));
    manifests.set(digestOf(bytes), { mediaType, bytes });
    return digestOf(bytes);
  };
  const parsed = ({ mediaType, bytes }: { mediaType: string; bytes: Buffer }) =>
    parseManifest(bytes, mediaType, fail);
  const children = (subject: Digest): readonly { digest: Digest }[] => {
    if (fake.api)
      return [...manifests].flatMap(([digest, manifest]) => {
        const json = parsed(manifest);
        const { annotations, artifactType } = json;
        if (json.subject?.digest !== subject) return [];
        const size = manifest.bytes.length;
        return [{ mediaType: OCI_MANIFEST, digest: digest as Digest, size, artifactType, annotations }];
      });
    const index = manifests.get(fallbackTag(subject));
    return index === undefined ? [] : JSON.parse(index.bytes.toString()).manifests;
  };
  const indexOf = (entries: readonly object[]) =>
    Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries }));
  const write = (kind: 'blob' | 'referrer' | 'tag', reference: string) => {
    fake.beforeWrite(kind, reference);
    fake.written.push({ kind, reference });
  };
  const fake: FakeRegistry = {
    manifests,
    blobs,
    written: [],
    asked: [],
    api: false,
    beforeWrite: () => {},
    afterWrite: () => {},
    put,
    async getManifest(_image: ImageName, reference: string) {
      fake.asked.push(reference);
      const found = manifests.get(reference);
      if (found === undefined) return undefined;
      return { digest: digestOf(found.bytes), ...found, json: parsed(found) };
    },
    async getBlob(_image, digest, limit) {
      fake.asked.push(digest);
      const blob = blobs.get(digest);
      if (blob === undefined || blob.length > limit) throw fail(`no blob ${digest}`);
      return blob;
    },
    async getReferrers(_image, digest) {
      if (!fake.api) return undefined;
      const index = parsed({ mediaType: OCI_INDEX, bytes: indexOf(children(digest)) });
      return index.kind === 'index' ? index : undefined;
    },
    async uploadBlob(_image, blob) {
      if (blobs.has(blob.digest)) return 'existing';
      write('blob', blob.digest);
      const bytes = 'bytes' in blob ? Buffer.from(blob.bytes) : readFileSync(blob.path);
      if (digestOf(bytes) !== blob.digest || bytes.length !== blob.size) throw fail('other bytes');
      blobs.set(blob.digest, bytes);
      return 'uploaded';
    },
    async putReferrer(_image, subject, { bytes, mediaType }) {
      const digest = digestOf(bytes);
      write('referrer', digest);
      const json = parseManifest(bytes, mediaType, fail);
      if (json.kind !== 'manifest' || json.subject?.digest !== subject) throw fail('another subject');
      for (const blob of [json.config, ...json.layers])
        if (!blobs.has(blob.digest)) throw fail(`blob ${blob.digest} unknown`);
      manifests.set(digest, { mediaType, bytes: Buffer.from(bytes) });
      fake.afterWrite('referrer', digest);
      return { listed: fake.api };
    },
    async putManifest(_image, reference, { bytes, mediaType }) {
      write('tag', reference);
      for (const { digest } of JSON.parse(Buffer.from(bytes).toString()).manifests)
        if (!manifests.has(digest)) throw fail(`manifest ${digest} unknown`);
      manifests.set(reference, { mediaType, bytes: Buffer.from(bytes) });
      fake.afterWrite('tag', reference);
      return digestOf(bytes);
    },
    attach(subject, bundle) {
      const blob = Buffer.from(bundle);
      blobs.set(digestOf(blob), blob);
      const digest = put({
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        artifactType: BUNDLE,
        config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
        layers: [{ mediaType: BUNDLE, digest: digestOf(blob), size: blob.length }],
        subject: { mediaType: OCI_MANIFEST, digest: subject, size: 1 },
        annotations: { 'dev.sigstore.bundle.predicateType': typeOf(bundle) },
      });
      if (fake.api) return;
      const entry = { mediaType: OCI_MANIFEST, digest, size: 1, artifactType: BUNDLE };
      manifests.set(fallbackTag(subject), {
        mediaType: OCI_INDEX,
        bytes: indexOf([...children(subject), entry]),
      });
    },
    children,
    listed: (subject) =>
      children(subject).map(({ digest }) => {
        const manifest = JSON.parse(manifests.get(digest)?.bytes.toString() ?? '{}');
        return manifest.annotations?.['dev.sigstore.bundle.predicateType'] ?? 'foreign';
      }),
  };
  return fake;
}

const typeOf = (bundle: string): string => {
  try {
    return parseBundle(bundle).statement.type;
  } catch {
    return 'unreadable';
  }
};
