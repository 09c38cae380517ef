import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type PipelineConfig, parsePipelineConfig } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';

/**
 * The configuration of the pipeline; an empty one when the file does not exist.
 * @param file from the top of the repository
 * @throws Failure `plan/config-outside`, `plan/unreadable-config`, `config/malformed`
 */
export async function readConfig(workspace: string, file: string): Promise<PipelineConfig> {
  const absolute = path.resolve(workspace, file);
  if (!absolute.startsWith(path.resolve(workspace) + path.sep))
    throw configurationFailure({
      code: 'plan/config-outside',
      cause: `The configuration file "${file}" lies outside the repository.`,
      remedy: 'Give "config" a path inside the repository.',
    });
  const source = await readFile(absolute, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw configurationFailure({
      code: 'plan/unreadable-config',
      cause: `The configuration file "${file}" cannot be read: ${error.message}.`,
      remedy: 'Give "config" the path of a file.',
      error,
    });
  });
  return source === undefined ? {} : parsePipelineConfig(source, file);
}
