import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type ArtifactStore, replaceArtifact, uploadedDigest } from '@sealift/action-kit/artifacts';
import { configurationFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import { formatBytes } from '@sealift/core/text/bytes';
import { create } from 'tar';
import { chooseFiles } from './choose-files.ts';
import { ARCHIVE, MAX_TOTAL_SIZE } from './limits.ts';

export type Saving = {
  readonly name: string;
  readonly files: readonly string[];
  readonly retentionDays: number;
  readonly workspace: string;
  /** An empty folder that goes away. */
  readonly temporary: string;
};

/**
 * Uploads files of the workspace as one archive: the artifact store would lose their modes.
 * @returns sha256 of the artifact as it was sent
 * @throws Failure `prepare/…`; `artifacts/unavailable` and its like
 */
export async function save(
  { artifacts, log }: { readonly artifacts: ArtifactStore; readonly log: Log },
  { name, files, retentionDays, workspace, temporary }: Saving,
): Promise<Digest> {
  const chosen = await chooseFiles(workspace, files);
  let total = 0;
  for (const file of chosen) total += (await stat(path.join(workspace, file))).size;
  if (total > MAX_TOTAL_SIZE)
    throw configurationFailure({
      code: 'prepare/too-large',
      cause: `The ${chosen.length} files have ${formatBytes(total)}; at most ${formatBytes(MAX_TOTAL_SIZE)} are handed over.`,
      remedy: 'Name what the Dockerfile copies, not what it was made of.',
    });
  const archive = path.join(temporary, ARCHIVE);
  await create(
    // Without owners and times: the same files make the same archive.
    { cwd: workspace, file: archive, portable: true, noMtime: true, strict: true, linkCache: new NoLinks() },
    // A name that begins with "@" would be taken for an archive to include.
    chosen.map((file) => `./${file}`),
  );
  const what = `The artifact ${name}`;
  const uploaded = await replaceArtifact(artifacts, what, {
    ...{ name, files: [archive], folder: temporary, retentionDays },
  });
  const saved = uploadedDigest(uploaded, what);
  log.info(`Saved ${chosen.length} files (${formatBytes(total)}) as ${name} (${saved}).`);
  return saved;
}

/** Files with several names are packed as often: an archive with links in it is refused when it is loaded. */
class NoLinks extends Map<`${number}:${number}`, string> {
  override get(): undefined {
    return undefined;
  }
}
