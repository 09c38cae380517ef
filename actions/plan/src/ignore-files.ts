/** Which ignore files the scans of this commit apply: by their digests the signer knows that these were applied. */
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';

/** Bytes, as for the scan. */
const MAX_SIZE = 1024 * 1024;

/**
 * Digests of the files' bytes, in their order.
 * @param files from the top of the repository
 * @throws Failure `plan/no-ignore-file` when one is missing, too large, or not of the repository
 */
export async function ignoreFileDigests(
  workspace: string,
  files: readonly string[],
): Promise<readonly Digest[]> {
  const root = await realpath(workspace);
  return Promise.all(
    files.map(async (file) => {
      // Where it really lies: a link of the repository may lead to any file of this machine.
      const real = await realpath(path.resolve(workspace, file)).catch(() => undefined);
      if (real === undefined) throw unusable(file, 'does not exist');
      if (!real.startsWith(root + path.sep)) throw unusable(file, 'lies outside the repository');
      const found = await stat(real);
      if (!found.isFile() || found.size > MAX_SIZE) throw unusable(file, 'is not a file of at most 1 MiB');
      return digestOf(await readFile(real));
    }),
  );
}

const unusable = (file: string, what: string) =>
  configurationFailure({
    code: 'plan/no-ignore-file',
    cause: `The ignore file "${file}" ${what}.`,
    remedy: 'Correct the input "trivyignores": it names files of the repository.',
  });
