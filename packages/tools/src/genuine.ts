/** Whether files are, byte for byte, those of a pinned release. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { sha256OfFile as hashOf } from '@sealift/registry/file-hash';
import { readMember } from './archive.ts';
import type { ToolAsset, ToolName } from './pinned-releases.ts';

/** The name under which the project released it. */
export const fileNameOf = (asset: ToolAsset): string => path.posix.basename(new URL(asset.url).pathname);

/** The executable's sha256 as pinned, where it is known. */
const executableSum = (asset: ToolAsset): string | undefined =>
  asset.member === undefined ? asset.sha256 : asset.executableSha256;

/** Whether the archive must lie beside the executable, since only its sha256 is pinned. */
export const needsArchive = (asset: ToolAsset): boolean => executableSum(asset) === undefined;

/** Whether the executable in the folder is what the release holds. */
export async function isGenuine(folder: string, name: ToolName, asset: ToolAsset): Promise<boolean> {
  const actual = await sha256OfFile(path.join(folder, name));
  if (actual === undefined) return false;
  const pinned = executableSum(asset);
  if (pinned !== undefined) return actual === pinned;
  const archive = path.join(folder, fileNameOf(asset));
  if (asset.member === undefined || (await sha256OfFile(archive)) !== asset.sha256) return false;
  const hash = createHash('sha256');
  await readMember(archive, asset.member, (chunk) => void hash.update(chunk));
  return actual === hash.digest('hex');
}

/** Lower-case hex, or undefined when there is no such file. */
export const sha256OfFile = (file: string): Promise<string | undefined> =>
  hashOf(file).catch(() => undefined);
