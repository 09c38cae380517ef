import type { GitHubContext } from '@sealift/action-kit/github-context';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import {
  createSarif,
  MAX_COMPRESSED_SIZE,
  type Sarif,
  type SarifOptions,
  SHOWN_RESULTS,
} from '@sealift/core/scan/sarif';
import type { GitHubClient } from '@sealift/github/client/client';
import { compress, uploadSarif } from '@sealift/github/code-scanning/upload';
import type { Inputs } from './inputs.ts';

export type SizedSarif = Sarif & { readonly compressed: Uint8Array };

/** SARIF of the most severe findings that GitHub takes, with a notice when some had to be left out. */
export async function createUploadableSarif(
  options: SarifOptions,
  log: Pick<Log, 'notice'>,
): Promise<SizedSarif> {
  let sarif = createSarif(options);
  let compressed = await compress(sarif.text);
  while (compressed.length > MAX_COMPRESSED_SIZE && sarif.results > 1) {
    sarif = createSarif({ ...options, maxResults: Math.floor(sarif.results / 2) });
    compressed = await compress(sarif.text);
  }
  if (sarif.dropped > 0)
    log.notice(
      `The SARIF file holds the ${sarif.results} most severe findings; ${sarif.dropped} more exceed GitHub's limits.`,
    );
  if (sarif.results > SHOWN_RESULTS)
    log.notice(`GitHub shows the ${SHOWN_RESULTS} most severe of the ${sarif.results} findings.`);
  return { ...sarif, compressed };
}

/** Where an upload goes. */
export type Target = {
  readonly owner: string;
  readonly repo: string;
  readonly commit: string;
  readonly ref: string;
};

/**
 * Where to upload, or why not.
 * @throws Failure `configuration` when an upload is demanded and cannot be
 */
export function uploadTarget(
  inputs: Pick<Inputs, 'uploadSarif' | 'token'>,
  context: GitHubContext,
): Target | { readonly skipped: string } | undefined {
  if (inputs.uploadSarif === 'false') return undefined;
  const { repository, sha: commit, ref } = context;
  const place =
    repository !== undefined && commit !== undefined && /^refs\/(?:heads|tags|pull)\/./.test(ref ?? '')
      ? { ...repository, commit, ref: ref ?? '' }
      : undefined;
  const skipped =
    inputs.token === undefined
      ? 'there is no token'
      : 'this is not a run of GitHub Actions for a branch, tag or pull request';
  if (place === undefined || inputs.token === undefined) {
    if (inputs.uploadSarif === 'auto') return { skipped };
    throw configurationFailure({
      cause: `Nothing can be uploaded to code scanning: ${skipped}.`,
      remedy: 'Give "token", or set "upload-sarif: false".',
    });
  }
  if (inputs.uploadSarif === 'auto' && isForkPullRequest(context))
    return { skipped: 'the token of a pull request from a fork may only read' };
  return place;
}

/** pull_request_target is not among them: it runs with a token of the repository itself. */
function isForkPullRequest({ eventName = '', payload, repository: own }: GitHubContext): boolean {
  if (!/^pull_request(?:_review|_review_comment)?$/.test(eventName) || payload['pull_request'] === undefined)
    return false;
  const head = at(at(payload['pull_request'], 'head'), 'repo');
  // A deleted fork is null.
  const repository = at(head, 'full_name');
  return (
    typeof repository !== 'string' || repository.toLowerCase() !== `${own?.owner}/${own?.repo}`.toLowerCase()
  );
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

/**
 * Uploads one file per platform.
 * @returns the ids; fewer than files when code scanning is not available and that is no error
 * @throws Failure
 */
export async function uploadAll(
  client: GitHubClient,
  files: readonly SizedSarif[],
  target: Target,
  options: { readonly startedAt: number; readonly optional: boolean; readonly log: Pick<Log, 'warning'> },
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { compressed } of files) {
    const upload = await uploadSarif(client, { ...target, compressed, startedAt: options.startedAt });
    if (upload.uploaded) {
      ids.push(upload.id);
      continue;
    }
    if (!options.optional) throw upload.failure;
    options.log.warning(`${upload.failure.message} ${upload.failure.remedy}`, { title: 'No code scanning' });
    break;
  }
  return ids;
}
