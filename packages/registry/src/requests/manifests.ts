/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
import { type Digest, digestOf, isDigest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { discard } from '@sealift/net/body';
import { transientError } from '@sealift/net/retry';
import { readBytes, readRefusal } from '../answer.ts';
import { type Connection, retrying, send } from '../connection.ts';
import { apiUrl } from '../endpoint.ts';
import { formatTarget, type Operation, refusal, wrongContent } from '../failures.ts';
import { ACCEPTED_MEDIA_TYPES, MAX_MANIFEST_SIZE, type Manifest, parseManifest } from '../manifest.ts';
import type { Access } from '../scope.ts';

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

/** HEAD of a manifest. Undefined when absent. @param reference tag or digest */
export async function headManifest(
  connection: Connection,
  image: ImageName,
  reference: string,
  options: LookOptions = {},
): Promise<ManifestHead | undefined> {
  const { access = 'pull', expect } = options;
  const operation: Operation = { image, access, what: `look-up of ${formatTarget(image, reference)}` };
  const url = apiUrl(image, `manifests/${reference}`);
  const found = await retrying(connection, operation, async () => {
    const response = await send(connection, operation, {
      method: 'HEAD',
      url,
      headers: { accept: ACCEPTED_MEDIA_TYPES },
    });
    await discard(response);
    if (response.status === 404) return checkExpected(image, expect, undefined) ?? 'absent';
    // Logins were tried.
    if (response.status === 401) throw refusal(operation, 401, []);
    // Artifactory answers 403 for what is absent, a proxy may let no HEAD through, and none of them can say why: GET tells.
    if (response.status !== 200) return 'incomplete';
    const digest = response.headers.get('docker-content-digest') ?? reference;
    const mediaType = mediaTypeOf(response);
    const size = Number(response.headers.get('content-length') ?? Number.NaN);
    if (!isDigest(digest) || mediaType === '' || !Number.isSafeInteger(size)) return 'incomplete';
    checkExpected(image, expect, digest);
    return { digest, mediaType, size };
  });
  if (found === 'absent') return undefined;
  if (found !== 'incomplete') return found;
  // Registries may leave the digest out of the answer to HEAD; then it is computed.
  const manifest = await getManifest(connection, image, reference, options);
  return manifest && { digest: manifest.digest, mediaType: manifest.mediaType, size: manifest.bytes.length };
}

/**
 * GET of a manifest. Undefined when absent.
 * @throws Failure `remote` when the bytes do not have the digest asked for or announced
 */
export const getManifest = (
  connection: Connection,
  image: ImageName,
  reference: string,
  options: LookOptions = {},
): Promise<Manifest | undefined> =>
  download(connection, image, reference, options, ACCEPTED_MEDIA_TYPES, (manifest, operation) => ({
    ...manifest,
    json: parseManifest(manifest.bytes, manifest.mediaType, (reason) => wrongContent(operation, reason)),
  }));

/** What a registry holds under a digest or tag, whether or not it is an image. */
export type ManifestDocument = Pick<Manifest, 'digest' | 'mediaType' | 'bytes'>;

/** As {@link getManifest}, of any kind and without reading it: for who needs to know that it is there, and what it names. */
export const getDocument = (
  connection: Connection,
  image: ImageName,
  reference: string,
): Promise<ManifestDocument | undefined> =>
  download(connection, image, reference, {}, `${ACCEPTED_MEDIA_TYPES}, */*`, (manifest) => manifest);

async function download<Read>(
  connection: Connection,
  image: ImageName,
  reference: string,
  { access = 'pull', expect }: LookOptions,
  accept: string,
  read: (manifest: ManifestDocument, operation: Operation) => Read,
): Promise<Read | undefined> {
  const operation: Operation = { image, access, what: `download of ${formatTarget(image, reference)}` };
  const url = apiUrl(image, `manifests/${reference}`);
  return retrying(connection, operation, async () => {
    const response = await send(connection, operation, { method: 'GET', url, headers: { accept } });
    if (response.status === 404) {
      await discard(response);
      return checkExpected(image, expect, undefined);
    }
    // Looking before a push only saves work: what is there already, the push under its digest tells. A tag is another
    // matter, since it may hold what must not be overwritten.
    if (response.status === 403 && access === 'push' && isDigest(reference) && expect === undefined) {
      await discard(response);
      return undefined;
    }
    if (response.status !== 200) throw await readRefusal(operation, url, response);
    const bytes = await readBytes(response, url, MAX_MANIFEST_SIZE, () =>
      wrongContent(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`),
    );
    const digest = digestOf(bytes);
    const announced = isDigest(reference) ? reference : response.headers.get('docker-content-digest');
    if (announced !== null && announced !== digest)
      throw wrongContent(operation, `its digest is ${digest}, not ${announced}`);
    checkExpected(image, expect, digest);
    return read({ digest, mediaType: mediaTypeOf(response), bytes }, operation);
  });
}

/** Without parameters such as a charset. */
const mediaTypeOf = (response: Response): string =>
  (response.headers.get('content-type') ?? '').replace(/;.*$/, '').trim();

/** @throws a TransientError while something else is shown than what is expected */
function checkExpected(image: ImageName, expect: Digest | undefined, shown: Digest | undefined): undefined {
  if (expect === undefined || expect === shown) return undefined;
  const reason = `${image.registry} shows ${shown ?? 'nothing'} and not ${expect}`;
  throw transientError({ reason, applied: 'no' });
}
