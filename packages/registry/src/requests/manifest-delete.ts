/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests */
import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { discard } from '@sealift/net/body';
import { readRefusal } from '../answer.ts';
import { type Connection, retrying, send } from '../connection.ts';
import { apiUrl } from '../endpoint.ts';
import { formatTarget, type Operation } from '../failures.ts';

/** `absent`: it was not there, or no longer. */
export type DeleteResult = 'deleted' | 'absent';

/**
 * DELETE of a manifest by its digest, and with it of every tag that names it. Its parts and its blobs stay: they go by
 * themselves, or when the registry collects what nothing names.
 * @throws Failure `registry/not-deletable` where the registry deletes nothing
 */
export async function deleteManifest(
  connection: Connection,
  image: ImageName,
  digest: Digest,
): Promise<DeleteResult> {
  const operation: Operation = {
    image,
    access: 'delete',
    what: `deletion of ${formatTarget(image, digest)}`,
  };
  const url = apiUrl(image, `manifests/${digest}`);
  // Twice is like once: what is gone stays gone.
  return retrying(connection, operation, async () => {
    const response = await send(connection, operation, { method: 'DELETE', url });
    if (response.status !== 404 && !response.ok) throw await readRefusal(operation, url, response);
    await discard(response);
    return response.status === 404 ? 'absent' : 'deleted';
  });
}
