/** Statements out of files: for verifying without a registry that lists them, or without any network. */
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { type Manifest, OCI_MANIFEST, parseManifest } from '@sealift/registry/manifest';
import { blobOf, type Referrer } from '@sealift/registry/referrers';
import { type BundleReader, bundleReferrer, MAX_BUNDLE_SIZE } from './bundles.ts';
import type { GraphReader } from './graph.ts';
import { parseBundle } from './output.ts';

const MAX_FILES = 1000;
/** Bytes, of all files. */
const MAX_SIZE = 4 * MAX_BUNDLE_SIZE;
/** As cosign, `gh attestation download` and actions/attest name them. A file with the ending .jsonl has one a line. */
const ENDINGS = ['.json', '.jsonl', '.bundle', '.sigstore'];

const unusable = (folder: string, reason: string, error?: unknown) =>
  configurationFailure({
    code: 'cosign/bad-bundles',
    cause: `The statements in ${folder} cannot be used: ${reason}.`,
    remedy: 'Give a folder with Sigstore bundles, as sign, cosign or "gh attestation download" write them.',
    ...(error === undefined ? {} : { error }),
  });

/**
 * A reader that lists the bundles of a folder instead of those of a registry, each for the manifests that its statement
 * is about. Nothing is believed of them here. Links are not followed, and files that are no bundles are passed over.
 * @param registry for manifests; undefined when there is none
 * @throws Failure `cosign/bad-bundles` when the folder cannot be read, holds no bundle or too much
 */
export async function readBundleFolder(
  folder: string,
  registry: (GraphReader & BundleReader) | undefined,
): Promise<GraphReader & BundleReader> {
  const bySubject = new Map<Digest, Referrer[]>();
  const manifests = new Map<string, Manifest>();
  const blobs = new Map<Digest, Uint8Array>();
  for (const text of await readTexts(folder)) {
    for (const { subject, referrer } of referrersOf(text)) {
      const { digest } = referrer.descriptor;
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), referrer]);
      const json = parseManifest(referrer.bytes, OCI_MANIFEST, (reason) => unusable(folder, reason));
      manifests.set(digest, { digest, mediaType: OCI_MANIFEST, bytes: referrer.bytes, json });
      for (const blob of referrer.blobs) if ('bytes' in blob) blobs.set(blob.digest, blob.bytes);
    }
  }
  if (bySubject.size === 0) throw unusable(folder, 'there is no bundle among them');
  return {
    getReferrers: async (_image, digest) => ({
      kind: 'index',
      schemaVersion: 2,
      manifests: (bySubject.get(digest) ?? []).map(({ descriptor }) => descriptor),
    }),
    getManifest: async (image, reference, ...rest) =>
      manifests.get(reference) ?? registry?.getManifest(image, reference, ...rest),
    async getBlob(image, digest, limit) {
      const blob = blobs.get(digest) ?? (await registry?.getBlob(image, digest, limit));
      if (blob === undefined) throw unusable(folder, `${digest} is not among them`);
      return blob;
    },
  };
}

function referrersOf(text: string): readonly { readonly subject: Digest; readonly referrer: Referrer }[] {
  try {
    const { statement } = parseBundle(text);
    const content = blobOf(new TextEncoder().encode(text));
    return [...new Set(statement.subjects)].map((digest) => ({
      subject: digest,
      referrer: bundleReferrer({ mediaType: OCI_MANIFEST, digest, size: 0 }, content, statement.type, 0),
    }));
  } catch {
    return [];
  }
}

async function readTexts(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw unusable(folder, 'it is not a folder that can be read', error);
  });
  const files = entries.filter(
    (entry) => entry.isFile() && ENDINGS.some((ending) => entry.name.endsWith(ending)),
  );
  if (files.length > MAX_FILES) throw unusable(folder, `there are more than ${MAX_FILES} files`);
  let size = 0;
  const texts: string[] = [];
  // In an order of their own, not in that of the file system.
  for (const entry of files.toSorted((a, b) => (a.parentPath + a.name < b.parentPath + b.name ? -1 : 1))) {
    const file = await open(path.join(entry.parentPath, entry.name));
    try {
      size += (await file.stat()).size;
      if (size > MAX_SIZE) throw unusable(folder, `they have more than ${MAX_SIZE} bytes`);
      const text = await file.readFile('utf8');
      texts.push(...(entry.name.endsWith('.jsonl') ? text.split('\n') : [text]));
    } finally {
      await file.close();
    }
  }
  return texts;
}
