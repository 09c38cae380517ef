/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers */
import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { discard } from '@sealift/net/body';
import { readBytes } from '../answer.ts';
import { type Connection, retrying, send } from '../connection.ts';
import { apiUrl } from '../endpoint.ts';
import { formatTarget, type Operation, refusal, wrongContent } from '../failures.ts';
import { type ImageIndex, MAX_MANIFEST_SIZE, OCI_INDEX, parseManifest } from '../manifest.ts';

/** GET of what refers to a digest; undefined where the registry has no such API. */
export async function getReferrers(
  connection: Connection,
  image: ImageName,
  digest: Digest,
): Promise<ImageIndex | undefined> {
  const what = `list of referrers of ${formatTarget(image, digest)}`;
  const operation: Operation = { image, access: 'pull', what };
  const url = apiUrl(image, `referrers/${digest}`);
  return retrying(connection, operation, async () => {
    const response = await send(connection, operation, {
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
      wrongContent(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`),
    );
    const index = parseManifest(bytes, OCI_INDEX, (reason) => wrongContent(operation, reason));
    return index.kind === 'index' ? index : undefined;
  });
}
