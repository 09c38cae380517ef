import { spawnSync } from 'node:child_process';

/** `owner/name` by the address of a clone's origin; a name that says that it is none where there is no such address. */
export function slugOf(folder: string): string {
  const { stdout } = spawnSync('git', ['remote', 'get-url', 'origin'], { cwd: folder, encoding: 'utf8' });
  const found = /github\.com[:/]([A-Za-z0-9-]+\/[A-Za-z0-9._-]+?)(?:\.git)?\s*$/.exec(stdout ?? '');
  return found?.[1] ?? 'owner/name';
}
