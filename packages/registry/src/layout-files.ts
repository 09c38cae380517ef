import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import type { Failure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { sha256Of } from './file-hash.ts';

type Problem = (reason: string) => Failure;

/**
 * Opens a regular file. A symbolic link is refused by the kernel, and a FIFO cannot block: both would let a layout
 * publish files from elsewhere or hang the job.
 */
export async function openRegular(
  file: string,
  problem: Problem,
): Promise<{ handle: FileHandle; size: number }> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw problem(`"${file}" is missing`);
      if (error.code === 'ELOOP') throw problem(`"${file}" is a symbolic link`);
      throw problem(`"${file}" cannot be read (${error.code})`);
    },
  );
  const stat = await handle.stat();
  if (stat.isFile()) return { handle, size: stat.size };
  await handle.close();
  throw problem(`"${file}" is not a regular file`);
}

export async function requireFolder(folder: string, problem: Problem): Promise<void> {
  const stat = await lstat(folder).catch(() => undefined);
  if (stat === undefined) throw problem(`"${folder}" is missing`);
  if (!stat.isDirectory()) throw problem(`"${folder}" is not a folder`);
}

/** A whole small file. */
export async function readDocument(file: string, limit: number, problem: Problem): Promise<Uint8Array> {
  const { handle, size } = await openRegular(file, problem);
  try {
    if (size > limit) throw problem(`"${file}" is larger than ${limit} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

export async function checkedSize(
  blob: { readonly path: string; readonly digest: Digest; readonly size: number },
  problem: Problem,
): Promise<void> {
  const { handle, size } = await openRegular(blob.path, problem);
  await handle.close();
  if (size !== blob.size)
    throw problem(`${blob.digest} has ${size} bytes, not the ${blob.size} it announces`);
}

export async function hashFile(file: string, problem: Problem): Promise<Digest> {
  const { handle } = await openRegular(file, problem);
  try {
    return `sha256:${await sha256Of(handle)}`;
  } finally {
    await handle.close();
  }
}
