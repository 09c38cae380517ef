import path from 'node:path';
import { readInWorkspace } from '@sealift/action-kit/workspace-path';
import { type PipelineConfig, parsePipelineConfig } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';
import { decodeText } from '@sealift/core/text/decode';

/** Bytes. A hundred apps have some 50 kB. */
const MAX_CONFIG = 1024 * 1024;

export type FoundConfig = {
  /** Path from the top of the repository, as it is written there. */
  readonly file: string;
  readonly config: PipelineConfig;
};

/**
 * The configuration of the pipeline; an empty one when there is no such file. `.yml` and `.yaml` are one name.
 * @param wanted from the top of the repository
 * @throws Failure `plan/config-outside`, `plan/two-configs`, `action/link-outside`, `action/bad-file`, `config/malformed`
 */
export async function readConfig(workspace: string, wanted: string): Promise<FoundConfig> {
  const absolute = path.resolve(workspace, wanted);
  if (!absolute.startsWith(path.resolve(workspace) + path.sep))
    throw configurationFailure({
      code: 'plan/config-outside',
      cause: `The configuration file "${wanted}" lies outside the repository.`,
      remedy: 'Give "config" a path inside the repository.',
    });
  const found: { readonly file: string; readonly bytes: Buffer }[] = [];
  for (const file of spellingsOf(wanted)) {
    const bytes = await readInWorkspace(workspace, file, MAX_CONFIG);
    if (bytes !== undefined) found.push({ file, bytes });
  }
  const [first, second] = found;
  if (first === undefined) return { file: wanted, config: {} };
  if (second !== undefined)
    throw configurationFailure({
      code: 'plan/two-configs',
      cause: `Both ${first.file} and ${second.file} exist.`,
      remedy: 'Delete one of them: only one configuration is read.',
    });
  return { file: first.file, config: parsePipelineConfig(decodeText(first.bytes, first.file), first.file) };
}

/** Both names that the file may have, the given one first. */
export const spellingsOf = (file: string): readonly string[] =>
  /\.ya?ml$/.test(file)
    ? [file, file.replace(/\.ya?ml$/, (end) => (end === '.yml' ? '.yaml' : '.yml'))]
    : [file];
