/** A commit's files as one archive. */
import { configurationFailure } from '@sealift/core/failure';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { policy } from '../client/policy.ts';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';

/** Milliseconds. */
const DEADLINE = 120_000;

/**
 * The .tar.gz that GitHub makes of a commit, with one folder at the top. GitHub answers with the address of another
 * host; fetch leaves the token out there: the address is the permission.
 * https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar
 * @param maxBytes of the archive
 * @throws Failure `configuration` without access or beyond the limit; `remote`
 */
export async function downloadArchive(
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const name = formatRepositoryName(repository);
  const bytes = await readArchive(client, repository, commit, maxBytes).catch((failure: unknown) => {
    if (!(failure instanceof GitHubFailure) || ![401, 403, 404].includes(failure.status ?? 0)) throw failure;
    throw configurationFailure({
      code: 'github/archive-refused',
      cause: `The files of ${name} cannot be downloaded (HTTP ${failure.status}).`,
      remedy: `Give the token "contents: read" on ${name}, or set "chart-check: off".`,
      error: failure,
    });
  });
  if (bytes instanceof Uint8Array) return bytes;
  throw configurationFailure({
    code: 'github/archive-too-large',
    cause: `The files of ${name} are larger than ${maxBytes / 1e6} MB as an archive.`,
    remedy: 'Set "chart-check: off", or keep charts in a repository of their own.',
  });
}

async function readArchive(
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
  maxBytes: number,
): Promise<unknown> {
  const { data } = await client.rest.repos.downloadTarballArchive({
    ...repository,
    ref: commit,
    request: policy({ permission: 'contents: read', deadline: DEADLINE, maxBytes }),
  });
  return data;
}
