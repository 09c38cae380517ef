/** Which ignore files the scans of this commit apply: by their digests the signer knows that these were applied. */
import path from 'node:path';
import { readInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';

/** Bytes, as for the scan. */
const MAX_SIZE = 1024 * 1024;

/**
 * Digests of the files' bytes, in their order.
 * @param files from the top of the repository
 * @throws Failure `plan/no-ignore-file` when one is missing or not of the repository; `action/link-outside`,
 *   `action/bad-file`
 */
export async function ignoreFileDigests(
  workspace: string,
  files: readonly string[],
): Promise<readonly Digest[]> {
  return Promise.all(
    files.map(async (file) => {
      // Outside of the checkout the scan would find another file, on another machine.
      const relative = path.relative(path.resolve(workspace), path.resolve(workspace, file));
      if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
        throw unusable(file, 'lies outside the repository');
      const bytes = await readInWorkspace(workspace, file, MAX_SIZE);
      if (bytes === undefined) throw unusable(file, 'does not exist');
      return digestOf(bytes);
    }),
  );
}

const unusable = (file: string, what: string) =>
  configurationFailure({
    code: 'plan/no-ignore-file',
    cause: `The ignore file "${file}" ${what}.`,
    remedy: 'Correct the input "trivyignores": it names files of the repository.',
  });
