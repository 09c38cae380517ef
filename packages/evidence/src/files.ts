/** Names, sizes and bytes of the files in an evidence folder. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { configurationFailure } from '@sealift/core/failure';

/** Bytes of one part. A release record of 20 platforms has 30 KB. */
export const MAX_PART_SIZE = 1024 * 1024;
/** Bytes of one SBOM document. */
export const MAX_DOCUMENT_SIZE = 32 * 1024 * 1024;

/** A file name that stays in its folder on every system. */
export const isPlainName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name);

/** @param label of the file, for the message */
export const tooLarge = (label: string, limit: number) =>
  configurationFailure({
    code: 'evidence/too-large',
    cause: `The evidence file ${label} is larger than ${limit} bytes.`,
    remedy: 'Leave out of the SBOM what is not shipped, or find out which step wrote this file.',
  });

/**
 * The bytes of a regular file, not through a link.
 * @param label of the file, for messages
 * @param limit bytes
 * @throws Failure `evidence/unreadable` for a link or a device; `evidence/too-large`
 */
export async function readBounded(file: string, label: string, limit: number): Promise<Buffer> {
  // What was a file when it was listed may be a link by now, or a pipe, which would block.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((error: unknown) => {
    throw unreadable(label, 'cannot be read', error);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw unreadable(label, 'is not a regular file');
    if (stat.size > limit) throw tooLarge(label, limit);
    // One byte more than it should have: a file that grows meanwhile is seen.
    const bytes = await readUpTo(handle, stat.size + 1);
    if (bytes.length > stat.size) throw unreadable(label, 'changes while it is read');
    return bytes;
  } finally {
    await handle.close();
  }
}

async function readUpTo(handle: FileHandle, limit: number): Promise<Buffer> {
  const buffer = Buffer.alloc(limit);
  let length = 0;
  while (length < limit) {
    const { bytesRead } = await handle.read(buffer, length, limit - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

const unreadable = (label: string, what: string, error?: unknown) =>
  configurationFailure({
    code: 'evidence/unreadable',
    cause: `The evidence file ${label} ${what}.`,
    remedy: 'Let the Sealift actions write the evidence folder; links are not followed.',
    error,
  });
