import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type ArtifactStore,
  listAllArtifacts,
  storeFailure,
  withDigest,
} from '@sealift/action-kit/artifacts';
import { isGuardedFile, isRepositoryFile } from '@sealift/core/config/repository-file';
import { Failure, policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import { formatBytes } from '@sealift/core/text/bytes';
import { extract, type ReadEntry } from 'tar';
import { openPromise } from 'yauzl';
import { ARCHIVE, MAX_FILES, MAX_TOTAL_SIZE } from './limits.ts';

export type Loading = {
  readonly digest: Digest;
  readonly workspace: string;
  /** An empty folder that goes away. */
  readonly temporary: string;
};

/**
 * Puts exactly the bytes that a job says it saved into the workspace. That job ran commands of the repository, which may
 * have packed anything: what is not a plain file of the repository ends the job.
 * @throws Failure `prepare/missing`; `artifacts/unavailable` and its like; `prepare/not-a-file`, `prepare/too-large`
 */
export async function load(
  { artifacts, log }: { readonly artifacts: ArtifactStore; readonly log: Log },
  { digest, workspace, temporary }: Loading,
): Promise<void> {
  const stored = await listAllArtifacts(artifacts);
  const named = withDigest(stored, digest);
  if (named === undefined)
    throw missing(`none of the ${stored.length} artifacts of this run has the digest ${digest}`);
  await artifacts
    .downloadArtifact(named.id, { path: temporary, skipDecompress: true, expectedHash: digest })
    .catch((error: unknown) => {
      throw storeFailure(`The artifact ${named.name} could not be downloaded`, error);
    });
  const [file] = await readdir(temporary);
  if (file === undefined) throw missing('they arrived empty');
  const zip = path.join(temporary, file);
  if ((await sha256(zip)) !== digest) throw missing('other bytes arrived');
  const { files, bytes } = await unpack(zip, workspace);
  log.info(`Put ${files} files (${formatBytes(bytes)}) into the workspace (${digest}).`);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `sha256:${hash.digest('hex')}`;
}

async function unpack(zip: string, workspace: string): Promise<{ files: number; bytes: number }> {
  const archive = await openPromise(zip, { strictFileNames: true }).catch((error: unknown) => {
    throw foreign('it is not a zip archive', error);
  });
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName !== ARCHIVE) throw foreign(`it holds "${entry.fileName}"`);
      return await untar(await archive.openReadStreamPromise(entry), workspace);
    }
  } finally {
    archive.close();
  }
  throw foreign('it is empty');
}

async function untar(source: NodeJS.ReadableStream, workspace: string) {
  const counted = { files: 0, bytes: 0 };
  let refused: Failure | undefined;
  const filter = (name: string, entry: ReadEntry | Stats): boolean => {
    refused ??= reasonAgainst(name, 'type' in entry ? entry.type : 'file of another kind');
    if (refused !== undefined) return false;
    counted.files += 1;
    counted.bytes += entry.size;
    if (counted.files > MAX_FILES || counted.bytes > MAX_TOTAL_SIZE) refused = tooLarge();
    return refused === undefined;
  };
  const into = extract({ cwd: workspace, strict: true, preserveOwner: false, filter });
  try {
    await pipeline(source, into);
  } catch (error) {
    throw error instanceof Failure ? error : foreign('it cannot be unpacked', error);
  }
  if (refused !== undefined) throw refused;
  return counted;
}

function reasonAgainst(name: string, type: string): Failure | undefined {
  const file = name.replace(/^\.\//, '');
  if (type !== 'File') return foreign(`it holds "${file}", a ${type}`);
  if (!isRepositoryFile(file) || isGuardedFile(file)) return foreign(`it holds "${file}"`);
  return undefined;
}

const foreign = (reason: string, error?: unknown): Failure =>
  policyFailure({
    code: 'prepare/not-a-file',
    cause: `What the earlier job handed over was not packed by this action: ${reason}.`,
    remedy:
      'Find out which of its commands writes there; only regular files of the repository are handed over.',
    ...(error === undefined ? {} : { error }),
  });

const tooLarge = (): Failure =>
  policyFailure({
    code: 'prepare/too-large',
    cause: `What the earlier job handed over is more than ${MAX_FILES} files or ${formatBytes(MAX_TOTAL_SIZE)}.`,
    remedy: 'Name what the Dockerfile copies, not what it was made of.',
  });

const missing = (reason: string): Failure =>
  policyFailure({
    code: 'prepare/missing',
    cause: `The files that the earlier job saved are not there: ${reason}.`,
    remedy:
      'Find out which job of the run deleted or replaced them, then run all jobs again; artifacts also expire after the retention time.',
  });
