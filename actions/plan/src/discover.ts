import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Names of the folders in `apps/` that hold a Dockerfile, sorted. */
export async function discoverApps(workspace: string): Promise<readonly string[]> {
  const apps = path.join(workspace, 'apps');
  const entries = await readdir(apps, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const dockerfile = await stat(path.join(apps, name, 'Dockerfile')).catch(() => undefined);
        return dockerfile?.isFile() ? [name] : [];
      }),
  );
  return found.flat().sort();
}
