import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import type { GatePolicy } from '@sealift/core/scan/gate';
import type { IgnoreFile } from '@sealift/core/scan/ignore/ignore-file';
import { decodeText } from '@sealift/core/text/decode';
import type { Inputs } from './inputs.ts';

const MAX_SIZE = 1024 * 1024;
const CUSTOMARY = ['.trivyignore', '.trivyignore.yaml', '.trivyignore.yml'];

/** Files that one scan may name. */
const MAX_FILES = 16;

/**
 * The policy of the inputs, with the ignore files read.
 * @param folder where relative paths start
 * @throws Failure `scan/no-ignore-file`, `scan/bad-ignore-file`, `action/link-outside`, `action/bad-file`
 */
export async function loadPolicy(
  inputs: Pick<Inputs, 'threshold' | 'ignoreUnfixed' | 'ignoreFiles' | 'blind'>,
  folder: string,
  log: Pick<Log, 'notice'>,
): Promise<GatePolicy> {
  const policy = { threshold: inputs.threshold, fixableOnly: inputs.ignoreUnfixed, blind: inputs.blind };
  if (inputs.ignoreFiles.length > MAX_FILES)
    throw configurationFailure({
      code: 'scan/no-ignore-file',
      cause: `The input "trivyignores" names ${inputs.ignoreFiles.length} files, more than ${MAX_FILES}.`,
      remedy: 'Put the entries into fewer files.',
    });
  if (inputs.ignoreFiles.length === 0)
    for (const name of CUSTOMARY)
      if ((await stat(path.join(folder, name)).catch(() => undefined)) !== undefined)
        log.notice(`${name} is not applied: name it in "trivyignores" if it should be.`);
  const ignoreFiles: IgnoreFile[] = [];
  for (const name of inputs.ignoreFiles) ignoreFiles.push(await readIgnoreFile(name, folder));
  return { ...policy, ignoreFiles };
}

async function readIgnoreFile(name: string, folder: string): Promise<IgnoreFile> {
  const bytes = await readInWorkspace(folder, name, MAX_SIZE);
  if (bytes === undefined)
    throw configurationFailure({
      code: 'scan/no-ignore-file',
      cause: `The ignore file "${name}" does not exist.`,
      remedy: 'Correct the input "trivyignores"; the repository must be checked out before this step.',
    });
  const { parseIgnoreFile } = await import('@sealift/core/scan/ignore/parse-ignore-file');
  return parseIgnoreFile(name, decodeText(bytes, name));
}
