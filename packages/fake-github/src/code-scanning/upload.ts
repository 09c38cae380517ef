import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readObject, resolveCommit } from '../git/plumbing.ts';
import { parseJson } from '../http.ts';
import { ApiError } from '../rest/api-error.ts';
import type { GitHubState, Repository } from '../state.ts';
import type { Principal } from '../tokens.ts';
import { LIMITS, processSarif } from './sarif.ts';
import { KEPT_UPLOADS, type Upload } from './store.ts';

const unfold = promisify(gunzip);

export type SarifUpload = {
  readonly commit: string;
  readonly ref: string;
  /** Base64 of gzip of the document. */
  readonly sarif: string;
};

const REF = /^refs\/(?:heads|tags)\/.+$|^refs\/pull\/\d+\/(?:merge|head)$/;

/**
 * Takes a SARIF file in; it is processed later.
 * @throws ApiError as GitHub gives them before it accepts an upload
 */
export async function acceptUpload(
  world: GitHubState,
  repository: Repository,
  principal: Principal,
  upload: SarifUpload,
): Promise<Upload> {
  if (!repository.settings.codeScanning)
    throw new ApiError(403, 'Code Security must be enabled for this repository to use code scanning.');
  if (!REF.test(upload.ref))
    throw new ApiError(400, `ref ${upload.ref} is not a branch, a tag or a pull request`);
  if ((await readObject(repository.gitDir, upload.commit))?.type !== 'commit')
    throw new ApiError(404, 'commit not found');
  if ((await resolveCommit(repository.gitDir, upload.ref)) === undefined)
    throw new ApiError(404, `ref ${upload.ref} not found in this repository`);
  const compressed = Buffer.from(upload.sarif, 'base64');
  if (compressed.length > LIMITS.compressed) throw new ApiError(413, 'SARIF upload is too large.');
  const now = world.clock.now();
  const text = await unfoldDocument(compressed);
  const id = randomUUID();
  const file = path.join(world.dir, 'sarif', `${id}.sarif`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
  const accepted: Upload = {
    id,
    ref: upload.ref,
    commit: upload.commit,
    uploadedAt: now,
    size: compressed.length,
    who: principal.origin.who,
    runId: principal.origin.runId,
    file,
    // GitHub looks into the document only when it processes it: what is no JSON is accepted first.
    ...processSarif(parseJson(text)),
    readyAt: now + world.processingTime,
    applied: false,
  };
  const { uploads } = repository.codeScanning;
  for (const oldest of uploads.keys()) {
    if (uploads.size < KEPT_UPLOADS) break;
    uploads.delete(oldest);
  }
  uploads.set(accepted.id, accepted);
  return accepted;
}

async function unfoldDocument(compressed: Buffer): Promise<Buffer> {
  try {
    return await unfold(compressed, { maxOutputLength: LIMITS.unfolded });
  } catch {
    throw new ApiError(400, 'Failed to decompress SARIF: it must be gzip, encoded in base64.');
  }
}
