import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { type Digest, digestOf, isDigest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { ManifestHead } from './client.ts';
import { apiUrl } from './endpoint.ts';
import { discard, type Exchange, readText } from './exchange.ts';
import { type Operation, parseErrors, refusal } from './failures.ts';
import { MAX_MANIFEST_SIZE } from './manifest.ts';
import { Transient } from './retry.ts';

type Look = (
  image: ImageName,
  reference: string,
  options: { readonly access: 'push' },
) => Promise<ManifestHead | undefined>;

export type PutResult = {
  readonly digest: Digest;
  /** The answer's OCI-Subject: the registry lists this manifest among the referrers of that digest by itself. */
  readonly listedFor: string | undefined;
};

/**
 * Writing by digest may be repeated at will. A tag is looked at before each repetition: the first attempt may have
 * succeeded, and what somebody else put there meanwhile is not overwritten.
 */
export async function putManifest(
  exchange: Exchange,
  look: Look,
  image: ImageName,
  reference: string,
  manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
): Promise<PutResult> {
  const digest = digestOf(manifest.bytes);
  const what = isDigest(reference) ? `manifest ${reference}` : `tag "${reference}"`;
  const operation: Operation = {
    image,
    access: 'push',
    what: `push of the ${what} to ${formatImageName(image)}`,
  };
  if (isDigest(reference) && reference !== digest)
    throw configurationFailure({
      cause: `A manifest of the digest ${digest} cannot be pushed as ${reference}.`,
      remedy: 'Push it under its own digest.',
    });
  if (manifest.bytes.length > MAX_MANIFEST_SIZE)
    throw configurationFailure({
      cause: `The manifest ${digest} has ${manifest.bytes.length} bytes; registries take at most ${MAX_MANIFEST_SIZE}.`,
      remedy: 'Build the image with fewer layers, platforms or annotations.',
    });
  const tag = !isDigest(reference);
  const before = tag ? await look(image, reference, { access: 'push' }) : undefined;
  const url = apiUrl(image, `manifests/${reference}`);
  return exchange.retrying(operation, async (previous) => {
    if (previous?.ambiguous && tag) {
      const now = await look(image, reference, { access: 'push' });
      if (now?.digest === digest) return { digest, listedFor: undefined };
      if (now?.digest !== before?.digest)
        throw remoteFailure({
          cause: `The tag ${formatImageName(image)}:${reference} was moved to ${now?.digest ?? 'nothing'} by somebody else meanwhile.`,
          remedy: 'Let one job at a time move this tag, and run the job again.',
        });
    }
    const response = await exchange.send(operation, {
      method: 'PUT',
      url,
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
    });
    if (response.status !== 201 && response.status !== 200 && response.status !== 202) {
      const errors = parseErrors(await readText(response, url));
      // Registries of several replicas may take a moment to see a blob that they have just accepted.
      if (errors.some(({ code }) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN'))
        throw new Transient(`${url.host} does not see a blob of it yet`, { ambiguous: false });
      throw refusal(operation, response.status, errors);
    }
    await discard(response);
    const announced = response.headers.get('docker-content-digest');
    if (announced === null || announced === digest)
      return { digest, listedFor: response.headers.get('oci-subject') ?? undefined };
    throw remoteFailure({
      cause: `${image.registry} stored the ${what} as ${announced}, not as ${digest}: it changed the bytes.`,
      remedy: 'Use a registry, or a setting of it, that does not convert manifests.',
    });
  });
}
