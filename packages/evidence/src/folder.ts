/** Where an evidence folder really is: other steps of the job can put links there, and a checkout can bring some along. */
import type { Stats } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { policyFailure } from '@sealift/core/failure';

/**
 * A folder in the working directory stays in it, whatever links the checkout holds; of one elsewhere the way is the
 * runner's.
 * @param folder absolute; it may be missing yet
 * @throws Failure `evidence/link`
 */
export async function requireInside(folder: string): Promise<void> {
  const root = process.cwd();
  if (isBelow(root, folder) && !isBelow(await realpath(root), await realpath(await existingParent(folder))))
    throw leadsElsewhere(folder);
}

/**
 * @param folder absolute
 * @throws Failure `evidence/link`; what `lstat` throws where there is none
 */
export async function requireNoLink(folder: string): Promise<Stats> {
  const stats = await lstat(folder);
  if (stats.isSymbolicLink()) throw leadsElsewhere(folder);
  return stats;
}

/** @throws Failure `evidence/link` when the folder is another one than before */
export async function requireSame(folder: string, before: Stats): Promise<void> {
  const now = await lstat(folder);
  if (now.dev !== before.dev || now.ino !== before.ino) throw leadsElsewhere(folder);
}

async function existingParent(folder: string): Promise<string> {
  const found = await lstat(folder).catch(() => undefined);
  return found === undefined ? existingParent(path.dirname(folder)) : folder;
}

const isBelow = (root: string, folder: string): boolean =>
  folder === root || folder.startsWith(root.endsWith(path.sep) ? root : root + path.sep);

const leadsElsewhere = (folder: string) =>
  policyFailure({
    code: 'evidence/link',
    cause: `The evidence folder ${folder} is a link, or lies behind one that leads elsewhere.`,
    remedy:
      'Give "evidence" a folder of its own, and find out which step or file of the checkout made the link.',
  });
