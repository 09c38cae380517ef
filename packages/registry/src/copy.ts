/**
 * An image with everything about it, from one repository to another: the same bytes under the same digests, so that what
 * was signed there is signed here.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { mapBounded } from '@sealift/core/bounded';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { type Digest, digestHex } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import type { RegistryClient } from './client.ts';
import { copyStatementTags } from './copy-statement-tags.ts';
import {
  type Descriptor,
  INDEX_MEDIA_TYPES,
  MANIFEST_MEDIA_TYPES,
  MAX_CHILDREN,
  type Manifest,
} from './manifest.ts';
import { readBack } from './push.ts';
import { attachReferrers, listReferrers, type Referrer } from './referrers.ts';
import type { BlobSource, LazyBlob } from './requests/blob-upload.ts';

export type CopyOptions = {
  readonly from: ImageName;
  readonly to: ImageName;
  readonly digest: Digest;
  /** For blobs on their way; what is put there is removed. */
  readonly folder: string;
  readonly log: Pick<Log, 'info' | 'notice'>;
};

export type CopyResult = {
  /** True when nothing had to be written. */
  readonly existing: boolean;
  /** Statements about the image and its parts that are there now. */
  readonly referrers: number;
  /** Sent, not mounted and not there already. */
  readonly bytes: number;
};

const PARALLEL = 4;
/** Levels of indexes, and of statements about statements. */
const MAX_DEPTH = 4;
const PUSH = { access: 'push' } as const;

/**
 * Copies an image, its parts and all statements about them. No tag: the caller moves those when this is done. Blobs are
 * mounted where both repositories are in one registry.
 * @throws Failure `registry/not-found` when the image or a part of it is not there; those of both registries
 */
export async function copyImage(client: RegistryClient, options: CopyOptions): Promise<CopyResult> {
  const { from, to, digest, log } = options;
  const parts = await collect(client, options, digest);
  const blobs = new Map(parts.flatMap((part) => blobsOf(part)).map((blob) => [blob.digest, blob]));
  const send = async (blob: Descriptor): Promise<number> => {
    const source = lazyBlob(client, options, blob);
    try {
      const mount = from.registry === to.registry ? { mountFrom: from.repository } : {};
      return (await client.transferBlob(to, source.blob, mount)) === 'uploaded' ? blob.size : 0;
    } finally {
      await source.remove();
    }
  };
  const sent = await mapBounded([...blobs.values()], PARALLEL, send);
  let bytes = sent.reduce((sum, each) => sum + each, 0);
  let written = bytes > 0;
  for (const part of parts) {
    if ((await client.headManifest(to, part.digest, PUSH)) !== undefined) continue;
    await client.putManifest(to, part.digest, part);
    written = true;
  }
  await readBack(client, to, { digest });
  let referrers = 0;
  for (const part of parts) {
    const copied = await copyReferrers(client, options, part.digest, 1);
    referrers += copied.count;
    bytes += copied.bytes;
    written ||= copied.written;
  }
  const tagged = await copyStatementTags(
    client,
    parts.map((part) => part.digest),
    { from, to, log, send },
  );
  referrers += tagged.count;
  bytes += tagged.bytes;
  written ||= tagged.count > 0;
  log.info(
    `${written ? 'copied' : 'already there:'} ${formatImageName(to)}@${digest} with ${referrers} statements`,
  );
  return { existing: !written, referrers, bytes };
}

/** The manifest and all below it, children before parents. */
async function collect(
  client: RegistryClient,
  { from }: CopyOptions,
  digest: Digest,
): Promise<readonly Manifest[]> {
  const found = new Map<Digest, Manifest>();
  const visit = async (wanted: Digest, depth: number): Promise<void> => {
    if (found.has(wanted)) return;
    if (depth > MAX_DEPTH || found.size >= MAX_CHILDREN)
      throw notCopied(from, digest, 'it has too many parts');
    const manifest = await client.getManifest(from, wanted);
    if (manifest === undefined) throw notCopied(from, digest, `${wanted} is not in the registry`);
    if (manifest.json.kind === 'index')
      for (const child of manifest.json.manifests) await visit(child.digest, depth + 1);
    found.set(wanted, manifest);
  };
  await visit(digest, 1);
  return [...found.values()];
}

const blobsOf = ({ json }: Manifest): readonly Descriptor[] =>
  json.kind === 'index' ? [] : [json.config, ...json.layers];

/** Fetched when the other registry really wants it. */
function lazyBlob(client: RegistryClient, { from, folder }: CopyOptions, blob: Descriptor) {
  const file = path.join(folder, `blob-${digestHex(blob.digest)}`);
  let fetched: Promise<BlobSource> | undefined;
  const fetch = () => {
    fetched ??= client.downloadBlob(from, blob, file);
    return fetched;
  };
  return {
    blob: { digest: blob.digest, size: blob.size, fetch } satisfies LazyBlob,
    remove: () => rm(file, { force: true }),
  };
}

type CopiedReferrers = { readonly count: number; readonly bytes: number; readonly written: boolean };

/** What is attached to a manifest, then what is attached to that. */
async function copyReferrers(
  client: RegistryClient,
  options: CopyOptions,
  subject: Digest,
  depth: number,
): Promise<CopiedReferrers> {
  const { from, to, log } = options;
  const listed = (await listReferrers(client, from, subject)).filter(({ mediaType, digest }) => {
    if ([...MANIFEST_MEDIA_TYPES, ...INDEX_MEDIA_TYPES].includes(mediaType)) return true;
    log.notice(`${digest}, which is attached to ${subject}, is of the kind ${mediaType}: not copied`, {
      title: 'Copy',
    });
    return false;
  });
  if (listed.length === 0) return { count: 0, bytes: 0, written: false };
  if (depth > MAX_DEPTH) throw notCopied(from, subject, 'statements about statements do not end');
  const there = new Set((await listReferrers(client, to, subject)).map(({ digest }) => digest));
  const missing = listed.filter(({ digest }) => !there.has(digest));
  const referrers = await mapBounded(missing, PARALLEL, (descriptor) =>
    referrerOf(client, options, subject, descriptor),
  );
  await attachReferrers(client, to, subject, referrers);
  const blobs = referrers.flatMap((referrer) => referrer.blobs);
  for (const blob of blobs) if ('path' in blob) await rm(blob.path, { force: true });
  const total = {
    count: listed.length,
    bytes: blobs.reduce((sum, { size }) => sum + size, 0),
    written: missing.length > 0,
  };
  for (const { digest } of listed) {
    const below = await copyReferrers(client, options, digest, depth + 1);
    total.count += below.count;
    total.bytes += below.bytes;
    total.written ||= below.written;
  }
  return total;
}

async function referrerOf(
  client: RegistryClient,
  options: CopyOptions,
  subject: Digest,
  descriptor: Descriptor,
): Promise<Referrer> {
  const { from, folder } = options;
  const manifest = await client.getManifest(from, descriptor.digest);
  if (manifest === undefined)
    throw notCopied(from, subject, `${descriptor.digest}, which is attached to it, is not there`);
  const blobs: BlobSource[] = [];
  // Several documents name the same empty config: each file is its own.
  for (const [index, blob] of blobsOf(manifest).entries())
    blobs.push(
      await client.downloadBlob(
        from,
        blob,
        path.join(folder, `statement-${digestHex(descriptor.digest)}-${index}`),
      ),
    );
  return { descriptor, bytes: manifest.bytes, blobs };
}

const notCopied = (from: ImageName, digest: Digest, reason: string): Failure =>
  configurationFailure({
    code: 'registry/not-found',
    cause: `${formatImageName(from)}@${digest} cannot be copied whole: ${reason}.`,
    remedy: 'Push or sign the image again, and let no clean-up delete what belongs to a release.',
  });
