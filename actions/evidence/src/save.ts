import { constants } from 'node:fs';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { type ArtifactStore, storeFailure } from './artifacts.ts';
import { type Contents, readContents } from './contents.ts';

export type Saving = {
  readonly name: string;
  readonly path: string;
  readonly retentionDays: number;
  /** For a private copy. */
  readonly temporary: string;
};

/**
 * Uploads the evidence that lies directly in a folder, in place of an artifact of that name from an earlier attempt.
 * @throws Failure `configuration` for an empty or malformed folder; `remote` when the upload fails
 */
export async function save(artifacts: ArtifactStore, log: Log, options: Saving): Promise<Contents> {
  const contents = await readFolder(options.path);
  if (contents.ignored.length > 0) log.info(`Not evidence, and not saved: ${contents.ignored.join(', ')}.`);
  if (contents.files.size === 0)
    throw configurationFailure({
      cause: `The folder ${options.path} holds no evidence.`,
      remedy: 'Give the folder that the earlier steps got as "evidence".',
    });
  // What is uploaded is what was checked: copies, not the files that another process could still change.
  const copy = await mkdtemp(path.join(options.temporary, 'sealift-evidence-'));
  try {
    const files: string[] = [];
    for (const [name, bytes] of contents.files) {
      const file = path.join(copy, name);
      await writeFile(file, bytes, { flag: 'wx' });
      files.push(file);
    }
    await removeEarlier(artifacts, options.name);
    await artifacts
      .uploadArtifact(options.name, files, copy, {
        compressionLevel: 6,
        ...(options.retentionDays === 0 ? {} : { retentionDays: options.retentionDays }),
      })
      .catch((error: unknown) => {
        throw storeFailure(`The evidence artifact ${options.name} could not be uploaded`, error);
      });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  log.info(`Saved ${[...contents.files.keys()].join(', ')} as ${options.name}.`);
  return contents;
}

/** Names are unique within a run, and a repeated job finds its own of before. */
async function removeEarlier(artifacts: ArtifactStore, name: string): Promise<void> {
  try {
    await artifacts.deleteArtifact(name);
  } catch (error) {
    if (error instanceof Error && error.name === 'ArtifactNotFoundError') return;
    throw storeFailure(`The evidence artifact ${name} of an earlier attempt could not be replaced`, error);
  }
}

async function readFolder(folder: string): Promise<Contents> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw configurationFailure({
      cause: `The folder ${folder} cannot be read.`,
      remedy: 'Give the folder that the earlier steps got as "evidence".',
      error,
    });
  });
  return readContents({
    label: folder,
    names: entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .toSorted(),
    read: (name, limit) => readBounded(path.join(folder, name), limit),
  });
}

async function readBounded(file: string, limit: number): Promise<Buffer> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const stat = await handle.stat();
    if (stat.isFile() && stat.size <= limit) return await handle.readFile();
    throw configurationFailure({
      cause: `${file} is ${stat.isFile() ? `larger than ${limit} bytes` : 'not a regular file'}.`,
      remedy: 'Leave out of the SBOM what is not shipped, or find out which step wrote this file.',
    });
  } finally {
    await handle.close();
  }
}
