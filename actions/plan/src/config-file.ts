import path from 'node:path';
import { readInWorkspace } from '@sealift/action-kit/workspace-path';
import { type PipelineConfig, parsePipelineConfig } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';
import { decodeText } from '@sealift/core/text/decode';

/** Bytes. A hundred apps have some 50 kB. */
const MAX_CONFIG = 1024 * 1024;

/**
 * The configuration of the pipeline; an empty one when the file does not exist.
 * @param file from the top of the repository
 * @throws Failure `plan/config-outside`, `action/link-outside`, `action/bad-file`, `config/malformed`
 */
export async function readConfig(workspace: string, file: string): Promise<PipelineConfig> {
  const absolute = path.resolve(workspace, file);
  if (!absolute.startsWith(path.resolve(workspace) + path.sep))
    throw configurationFailure({
      code: 'plan/config-outside',
      cause: `The configuration file "${file}" lies outside the repository.`,
      remedy: 'Give "config" a path inside the repository.',
    });
  const bytes = await readInWorkspace(workspace, file, MAX_CONFIG);
  return bytes === undefined ? {} : parsePipelineConfig(decodeText(bytes, file), file);
}
