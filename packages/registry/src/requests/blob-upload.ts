/**
 * Blobs into a repository: HEAD, then POST for a session and one PUT with everything.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 */
import { Failure, remoteFailure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { discard } from '@sealift/net/body';
import { transientError } from '@sealift/net/retry';
import { readRefusal, readText } from '../answer.ts';
import { type Connection, follow, retrying, send } from '../connection.ts';
import { isEcr } from '../ecr-host.ts';
import { apiUrl, resolveLocation, withQuery } from '../endpoint.ts';
import { type Operation, parseErrors, refusal, wrongContent } from '../failures.ts';
import { repositoryScope } from '../scope.ts';
import { type BlobFile, requireUnchanged } from '../sender.ts';

type Measured = { readonly digest: Digest; readonly size: number };

/** A file, or bytes that are already in memory. */
export type BlobSource = BlobFile | (Measured & { readonly bytes: Uint8Array });

/** What is fetched when the registry turns out not to have it. */
export type LazyBlob = Measured & { readonly fetch: () => Promise<BlobSource> };

export type BlobResult = 'existing' | 'mounted' | 'uploaded';

/**
 * Sends one blob unless it is there.
 * @param options.mountFrom a repository of the same registry that may hold it
 * @throws Failure `configuration` when the file is not what its digest says; `remote`
 */
export async function uploadBlob(
  connection: Connection,
  image: ImageName,
  blob: BlobSource | LazyBlob,
  { mountFrom }: { readonly mountFrom?: string } = {},
): Promise<BlobResult> {
  const operation: Operation = {
    image,
    access: 'push',
    what: `upload of ${blob.digest} to ${formatImageName(image)}`,
  };
  // Looking first also answers, on a repetition, whether the attempt before succeeded after all.
  return retrying(connection, operation, async () => {
    if (await exists(connection, operation, blob.digest)) return 'existing';
    const mounted =
      mountFrom === undefined ? undefined : await mount(connection, operation, blob.digest, mountFrom);
    if (mounted === 'mounted') return 'mounted';
    const start = mounted ?? (await startUpload(connection, operation));
    await finishUpload(connection, operation, withQuery(start, 'digest', blob.digest), blob);
    return 'uploaded';
  });
}

async function exists(connection: Connection, operation: Operation, digest: Digest): Promise<boolean> {
  const response = await send(connection, operation, {
    method: 'HEAD',
    url: apiUrl(operation.image, `blobs/${digest}`),
  });
  await discard(response);
  if (response.status === 200) return true;
  // A repository that nothing was pushed to yet is unknown, or not to be looked at: the POST tells.
  if (response.status === 404 || response.status === 401 || response.status === 403) return false;
  throw refusal(operation, response.status, []);
}

/**
 * Asks for a blob of another repository. Undefined when the registry refuses: a mount only saves work, and who may not
 * read there, or whose registry knows no mounts, uploads.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#mounting-a-blob-from-another-repository
 * @returns where to send the bytes when the registry does not have them there
 */
async function mount(
  connection: Connection,
  operation: Operation,
  digest: Digest,
  from: string,
): Promise<URL | 'mounted' | undefined> {
  const uploads = apiUrl(operation.image, 'blobs/uploads/');
  try {
    const { response, url } = await follow(connection, operation, {
      method: 'POST',
      url: withQuery(withQuery(uploads, 'mount', digest), 'from', from),
      scopes: repositoryScope(from, 'pull'),
    });
    await discard(response);
    if (response.status === 201) return 'mounted';
    return response.status === 202 ? uploadLocation(operation, response, url) : undefined;
  } catch (error) {
    // A token service may refuse the whole request for the sake of the other repository.
    if (error instanceof Failure && error.code === 'registry/denied') return undefined;
    throw error;
  }
}

async function startUpload(connection: Connection, operation: Operation): Promise<URL> {
  const uploads = apiUrl(operation.image, 'blobs/uploads/');
  const { response, url } = await follow(connection, operation, { method: 'POST', url: uploads }).catch(
    async (error: unknown) => {
      if (!(error instanceof Failure)) await requireRepository(connection, operation);
      throw error;
    },
  );
  if (response.status !== 202) throw await readRefusal(operation, url, response);
  await discard(response);
  return uploadLocation(operation, response, url);
}

/**
 * ECR cuts off an upload to a repository that it does not have, as if it were out of order; who reads is told.
 * https://github.com/aws/containers-roadmap/issues/1970
 * @throws Failure `registry/no-repository` and its like
 */
async function requireRepository(connection: Connection, operation: Operation): Promise<void> {
  if (!isEcr(operation.image.registry)) return;
  const url = apiUrl(operation.image, 'tags/list');
  const response = await send(connection, operation, { method: 'GET', url });
  if (response.status === 404) throw await readRefusal(operation, url, response);
  await discard(response);
}

function uploadLocation(operation: Operation, response: Response, url: URL): URL {
  const location = response.headers.get('location');
  if (location !== null) return resolveLocation(url, location);
  throw remoteFailure({
    code: 'registry/bad-answer',
    cause: `${operation.image.registry} accepted the ${operation.what} without saying where to (no Location header).`,
    remedy: 'Check that the proxy in front of the registry passes the Location header on.',
  });
}

async function finishUpload(
  connection: Connection,
  operation: Operation,
  url: URL,
  source: BlobSource | LazyBlob,
): Promise<void> {
  const blob = 'fetch' in source ? await source.fetch() : source;
  const response = await send(connection, operation, {
    method: 'PUT',
    url,
    headers: { 'content-type': 'application/octet-stream' },
    ...('bytes' in blob
      ? { body: blob.bytes }
      : { send: (to, headers, signal) => connection.sendBlob(to, headers, blob, signal) }),
  });
  // 201 by the specification; some registries answer 204 to an upload that they had already.
  if (response.status === 201 || response.status === 204) {
    await discard(response);
    return requireStored(operation, blob, response.headers.get('docker-content-digest'));
  }
  const errors = parseErrors(await readText(response, url));
  // The bytes did not please: were they changed here?
  if ('path' in blob && errors.some(({ code }) => BAD_BYTES.test(code))) await requireUnchanged(blob);
  // The session of the upload is gone (a restart, another replica): a new one has to be asked for.
  if (response.status === 404 || errors.some(({ code }) => code.startsWith('BLOB_UPLOAD_')))
    throw transientError({ reason: `${url.host} lost the upload (${response.status})`, applied: 'no' });
  throw refusal(operation, response.status, errors);
}

/** Quay calls another digest an invalid upload. */
const BAD_BYTES = /^(?:DIGEST_INVALID|BLOB_UPLOAD_)/;

/**
 * A registry that names the digest of what it has stored has verified the bytes. What another one got is hashed here,
 * so that no manifest is put on a layer that nobody has verified. See docs/decisions/blob-uploads.md.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 */
async function requireStored(operation: Operation, blob: BlobSource, stored: string | null): Promise<void> {
  if (stored === blob.digest) return;
  if ('path' in blob) await requireUnchanged(blob);
  // A digest of another algorithm may be the registry's own way to name the same bytes.
  if (stored !== null && isDigest(stored)) throw wrongContent(operation, `it was stored as ${stored}`);
}
