/** Everything that files of the checkout say, for whoever looks for digests and tags in it. */
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { readInWorkspace, resolveInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure, type Failure } from '@sealift/core/failure';

/** Far beyond an ops repository. What is beyond them is an error: what is not read may name what runs. */
const MAX_FILES = 100_000;
const MAX_FILE_SIZE = 32 * 1024 * 1024;

/**
 * Calls `use` with the text of each file below the paths, links of the checkout followed.
 * @throws Failure `prune/unreadable`; `action/link-outside`, `action/bad-file`
 */
export async function readDeployed(
  workspace: string,
  paths: readonly string[],
  use: (text: string) => void,
): Promise<void> {
  const seen = new Set<string>();
  let files = 0;
  const visit = async (file: string, named: string): Promise<void> => {
    const real = await resolveInWorkspace(workspace, file);
    if (real === undefined) {
      // A link that leads nowhere says nothing.
      if (file !== named) return;
      throw unreadable(named, 'it is not there');
    }
    if (seen.has(real)) return;
    seen.add(real);
    const stat = await lstat(real);
    if (stat.isDirectory()) {
      const entries = await readdir(real);
      for (const name of entries.toSorted()) if (name !== '.git') await visit(path.join(file, name), named);
      return;
    }
    if (!stat.isFile()) return;
    files += 1;
    if (files > MAX_FILES) throw unreadable(named, `it has more than ${MAX_FILES} files`);
    const bytes = await readInWorkspace(workspace, file, MAX_FILE_SIZE);
    if (bytes !== undefined) use(bytes.toString('latin1'));
  };
  for (const named of paths) await visit(named, named);
}

const unreadable = (file: string, reason: string): Failure =>
  configurationFailure({
    code: 'prune/unreadable',
    cause: `"${file}" in the input "deployed-in" cannot be read: ${reason}.`,
    remedy: 'Check the ops repository out first, and name files or folders of it.',
  });
