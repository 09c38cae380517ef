import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readObject, resolveCommit } from '../git/plumbing.ts';
import { parseJson } from '../http.ts';
import { ApiError } from '../rest/call.ts';
import type { Repository, World } from '../state.ts';
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
  world: World,
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
  const document = await readDocument(compressed);
  const accepted: Upload = {
    id: randomUUID(),
    ref: upload.ref,
    commit: upload.commit,
    uploadedAt: now,
    size: compressed.length,
    who: principal.origin.who,
    runId: principal.origin.runId,
    document,
    ...processSarif(document),
    readyAt: now + world.processingTime,
    applied: false,
  };
  const { uploads } = repository.codeScanning;
  for (const id of uploads.keys()) {
    if (uploads.size < KEPT_UPLOADS) break;
    uploads.delete(id);
  }
  uploads.set(accepted.id, accepted);
  return accepted;
}

/** GitHub looks into the document only when it processes it: what is no JSON is accepted first. */
async function readDocument(compressed: Buffer): Promise<unknown> {
  try {
    return parseJson(await unfold(compressed, { maxOutputLength: LIMITS.unfolded }));
  } catch {
    throw new ApiError(400, 'Failed to decompress SARIF: it must be gzip, encoded in base64.');
  }
}
