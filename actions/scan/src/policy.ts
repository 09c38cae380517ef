import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readInWorkspace } from '@sealift/action-kit/workspace-path';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import type { GatePolicy } from '@sealift/core/scan/gate';
import { decodeText } from '@sealift/core/text/decode';
import type { Inputs } from './inputs.ts';

const MAX_SIZE = 1024 * 1024;
const CUSTOMARY = ['.trivyignore', '.trivyignore.yaml'];

/**
 * The policy of the inputs, with the ignore file read.
 * @param folder where relative paths start
 * @throws Failure `scan/no-ignore-file`, `scan/bad-ignore-file`, `action/link-outside`, `action/bad-file`
 */
export async function loadPolicy(
  inputs: Pick<Inputs, 'threshold' | 'ignoreUnfixed' | 'ignoreFile' | 'blind'>,
  folder: string,
  log: Pick<Log, 'notice'>,
): Promise<GatePolicy> {
  const policy = { threshold: inputs.threshold, fixableOnly: inputs.ignoreUnfixed, blind: inputs.blind };
  const { ignoreFile } = inputs;
  if (ignoreFile === undefined) {
    for (const name of CUSTOMARY)
      if ((await stat(path.join(folder, name)).catch(() => undefined)) !== undefined)
        log.notice(`${name} is not applied: name it in "trivyignores" if it should be.`);
    return policy;
  }
  const bytes = await readInWorkspace(folder, ignoreFile, MAX_SIZE);
  if (bytes === undefined)
    throw configurationFailure({
      code: 'scan/no-ignore-file',
      cause: `The ignore file "${ignoreFile}" does not exist.`,
      remedy: 'Correct the input "trivyignores"; the repository must be checked out before this step.',
    });
  const { parseIgnoreFile } = await import('@sealift/core/scan/parse-ignore-file');
  return { ...policy, ignoreFile: parseIgnoreFile(ignoreFile, decodeText(bytes, ignoreFile)) };
}
