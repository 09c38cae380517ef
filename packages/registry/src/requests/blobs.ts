/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs */
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { discard } from '@sealift/net/body';
import { readBytes, readRefusal } from '../answer.ts';
import { type Connection, retrying, send } from '../connection.ts';
import { apiUrl } from '../endpoint.ts';
import { formatTarget, type Operation, refusal, wrongContent } from '../failures.ts';
import type { AccessOption } from './manifests.ts';

/** HEAD of a blob. */
export async function hasBlob(
  connection: Connection,
  image: ImageName,
  digest: Digest,
  { access = 'pull' }: AccessOption = {},
): Promise<boolean> {
  const operation: Operation = { image, access, what: `look-up of the blob ${formatTarget(image, digest)}` };
  return retrying(connection, operation, async () => {
    const response = await send(connection, operation, {
      method: 'HEAD',
      url: apiUrl(image, `blobs/${digest}`),
    });
    await discard(response);
    if (response.status === 200) return true;
    if (response.status === 404) return false;
    throw refusal(operation, response.status, []);
  });
}

/** GET of a blob. @param limit bytes. @throws Failure `remote` when absent, larger or of another digest */
export async function getBlob(
  connection: Connection,
  image: ImageName,
  digest: Digest,
  limit: number,
): Promise<Uint8Array> {
  const what = `download of the blob ${formatTarget(image, digest)}`;
  const operation: Operation = { image, access: 'pull', what };
  const url = apiUrl(image, `blobs/${digest}`);
  return retrying(connection, operation, async () => {
    const response = await send(connection, operation, { method: 'GET', url });
    if (response.status !== 200) throw await readRefusal(operation, url, response);
    const bytes = await readBytes(response, url, limit, () =>
      wrongContent(operation, `it is larger than ${limit} bytes`),
    );
    if (digestOf(bytes) !== digest) throw wrongContent(operation, `its digest is ${digestOf(bytes)}`);
    return bytes;
  });
}
