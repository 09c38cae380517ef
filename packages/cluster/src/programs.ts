import { mkdir, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Links a multi-call program under the names of which it is asked to be one.
 * @param folder made when it is missing; a link that is there already is kept when it leads to the same program
 */
export async function linkPrograms(program: string, names: readonly string[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    const link = path.join(folder, name);
    if ((await readlink(link).catch(() => undefined)) !== program) await symlink(program, link);
  }
}
