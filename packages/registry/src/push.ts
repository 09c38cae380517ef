import { type Digest, digestHex } from '@sealift/core/digest';
import { formatImageName, type ImageName } from '@sealift/core/image';
import type { Log } from '@sealift/core/log';
import pLimit from 'p-limit';
import type { RegistryClient } from './client.ts';
import type { Layout } from './layout.ts';
import type { Manifest } from './manifest.ts';

export type PushResult = {
  /** What was read back. */
  readonly digest: Digest;
  /** True when nothing had to be written. */
  readonly existing: boolean;
  readonly bytesPushed: number;
  /** Bytes of blobs that were there already. */
  readonly bytesSkipped: number;
};

export type PushOptions = {
  readonly log: Pick<Log, 'info'>;
  /** Blobs sent at the same time. */
  readonly parallel?: number;
  /** A repository of the same registry that may hold the blobs. */
  readonly mountFrom?: string;
};

/** As many as the usual clients send; more makes registries answer 429. */
const PARALLEL = 4;

/**
 * Pushes a layout's very bytes under their digests, without a tag: blobs, then manifests, children before indexes;
 * then reads the manifests back and compares.
 * @throws Failure `configuration` when a file changed since the layout was read, or on missing rights;
 *   `remote` when the registry fails or holds something else afterwards
 */
export async function pushLayout(
  client: RegistryClient,
  layout: Layout,
  image: ImageName,
  options: PushOptions,
): Promise<PushResult> {
  const limit = pLimit(options.parallel ?? PARALLEL);
  const push = { access: 'push' } as const;
  // One request alone first: its 401 starts the login that all others use.
  const rootExists = (await client.headManifest(image, layout.root.digest, push)) !== undefined;

  let bytesPushed = 0;
  let bytesSkipped = 0;
  let written = false;
  // Large blobs first, so that the last one to finish is a small one.
  const blobs = layout.blobs.toSorted((a, b) => b.size - a.size);
  await allOrFirstFailure(limit, blobs, async (blob) => {
    const result = await client.uploadBlob(
      image,
      blob,
      options.mountFrom === undefined ? {} : { mountFrom: options.mountFrom },
    );
    if (result === 'uploaded') bytesPushed += blob.size;
    else bytesSkipped += blob.size;
    written ||= result !== 'existing';
    options.log.info(`${RESULT[result]} ${short(blob.digest)} ${formatSize(blob.size)}`);
  });

  for (const manifest of layout.manifests) {
    const known = manifest === layout.root ? rootExists : undefined;
    if (known ?? (await client.headManifest(image, manifest.digest, push)) !== undefined) continue;
    await client.putManifest(image, manifest.digest, manifest);
    written = true;
  }
  await Promise.all(layout.manifests.map((manifest) => limit(() => readBack(client, image, manifest))));
  options.log.info(
    `${written ? 'pushed' : 'already there:'} ${formatImageName(image)}@${layout.root.digest}`,
  );
  return { digest: layout.root.digest, existing: !written, bytesPushed, bytesSkipped };
}

const RESULT = { uploaded: 'uploaded', mounted: 'mounted ', existing: 'skipped ' } as const;

/** After a failure nothing new starts, and what runs is waited for, so that nothing writes after the report. */
async function allOrFirstFailure<T>(
  limit: ReturnType<typeof pLimit>,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  let failed = false;
  const results = await Promise.allSettled(
    items.map((item) =>
      limit(async () => {
        if (failed) return;
        try {
          await work(item);
        } catch (error) {
          failed = true;
          throw error;
        }
      }),
    ),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** @throws Failure `remote` when the registry does not give the manifest back under its digest */
export async function readBack(
  client: RegistryClient,
  image: ImageName,
  { digest }: Pick<Manifest, 'digest'>,
): Promise<void> {
  // getManifest compares the digest of the bytes.
  await client.getManifest(image, digest, { access: 'push', expect: digest });
}

const short = (digest: Digest): string => digestHex(digest).slice(0, 12);

export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
