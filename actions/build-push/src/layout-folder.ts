/** The folder that the build fills, before and after. */
import { readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, internalFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { type Layout, readLayout } from '@sealift/registry/layout';

/**
 * BuildKit adds to a folder and leaves what was there.
 * @param given as the user wrote it
 * @throws Failure `build-push/layout-in-use`
 */
export async function requireEmpty(folder: string, given: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw configurationFailure({
      code: 'build-push/layout-in-use',
      cause: `The layout folder "${given}" cannot be used: ${error.message}.`,
      remedy: 'Give "layout" the path of a folder that is empty or does not exist.',
      error,
    });
  });
  if (entries.length > 0)
    throw configurationFailure({
      code: 'build-push/layout-in-use',
      cause: `The layout folder "${given}" is not empty.`,
      remedy: 'Give every build a folder of its own in "layout", for example below runner.temp.',
    });
}

/**
 * The layout as it is on disk.
 * @param expected what buildx said it made
 * @throws Failure `build-push/other-digest` when it is another; `registry/bad-layout`
 */
export async function readBuilt(folder: string, expected: Digest): Promise<Layout> {
  // BuildKit leaves its empty working folder behind.
  await rmdir(path.join(folder, 'ingest')).catch(() => {});
  const layout = await readLayout(folder);
  if (layout.root.digest === expected) return layout;
  throw internalFailure({
    code: 'build-push/other-digest',
    cause: `buildx reports ${expected}, but its layout holds ${layout.root.digest}.`,
    remedy: 'Update buildx and BuildKit; if that does not help, report it with the debug log of this step.',
  });
}
