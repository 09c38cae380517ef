import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import type { PublishPart } from '@sealift/core/release/record';

export const PART_FILE = 'publish.json';

/** @throws Failure `configuration` when the folder cannot be written */
export async function writePart(folder: string, part: PublishPart): Promise<void> {
  const file = path.join(folder, PART_FILE);
  try {
    await mkdir(folder, { recursive: true });
    // Renamed into place: a step that is killed leaves no half a file.
    await writeFile(`${file}.new`, `${JSON.stringify(part, undefined, 2)}\n`);
    await rename(`${file}.new`, file);
  } catch (error) {
    throw configurationFailure({
      cause: `${file} cannot be written.`,
      remedy: 'Give "evidence" a folder that this job may write to.',
      error,
    });
  }
}
