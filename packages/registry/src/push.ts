import { type Digest, digestHex } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import { formatBytes } from '@sealift/core/text/bytes';
import pLimit from 'p-limit';
import type { RegistryClient } from './client.ts';
import type { Layout, LayoutBlob } from './layout.ts';
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
  /** A repository of the same registry that may hold the blobs. */
  readonly mountFrom?: string;
};

/**
 * As many large blobs at once as docker (crane takes 4, skopeo 6): an upload that begins while a registry syncs another
 * one to its disk may have to wait, one that is on its way goes on. More makes registries answer 429.
 */
const PARALLEL = 5;
/** Small blobs beside them: they cost round trips, not bandwidth. */
const PARALLEL_SMALL = 3;
/** Bytes. */
const SMALL = 2_000_000;
const PUSH = { access: 'push' } as const;

/**
 * Pushes a layout's very bytes under their digests, without a tag: blobs, then manifests, children before indexes;
 * each manifest is read back and compared.
 * @throws Failure `configuration` when a file changed since the layout was read, or on missing rights;
 *   `remote` when the registry fails or holds something else afterwards
 */
export async function pushLayout(
  client: RegistryClient,
  layout: Layout,
  image: ImageName,
  options: PushOptions,
): Promise<PushResult> {
  // One request alone first: its 401 starts the login that all others use.
  const rootExists = (await client.headManifest(image, layout.root.digest, PUSH)) !== undefined;

  const blobs = await pushBlobs(client, layout, image, options);
  const manifestsWritten = await pushManifests(client, layout, image, rootExists);
  const written = blobs.written || manifestsWritten;
  options.log.info(
    `${written ? 'pushed' : 'already there:'} ${formatImageName(image)}@${layout.root.digest}`,
  );
  const { bytesPushed, bytesSkipped } = blobs;
  return { digest: layout.root.digest, existing: !written, bytesPushed, bytesSkipped };
}

async function pushBlobs(
  client: RegistryClient,
  layout: Layout,
  image: ImageName,
  { log, mountFrom }: PushOptions,
): Promise<Pick<PushResult, 'bytesPushed' | 'bytesSkipped'> & { readonly written: boolean }> {
  let bytesPushed = 0;
  let bytesSkipped = 0;
  let written = false;
  const send = async (blob: LayoutBlob) => {
    const result = await client.uploadBlob(image, blob, mountFrom === undefined ? {} : { mountFrom });
    if (result === 'uploaded') bytesPushed += blob.size;
    else bytesSkipped += blob.size;
    written ||= result !== 'existing';
    log.info(`${RESULT[result]} ${short(blob.digest)} ${formatBytes(blob.size)}`);
  };
  const stop = { failed: false };
  // The largest first, so that the last one to finish is not a large one that began late.
  const { large = [], small = [] } = Object.groupBy(
    layout.blobs.toSorted((a, b) => b.size - a.size),
    (blob) => (isLarge(blob) ? 'large' : 'small'),
  );
  await all([...limited(large, PARALLEL, stop, send), ...limited(small, PARALLEL_SMALL, stop, send)]);
  return { bytesPushed, bytesSkipped, written };
}

/** @returns whether there was anything to write */
async function pushManifests(
  client: RegistryClient,
  layout: Layout,
  image: ImageName,
  rootExists: boolean,
): Promise<boolean> {
  let written = false;
  const exists = async (digest: Digest) => (await client.headManifest(image, digest, PUSH)) !== undefined;
  const put = async (manifest: Manifest) => {
    // Below an index that is there, a clean-up may have deleted; below a new one, looking first saves nothing.
    const there = manifest === layout.root ? rootExists : rootExists && (await exists(manifest.digest));
    if (there) return;
    await client.putManifest(image, manifest.digest, manifest);
    written = true;
  };
  const { leaves = [], indexes = [] } = Object.groupBy(layout.manifests, ({ json }) =>
    json.kind === 'index' ? 'indexes' : 'leaves',
  );
  const atOnce = (manifests: readonly Manifest[], work: (manifest: Manifest) => Promise<void>) =>
    all(limited(manifests, PARALLEL + PARALLEL_SMALL, { failed: false }, work));
  await atOnce(leaves, put);
  // The layout lists children before parents.
  for (const index of indexes) await put(index);
  await atOnce(layout.manifests, (manifest) => readBack(client, image, manifest));
  return written;
}

const isLarge = ({ size }: LayoutBlob): boolean => size > SMALL;

/** Starts no more work after a failure. */
function limited<T>(
  items: readonly T[],
  parallel: number,
  stop: { failed: boolean },
  work: (item: T) => Promise<void>,
): readonly Promise<void>[] {
  const limit = pLimit(parallel);
  return items.map((item) =>
    limit(async () => {
      if (stop.failed) return;
      try {
        await work(item);
      } catch (error) {
        stop.failed = true;
        throw error;
      }
    }),
  );
}

/** Waits for all even when one fails, so that nothing writes after the report. */
async function all(running: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(running))
    if (result.status === 'rejected') throw result.reason;
}

const RESULT = { uploaded: 'uploaded', mounted: 'mounted ', existing: 'skipped ' } as const;

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
