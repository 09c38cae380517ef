/** The folder that the build fills, before and after. */
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { temporaryRoot } from '@sealift/action-kit/temporary-folder';
import { configurationFailure, internalFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { type Layout, readLayout } from '@sealift/registry/layout';

/** Builds of one job. */
const MAX_FOLDERS = 1_000;

/**
 * The folder that was asked for, or one that no other build of this job has: `layout`, `layout-2`, … below RUNNER_TEMP.
 * @param given as the user wrote it
 * @throws Failure `build-push/layout-in-use`
 */
export async function claimLayoutFolder(
  given: string | undefined,
  workspace: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  if (given !== undefined) {
    const folder = path.resolve(workspace, given);
    await requireEmpty(folder, given);
    return folder;
  }
  const root = path.resolve(temporaryRoot(env));
  await mkdir(root, { recursive: true });
  for (let count = 1; count <= MAX_FOLDERS; count += 1) {
    const folder = path.join(root, count === 1 ? 'layout' : `layout-${count}`);
    // Two builds may look at the same time: only one of them makes it.
    if (await made(folder)) return folder;
  }
  throw configurationFailure({
    code: 'build-push/layout-in-use',
    cause: `There are ${MAX_FOLDERS} layouts in "${root}".`,
    remedy: 'Remove those that are not needed any more, or give "layout".',
  });
}

async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * BuildKit adds to a folder and leaves what was there.
 * @param given as the user wrote it
 * @throws Failure `build-push/layout-in-use`
 */
async function requireEmpty(folder: string, given: string): Promise<void> {
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
