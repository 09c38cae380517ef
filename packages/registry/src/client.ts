/**
 * A client of the OCI distribution API: what is read is verified, what is written is read back, and a request is
 * repeated only where repeating is harmless. The requests themselves are in requests/.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import type { Clock, Log } from '@sealift/core/log';
import type { RetryPolicy } from '@sealift/net/retry';
import { createConnection, RETRY_POLICY } from './connection.ts';
import type { Credentials } from './login.ts';
import type { ImageIndex, Manifest } from './manifest.ts';
import { downloadBlob } from './requests/blob-download.ts';
import { type BlobResult, type BlobSource, type LazyBlob, uploadBlob } from './requests/blob-upload.ts';
import { getBlob, hasBlob } from './requests/blobs.ts';
import { type DeleteResult, deleteManifest } from './requests/manifest-delete.ts';
import { type ManifestBytes, putManifest } from './requests/manifest-put.ts';
import {
  type AccessOption,
  getDocument,
  getManifest,
  headManifest,
  type LookOptions,
  type ManifestDocument,
  type ManifestHead,
} from './requests/manifests.ts';
import { getReferrers, type ReferrersOptions } from './requests/referrers.ts';
import { listTags } from './requests/tags-list.ts';
import { type BlobFile, type BlobSender, createBlobSender } from './sender.ts';

/** Requests with one login and one set of tokens; each is described where it is made. */
export type RegistryClient = {
  headManifest(image: ImageName, reference: string, options?: LookOptions): Promise<ManifestHead | undefined>;
  getManifest(image: ImageName, reference: string, options?: LookOptions): Promise<Manifest | undefined>;
  putManifest(image: ImageName, reference: string, manifest: ManifestBytes): Promise<Digest>;
  /**
   * Writes, under its digest, a manifest that has a `subject`.
   * @returns whether the registry says that it lists it for `subject` by itself; if not, the fallback tag is to name it
   */
  putReferrer(
    image: ImageName,
    subject: Digest,
    manifest: ManifestBytes,
  ): Promise<{ readonly listed: boolean }>;
  getBlob(image: ImageName, digest: Digest, limit: number): Promise<Uint8Array>;
  downloadBlob(
    image: ImageName,
    blob: { readonly digest: Digest; readonly size: number },
    file: string,
  ): Promise<BlobFile>;
  hasBlob(image: ImageName, digest: Digest, options?: AccessOption): Promise<boolean>;
  uploadBlob(
    image: ImageName,
    blob: BlobSource,
    options?: { readonly mountFrom?: string },
  ): Promise<BlobResult>;
  /** As {@link RegistryClient.uploadBlob}, of what is not at hand. */
  transferBlob(
    image: ImageName,
    blob: LazyBlob,
    options?: { readonly mountFrom?: string },
  ): Promise<BlobResult>;
  getReferrers(image: ImageName, digest: Digest, options?: ReferrersOptions): Promise<ImageIndex | undefined>;
  getDocument(image: ImageName, reference: string): Promise<ManifestDocument | undefined>;
  listTags(image: ImageName): Promise<readonly string[]>;
  deleteManifest(image: ImageName, digest: Digest): Promise<DeleteResult>;
};

export type RegistryClientOptions = {
  readonly credentials: (registry: string) => Promise<Credentials | undefined> | Credentials | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'info' | 'secret'>;
  readonly signal?: AbortSignal | undefined;
  /** How files are sent. Default: node:http(s), with the proxies of the process's environment. */
  readonly sendBlob?: BlobSender;
  readonly policy?: RetryPolicy;
  /** From 0 to 1: spreads retries. */
  readonly random?: () => number;
};

export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const connection = createConnection({
    credentials: options.credentials,
    fetch: options.fetch,
    clock: options.clock,
    log: options.log,
    signal: options.signal,
    policy: options.policy ?? RETRY_POLICY,
    random: options.random ?? Math.random,
    sendBlob: options.sendBlob ?? createBlobSender(process.env),
  });
  return {
    headManifest: (...request) => headManifest(connection, ...request),
    getManifest: (...request) => getManifest(connection, ...request),
    putManifest: async (...request) => (await putManifest(connection, ...request)).digest,
    async putReferrer(image, subject, manifest) {
      const { listedFor } = await putManifest(connection, image, digestOf(manifest.bytes), manifest);
      return { listed: listedFor === subject };
    },
    getBlob: (...request) => getBlob(connection, ...request),
    downloadBlob: (...request) => downloadBlob(connection, ...request),
    hasBlob: (...request) => hasBlob(connection, ...request),
    uploadBlob: (...request) => uploadBlob(connection, ...request),
    transferBlob: (...request) => uploadBlob(connection, ...request),
    getReferrers: (...request) => getReferrers(connection, ...request),
    getDocument: (...request) => getDocument(connection, ...request),
    listTags: (...request) => listTags(connection, ...request),
    deleteManifest: (...request) => deleteManifest(connection, ...request),
  };
}
