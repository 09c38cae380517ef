/** Temporary folders that last as long as whoever made them: what a killed process leaves, the next one removes. */
import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryLock } from '@sealift/tools/file-lock';

export type OwnFolder = {
  readonly path: string;
  remove(): Promise<void>;
  /** It outlives its maker: nobody removes it any more. */
  keep(): Promise<void>;
};

/** In each folder while its maker lives. */
const OWNER = '.owner';

/**
 * Makes a new one, and removes those with the same beginning of their name whose makers have ended without it.
 * @param prefix e.g. `sealift-rehearsal-`
 */
export async function makeOwnFolder(prefix: string, within = tmpdir()): Promise<OwnFolder> {
  const names = await readdir(within);
  const old = names.filter((name) => name.startsWith(prefix)).map((name) => path.join(within, name));
  await Promise.all(old.map(removeIfLeft));
  const folder = await mkdtemp(path.join(within, prefix));
  const lock = await tryLock(path.join(folder, OWNER));
  return {
    path: folder,
    remove: async () => {
      await lock?.release();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
    keep: async () => lock?.release(),
  };
}

async function removeIfLeft(folder: string): Promise<void> {
  const owner = path.join(folder, OWNER);
  // Without an owner's mark it was kept, or is being made.
  const isMarked = await access(owner).then(
    () => true,
    () => false,
  );
  const lock = isMarked ? await tryLock(owner).catch(() => undefined) : undefined;
  if (lock === undefined) return;
  // Something in it may still be mounted, or in use by a process that is about to end.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  await lock.release();
}
