import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ArtifactStore, replaceArtifact, uploadedDigest } from '@sealift/action-kit/artifacts';
import { configurationFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import { type Contents, openFolder, readContents } from '@sealift/evidence/contents';
import { writeEvidenceFile } from '@sealift/evidence/write';

export type Saved = {
  readonly contents: Contents;
  /** Of the archive, as it was uploaded. */
  readonly digest: Digest;
};

export type Saving = {
  readonly name: string;
  readonly path: string;
  readonly retentionDays: number;
  /** For a private copy. */
  readonly temporary: string;
};

/**
 * Uploads the evidence that lies directly in a folder, in place of an artifact of that name from an earlier attempt.
 * @throws Failure `evidence/empty-folder`; `artifacts/unavailable` and its like; what reading evidence throws
 */
export async function save(artifacts: ArtifactStore, log: Log, options: Saving): Promise<Saved> {
  const contents = await readContents(await openFolder(options.path));
  if (contents.ignored.length > 0) log.info(`Not evidence, and not saved: ${contents.ignored.join(', ')}.`);
  if (contents.files.size === 0)
    throw configurationFailure({
      code: 'evidence/empty-folder',
      cause: `The folder ${options.path} holds no evidence.`,
      remedy: 'Give the folder that the earlier steps got as "evidence".',
    });
  // What is uploaded is what was checked: copies, not the files that another process could still change.
  const copy = await mkdtemp(path.join(options.temporary, 'sealift-evidence-'));
  try {
    const files: string[] = [];
    for (const [name, bytes] of contents.files) files.push(await writeEvidenceFile(copy, name, bytes));
    const what = `The evidence artifact ${options.name}`;
    const uploaded = await replaceArtifact(artifacts, what, {
      ...{ name: options.name, files, folder: copy, retentionDays: options.retentionDays },
    });
    const saved = { contents, digest: uploadedDigest(uploaded, what) };
    log.info(`Saved ${[...contents.files.keys()].join(', ')} as ${options.name} (${saved.digest}).`);
    return saved;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
