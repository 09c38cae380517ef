/**
 * A client of the OCI distribution API: what is read is verified, what is written is read back, and a request is
 * repeated only where repeating is harmless.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */

import { remoteFailure } from '@sealift/core/failure';
import { type Digest, digestOf, isDigest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { Clock, Log } from '@sealift/core/log';
import { type BlobResult, type BlobSource, uploadBlob } from './blob-upload.ts';
import type { Credentials } from './credentials.ts';
import { apiUrl } from './endpoint.ts';
import { createExchange, discard, readBytes, readText } from './exchange.ts';
import { type Operation, parseErrors, refusal } from './failures.ts';
import {
  ACCEPTED_MEDIA_TYPES,
  type ImageIndex,
  MAX_MANIFEST_SIZE,
  type Manifest,
  OCI_INDEX,
  parseManifest,
} from './manifest.ts';
import { putManifest } from './manifest-put.ts';
import { RETRY_POLICY, type RetryPolicy, Transient } from './retry.ts';
import type { Access } from './scope.ts';
import { type BlobSender, createBlobSender } from './sender.ts';

export type { ImageIndex, ImageManifest, Manifest } from './manifest.ts';

export type ManifestHead = {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
};

export type AccessOption = {
  /** `push` asks for a token that may also write, where writing follows. Default: `pull`. */
  readonly access?: Access;
};

export type LookOptions = AccessOption & {
  /**
   * Asks again, within the bounds of retries, until the registry shows this digest: some take a moment to show what
   * they have accepted. @throws Failure `remote` when it does not
   */
  readonly expect?: Digest;
};

export type RegistryClient = {
  /** Undefined when absent. @param reference tag or digest */
  headManifest(image: ImageName, reference: string, options?: LookOptions): Promise<ManifestHead | undefined>;
  /**
   * Undefined when absent.
   * @throws Failure `remote` when the bytes do not have the digest asked for or announced
   */
  getManifest(image: ImageName, reference: string, options?: LookOptions): Promise<Manifest | undefined>;
  /**
   * Writes a manifest whose blobs and children are there, under its digest or a tag.
   * @throws Failure `remote` when a tag is moved by somebody else meanwhile
   */
  putManifest(
    image: ImageName,
    reference: string,
    manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
  ): Promise<Digest>;
  /**
   * Writes, under its digest, a manifest that has a `subject`.
   * @returns whether the registry says that it lists it for `subject` by itself; if not, the fallback tag is to name it
   */
  putReferrer(
    image: ImageName,
    subject: Digest,
    manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
  ): Promise<{ readonly listed: boolean }>;
  /** @param limit bytes. @throws Failure `remote` when absent, larger or of another digest */
  getBlob(image: ImageName, digest: Digest, limit: number): Promise<Uint8Array>;
  hasBlob(image: ImageName, digest: Digest, options?: AccessOption): Promise<boolean>;
  /**
   * Sends one blob unless it is there.
   * @param options.mountFrom a repository of the same registry that may hold it
   * @throws Failure `configuration` when the file is not what its digest says
   */
  uploadBlob(
    image: ImageName,
    blob: BlobSource,
    options?: { readonly mountFrom?: string },
  ): Promise<BlobResult>;
  /** What the referrers API lists for a digest; undefined where the registry has no such API. */
  getReferrers(image: ImageName, digest: Digest): Promise<ImageIndex | undefined>;
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
  const exchange = createExchange({
    credentials: options.credentials,
    fetch: options.fetch,
    clock: options.clock,
    log: options.log,
    signal: options.signal,
    policy: options.policy ?? RETRY_POLICY,
    random: options.random ?? Math.random,
  });
  const sendBlob = options.sendBlob ?? createBlobSender(process.env);

  const headManifest: RegistryClient['headManifest'] = async (image, reference, look = {}) => {
    const { access = 'pull', expect } = look;
    const operation = { image, access, what: `look-up of ${show(image, reference)}` };
    const found = await exchange.retrying(operation, async () => {
      const response = await exchange.send(operation, {
        method: 'HEAD',
        url: apiUrl(image, `manifests/${reference}`),
        headers: { accept: ACCEPTED_MEDIA_TYPES },
      });
      await discard(response);
      if (response.status === 404) return expected(image, expect, undefined) ?? 'absent';
      if (response.status !== 200) throw refusal(operation, response.status, []);
      const digest = response.headers.get('docker-content-digest') ?? reference;
      const mediaType = response.headers.get('content-type');
      const size = Number(response.headers.get('content-length') ?? Number.NaN);
      if (!isDigest(digest) || mediaType === null || !Number.isSafeInteger(size)) return 'incomplete';
      expected(image, expect, digest);
      return { digest, mediaType: mediaType.replace(/;.*$/, '').trim(), size };
    });
    if (found === 'absent') return undefined;
    if (found !== 'incomplete') return found;
    // Registries may leave the digest out of the answer to HEAD; then it is computed.
    const manifest = await getManifest(image, reference, look);
    return (
      manifest && { digest: manifest.digest, mediaType: manifest.mediaType, size: manifest.bytes.length }
    );
  };

  const getManifest: RegistryClient['getManifest'] = (image, reference, look = {}) => {
    const { access = 'pull', expect } = look;
    const operation = { image, access, what: `download of ${show(image, reference)}` };
    const url = apiUrl(image, `manifests/${reference}`);
    return exchange.retrying(operation, async () => {
      const response = await exchange.send(operation, {
        method: 'GET',
        url,
        headers: { accept: ACCEPTED_MEDIA_TYPES },
      });
      if (response.status === 404) {
        await discard(response);
        return expected(image, expect, undefined);
      }
      if (response.status !== 200) throw await refused(operation, url, response);
      const bytes = await readBytes(response, url, MAX_MANIFEST_SIZE, () =>
        untrue(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`),
      );
      const digest = digestOf(bytes);
      const announced = isDigest(reference) ? reference : response.headers.get('docker-content-digest');
      if (announced !== null && announced !== digest)
        throw untrue(operation, `its digest is ${digest}, not ${announced}`);
      expected(image, expect, digest);
      const mediaType = (response.headers.get('content-type') ?? '').replace(/;.*$/, '').trim();
      const json = parseManifest(bytes, mediaType, (reason) => untrue(operation, reason));
      return { digest, mediaType, bytes, json };
    });
  };

  return {
    headManifest,
    getManifest,
    putManifest: async (image, reference, manifest) =>
      (await putManifest(exchange, headManifest, image, reference, manifest)).digest,
    async putReferrer(image, subject, manifest) {
      const digest = digestOf(manifest.bytes);
      const { listedFor } = await putManifest(exchange, headManifest, image, digest, manifest);
      return { listed: listedFor === subject };
    },
    async getBlob(image, digest, limit) {
      const operation: Operation = {
        image,
        access: 'pull',
        what: `download of the blob ${show(image, digest)}`,
      };
      const url = apiUrl(image, `blobs/${digest}`);
      return exchange.retrying(operation, async () => {
        const response = await exchange.send(operation, { method: 'GET', url });
        if (response.status !== 200) throw await refused(operation, url, response);
        const bytes = await readBytes(response, url, limit, () =>
          untrue(operation, `it is larger than ${limit} bytes`),
        );
        if (digestOf(bytes) !== digest) throw untrue(operation, `its digest is ${digestOf(bytes)}`);
        return bytes;
      });
    },
    async hasBlob(image, digest, { access = 'pull' } = {}) {
      const operation: Operation = { image, access, what: `look-up of the blob ${show(image, digest)}` };
      return exchange.retrying(operation, async () => {
        const response = await exchange.send(operation, {
          method: 'HEAD',
          url: apiUrl(image, `blobs/${digest}`),
        });
        await discard(response);
        if (response.status === 200) return true;
        if (response.status === 404) return false;
        throw refusal(operation, response.status, []);
      });
    },
    uploadBlob: (image, blob, uploadOptions = {}) =>
      uploadBlob(exchange, sendBlob, image, blob, uploadOptions),
    async getReferrers(image, digest) {
      const operation: Operation = {
        image,
        access: 'pull',
        what: `list of referrers of ${show(image, digest)}`,
      };
      const url = apiUrl(image, `referrers/${digest}`);
      return exchange.retrying(operation, async () => {
        const response = await exchange.send(operation, {
          method: 'GET',
          url,
          headers: { accept: OCI_INDEX },
        });
        const type = response.headers.get('content-type') ?? '';
        // A registry without the API answers 404, or with something that is not an index.
        if (response.status !== 200 || !type.startsWith(OCI_INDEX)) {
          await discard(response);
          if (response.status === 200 || response.status === 404 || response.status === 405) return undefined;
          throw refusal(operation, response.status, []);
        }
        const bytes = await readBytes(response, url, MAX_MANIFEST_SIZE, () =>
          untrue(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`),
        );
        const index = parseManifest(bytes, OCI_INDEX, (reason) => untrue(operation, reason));
        return index.kind === 'index' ? index : undefined;
      });
    },
  };
}

/** @throws Transient while something else is shown than what is expected */
function expected(image: ImageName, expect: Digest | undefined, shown: Digest | undefined): undefined {
  if (expect === undefined || expect === shown) return undefined;
  throw new Transient(`${image.registry} shows ${shown ?? 'nothing'} and not ${expect}`, {
    ambiguous: false,
  });
}

const show = (image: ImageName, reference: string): string =>
  `${formatImageName(image)}${isDigest(reference) ? '@' : ':'}${reference}`;

const refused = async (operation: Operation, url: URL, response: Response) =>
  refusal(operation, response.status, parseErrors(await readText(response, url)));

const untrue = (operation: Operation, reason: string) =>
  remoteFailure({
    cause: `The ${operation.what} gave something else: ${reason}.`,
    remedy: 'Do not use this image: ask the operator of the registry, and push it again from a new build.',
  });
