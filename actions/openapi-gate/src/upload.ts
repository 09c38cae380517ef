/** SARIF to a file and to code scanning. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { saveUploads, type UploadTarget } from '@sealift/action-kit/code-scanning';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import { asFailure, type Failure } from '@sealift/core/failure';
import { atLeast, type JudgedChange } from '@sealift/core/openapi/change';
import { createOpenApiSarif } from '@sealift/core/openapi/sarif';
import type { GitHubClient } from '@sealift/github/client/client';
import { compress } from '@sealift/github/code-scanning/compress';
import { uploadSarif } from '@sealift/github/code-scanning/upload';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';

export type Files = { readonly changes: string; readonly sarif: string };

/** All changes, and what is reported as SARIF. */
export async function writeReports(
  inputs: Inputs,
  changes: readonly JudgedChange[],
  toolVersion: string,
  { env }: Pick<Dependencies, 'env'>,
): Promise<Files & { readonly sarifText: string }> {
  const folder = await createTemporaryFolder(env, 'openapi');
  const files = { changes: path.join(folder, 'changes.json'), sarif: path.join(folder, 'openapi.sarif') };
  const sarifText = createOpenApiSarif({
    ...inputs,
    changes: changes.filter(({ level }) => atLeast(level, inputs.reportFrom)),
    toolVersion,
  });
  await writeFile(files.changes, `${JSON.stringify(changes, null, 1)}\n`);
  await writeFile(files.sarif, sarifText);
  return { ...files, sarifText };
}

export type Upload = {
  readonly id: string;
  /** Kept until the verdict is known, which is what should end the step first. */
  readonly failure?: Failure;
};

export async function uploadReport(
  inputs: Pick<Inputs, 'uploadSarif' | 'waitForProcessing'>,
  target: UploadTarget | { readonly skipped: string } | undefined,
  {
    client,
    sarif,
    startedAt,
  }: { readonly client: GitHubClient; readonly sarif: string; readonly startedAt: number },
  { log, state }: Pick<Dependencies, 'log' | 'state'>,
): Promise<Upload> {
  if (target === undefined) return { id: '' };
  if ('skipped' in target) {
    log.notice(`Nothing is uploaded to code scanning: ${target.skipped}.`);
    return { id: '' };
  }
  try {
    const upload = await uploadSarif(client, { ...target, compressed: await compress(sarif), startedAt });
    if (upload.uploaded) {
      if (inputs.waitForProcessing) saveUploads(state, { ...target, ids: [upload.id] });
      return { id: upload.id };
    }
    if (inputs.uploadSarif !== 'auto') return { id: '', failure: upload.failure };
    const { code, message, remedy } = upload.failure;
    log.warning(`${message} ${remedy}`, { title: 'No code scanning', code });
    return { id: '' };
  } catch (error) {
    return { id: '', failure: asFailure(error) };
  }
}
