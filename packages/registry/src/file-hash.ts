/** sha256 of files, in lower-case hex. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** Bytes per read: fewer, larger reads are as fast as the disk. */
const CHUNK_SIZE = 1024 * 1024;

/**
 * From where the handle stands. One buffer for all of it: new ones for each piece cost more than the hash itself.
 * @throws what reading throws
 */
export async function sha256Of(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(CHUNK_SIZE);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
  }
}

/** @throws what opening and reading throw */
export async function sha256OfFile(file: string): Promise<string> {
  const handle = await open(file);
  try {
    return await sha256Of(handle);
  } finally {
    await handle.close();
  }
}
