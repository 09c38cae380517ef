/** A blob into a file, for what is too large for memory. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import { readRefusal } from '../answer.ts';
import { type Connection, retrying, send } from '../connection.ts';
import { apiUrl } from '../endpoint.ts';
import { brokenConnection, formatTarget, type Operation, wrongContent } from '../failures.ts';
import type { BlobFile } from '../sender.ts';

/**
 * GET of a blob. Its bytes are hashed while they are written.
 * @param file is made or overwritten, for this user alone
 * @throws Failure `registry/wrong-content` when it has another size or digest; `registry/not-found`; `remote`
 */
export async function downloadBlob(
  connection: Connection,
  image: ImageName,
  { digest, size }: { readonly digest: Digest; readonly size: number },
  file: string,
): Promise<BlobFile> {
  const what = `download of the blob ${formatTarget(image, digest)}`;
  const operation: Operation = { image, access: 'pull', what };
  const url = apiUrl(image, `blobs/${digest}`);
  return retrying(connection, operation, async () => {
    const response = await send(connection, operation, { method: 'GET', url, large: true });
    if (response.status !== 200) throw await readRefusal(operation, url, response);
    const found = await write(response, file, size).catch((error: unknown) => {
      throw brokenConnection(url, error);
    });
    if (found === undefined) throw wrongContent(operation, `it is larger than ${size} bytes`);
    if (found !== digest) throw wrongContent(operation, `its digest is ${found}`);
    return { path: file, digest, size };
  });
}

/** The digest of what was written; undefined when there is more than was announced. */
async function write(response: Response, file: string, size: number): Promise<Digest | undefined> {
  const handle = await open(file, 'w', 0o600);
  try {
    const hash = createHash('sha256');
    let length = 0;
    // Leaving the loop cancels the stream.
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > size) return undefined;
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    return `sha256:${hash.digest('hex')}`;
  } finally {
    await handle.close();
  }
}
