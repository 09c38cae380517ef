/**
 * Files and folders of the checkout. Whoever may change the repository decides what is a link in it: one that leads out
 * would make a step read the runner's own files.
 */
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';

/** Outside of the checkout means: the author of the workflow named it, so that its links are followed. */
const isBelow = (folder: string, file: string): boolean => {
  const relative = path.relative(folder, file);
  return (
    relative === '' ||
    !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
  );
};

/**
 * Where a path of the checkout really is; undefined when there is nothing.
 * @param file absolute, or from the top of the checkout
 * @throws Failure `action/link-outside` when it lies in the checkout and a link, anywhere on its way, leads out of it or
 *   into the git folder, which holds the checkout's token
 */
export async function resolveInWorkspace(workspace: string, file: string): Promise<string | undefined> {
  const top = path.resolve(workspace);
  const absolute = path.resolve(top, file);
  const real = await found(absolute, file);
  if (real === undefined || !isBelow(top, absolute)) return real;
  const realTop = await realpath(top);
  if (isBelow(realTop, real) && !path.relative(realTop, real).split(path.sep).includes('.git')) return real;
  throw outside(file);
}

async function found(absolute: string, file: string): Promise<string | undefined> {
  try {
    return await realpath(absolute);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(file, typeof code === 'string' ? code : 'it cannot be found', error);
  }
}

/**
 * The bytes of a file of the checkout; undefined when there is nothing.
 * @param limit bytes
 * @throws Failure `action/link-outside`; `action/bad-file` when it is no file, or too large
 */
export async function readInWorkspace(
  workspace: string,
  file: string,
  limit: number,
): Promise<Buffer | undefined> {
  const real = await resolveInWorkspace(workspace, file);
  if (real === undefined) return undefined;
  // Nothing of the real path is a link any more; a pipe would block.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(real, flags).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error.code ?? 'it cannot be opened', error);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw unreadable(file, 'it is no file');
    if (stat.size > limit) throw unreadable(file, `it has more than ${limit} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

const outside = (file: string): Failure =>
  configurationFailure({
    code: 'action/link-outside',
    cause: `"${file}" leads out of the repository, or into its git folder, by a link.`,
    remedy: 'Put the file itself in its place, or let the link lead to a file of the repository.',
  });

const unreadable = (file: string, reason: string, error?: unknown): Failure =>
  configurationFailure({
    code: 'action/bad-file',
    cause: `"${file}" cannot be read: ${reason}.`,
    remedy: 'Give the path of a file of the repository.',
    ...(error === undefined ? {} : { error }),
  });
