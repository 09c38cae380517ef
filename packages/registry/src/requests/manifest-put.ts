/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests */
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { type Digest, digestOf, isDigest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { discard } from '@sealift/net/body';
import { type Repeat, transientError } from '@sealift/net/retry';
import { readText } from '../answer.ts';
import { type Connection, retrying, send } from '../connection.ts';
import { apiUrl } from '../endpoint.ts';
import { isMissingBlob, type Operation, parseErrors, refusal } from '../failures.ts';
import { MAX_MANIFEST_SIZE } from '../manifest.ts';
import { headManifest } from './manifests.ts';

export type ManifestBytes = { readonly bytes: Uint8Array; readonly mediaType: string };

export type PutResult = {
  readonly digest: Digest;
  /** The answer's OCI-Subject: the registry lists this manifest among the referrers of that digest by itself. */
  readonly listedFor: string | undefined;
};

/**
 * PUT of a manifest whose blobs and children are there, under its digest or a tag. Writing by digest may be repeated at
 * will. A tag is looked at before each repetition: the first attempt may have succeeded, and what somebody else put
 * there meanwhile is not overwritten.
 * @throws Failure `configuration` for a digest that is not its own, or too many bytes; `remote` when a tag is moved by
 *   somebody else meanwhile
 */
export async function putManifest(
  connection: Connection,
  image: ImageName,
  reference: string,
  manifest: ManifestBytes,
): Promise<PutResult> {
  const digest = digestOf(manifest.bytes);
  checkPut(reference, digest, manifest);
  const what = isDigest(reference) ? `manifest ${reference}` : `tag "${reference}"`;
  const name = formatImageName(image);
  const operation: Operation = { image, access: 'push', what: `push of the ${what} to ${name}` };
  const repeat: Repeat<PutResult> = isDigest(reference)
    ? 'safe'
    : { happened: await tagQuestion(connection, image, reference, digest) };
  const url = apiUrl(image, `manifests/${reference}`);
  const attempt = async (): Promise<PutResult> => {
    const response = await send(connection, operation, {
      method: 'PUT',
      url,
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
    });
    if (response.status !== 201 && response.status !== 200 && response.status !== 202) {
      const errors = parseErrors(await readText(response, url));
      // Registries of several replicas may take a moment to see a blob that they have just accepted.
      if (errors.some(isMissingBlob))
        throw transientError({ reason: `${url.host} does not see a blob of it yet`, applied: 'no' });
      throw refusal(operation, response.status, errors);
    }
    await discard(response);
    const announced = response.headers.get('docker-content-digest');
    if (announced === null || announced === digest)
      return { digest, listedFor: response.headers.get('oci-subject') ?? undefined };
    throw remoteFailure({
      code: 'registry/wrong-content',
      cause: `${image.registry} stored the ${what} as ${announced}, not as ${digest}: it changed the bytes.`,
      remedy: 'Use a registry, or a setting of it, that does not convert manifests.',
    });
  };
  return retrying(connection, operation, attempt, repeat);
}

function checkPut(reference: string, digest: Digest, { bytes }: ManifestBytes): void {
  if (isDigest(reference) && reference !== digest)
    throw configurationFailure({
      code: 'registry/bad-name',
      cause: `A manifest of the digest ${digest} cannot be pushed as ${reference}.`,
      remedy: 'Push it under its own digest.',
    });
  if (bytes.length > MAX_MANIFEST_SIZE)
    throw configurationFailure({
      code: 'registry/not-accepted',
      cause: `The manifest ${digest} has ${bytes.length} bytes; registries take at most ${MAX_MANIFEST_SIZE}.`,
      remedy: 'Build the image with fewer layers, platforms or annotations.',
    });
}

/** Whether the tag was written. @throws Failure `remote` when somebody else moved it since this was called */
async function tagQuestion(connection: Connection, image: ImageName, tag: string, digest: Digest) {
  const look = () => headManifest(connection, image, tag, { access: 'push' });
  const before = await look();
  return async () => {
    const now = await look();
    if (now?.digest === digest) return { value: { digest, listedFor: undefined } };
    if (now?.digest === before?.digest) return undefined;
    throw remoteFailure({
      code: 'registry/tag-moved',
      cause: `The tag ${formatImageName(image)}:${tag} was ${now === undefined ? 'deleted' : `moved to ${now.digest}`} by somebody else meanwhile.`,
      remedy: 'Let one job at a time move this tag, and run the job again.',
    });
  };
}
