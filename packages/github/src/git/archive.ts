/** A commit's files as one archive. */
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';

export type TarballSeams = {
  readonly token: string;
  /** GITHUB_API_URL */
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
};

/** Milliseconds. */
const DEADLINE = 120_000;
const ATTEMPTS = 3;

/**
 * The .tar.gz that GitHub makes of a commit, with one folder at the top.
 * https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar
 * @param limit bytes
 * @throws Failure `configuration` without access or beyond the limit; `remote`
 */
export async function downloadTarball(
  repository: RepositoryName,
  commit: string,
  limit: number,
  seams: TarballSeams,
): Promise<Uint8Array> {
  const { owner, repo } = repository;
  const url = `${seams.apiUrl.replace(/\/$/, '')}/repos/${owner}/${repo}/tarball/${commit}`;
  const name = formatRepositoryName(repository);
  for (let attempt = 1; ; attempt += 1) {
    try {
      // fetch leaves the Authorization out when it is sent on to another host: there the address is the permission.
      const response = await seams.fetch(url, {
        headers: { authorization: `Bearer ${seams.token}`, 'user-agent': 'sealift' },
        signal: AbortSignal.any([seams.signal, AbortSignal.timeout(DEADLINE)]),
      });
      if (response.status === 200) return await readLimited(response, limit, name);
      await response.body?.cancel();
      if (response.status < 500 && response.status !== 429)
        throw configurationFailure({
          cause: `The files of ${name} cannot be downloaded (HTTP ${response.status}).`,
          remedy: `Give the token "contents: read" on ${name}, or set "chart-check: off".`,
        });
      if (attempt === ATTEMPTS) throw failed(name, `HTTP ${response.status}`);
    } catch (error) {
      if (error instanceof Error && error.name === 'Failure') throw error;
      if (attempt === ATTEMPTS || seams.signal.aborted)
        throw failed(name, error instanceof Error ? error.message : String(error), error);
    }
  }
}

async function readLimited(response: Response, limit: number, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit)
      throw configurationFailure({
        cause: `The files of ${name} are larger than ${limit / 1e6} MB as an archive.`,
        remedy: 'Set "chart-check: off", or keep charts in a repository of their own.',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const failed = (name: string, reason: string, error?: unknown) =>
  remoteFailure({
    cause: `The files of ${name} could not be downloaded: ${reason}.`,
    remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
    error,
  });
