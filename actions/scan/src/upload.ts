import { readFile } from 'node:fs/promises';
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

type Environment = Readonly<Record<string, string | undefined>>;

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
export async function uploadTarget(
  inputs: Pick<Inputs, 'uploadSarif' | 'token'>,
  env: Environment,
): Promise<Target | { readonly skipped: string } | undefined> {
  if (inputs.uploadSarif === 'false') return undefined;
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const commit = env['GITHUB_SHA'] ?? '';
  const ref = env['GITHUB_REF'] ?? '';
  const missing =
    inputs.token === undefined
      ? 'there is no token'
      : !owner || !repo || !/^[0-9a-f]{40}$/.test(commit) || !/^refs\/(?:heads|tags|pull)\/./.test(ref)
        ? 'this is not a run of GitHub Actions for a branch, tag or pull request'
        : undefined;
  if (missing !== undefined && inputs.uploadSarif === 'true')
    throw configurationFailure({
      cause: `Nothing can be uploaded to code scanning: ${missing}.`,
      remedy: 'Give "token", or set "upload-sarif: false".',
    });
  if (missing !== undefined || !owner || !repo) return { skipped: missing ?? 'there is no repository' };
  if (inputs.uploadSarif === 'auto' && (await isForkPullRequest(env)))
    return { skipped: 'the token of a pull request from a fork may only read' };
  return { owner, repo, commit, ref };
}

/** pull_request_target is not among them: it runs with a token of the repository itself. */
async function isForkPullRequest(env: Environment): Promise<boolean> {
  const { GITHUB_EVENT_NAME: name = '', GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: own } = env;
  if (!/^pull_request(?:_review|_review_comment)?$/.test(name) || !file) return false;
  const event: unknown = JSON.parse(await readFile(file, 'utf8').catch(() => 'null'));
  const head = at(at(at(event, 'pull_request'), 'head'), 'repo');
  // A deleted fork is null.
  const repository = at(head, 'full_name');
  return typeof repository !== 'string' || repository.toLowerCase() !== own?.toLowerCase();
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
