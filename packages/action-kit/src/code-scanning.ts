/** SARIF to code scanning: where to, whether at all, and at the end of the job what became of it. */
import { configurationFailure, type FailureCode } from '@sealift/core/failure';
import * as v from 'valibot';
import type { Runtime } from './action.ts';
import { type GitHubContext, readGitHubContext } from './github-context.ts';

/** Where an upload goes. */
export type UploadTarget = {
  readonly owner: string;
  readonly repo: string;
  readonly commit: string;
  readonly ref: string;
};

/**
 * Where to upload, or why not.
 * @param code of the action
 * @throws Failure `code` when an upload is demanded and cannot be
 */
export function uploadTarget(
  inputs: { readonly uploadSarif: 'auto' | 'true' | 'false'; readonly token: string | undefined },
  context: GitHubContext,
  code: FailureCode,
): UploadTarget | { readonly skipped: string } | undefined {
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
      code,
      cause: `Nothing can be uploaded to code scanning: ${skipped}.`,
      remedy: 'Give "token", or set "upload-sarif: false".',
    });
  }
  if (inputs.uploadSarif === 'auto' && isForkPullRequest(context))
    return { skipped: 'the token of a pull request from a fork may only read' };
  return place;
}

/** pull_request_target is not among them: it runs with a token of the repository itself. */
export function isForkPullRequest({ eventName = '', payload, repository: own }: GitHubContext): boolean {
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

const Uploads = v.object({ owner: v.string(), repo: v.string(), ids: v.array(v.string()) });
type Uploads = v.InferOutput<typeof Uploads>;

const STATE = 'uploads';

/** Hands the uploads of the main step over to the post step. */
export const saveUploads = (
  state: Runtime['state'],
  { owner, repo, ids }: { readonly owner: string; readonly repo: string; readonly ids: readonly string[] },
): void => {
  const uploads: Uploads = { owner, repo, ids: [...ids] };
  if (ids.length > 0) state.save(STATE, JSON.stringify(uploads));
};

export type UploadsDependencies = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'signal' | 'state'>;

/**
 * The post step: what GitHub made of the uploads while other steps ran.
 * @throws Failure `github/sarif-rejected` when it could not process one
 */
export async function awaitUploads(
  token: string | undefined,
  dependencies: UploadsDependencies,
): Promise<void> {
  const { env, log, clock, fetch, signal } = dependencies;
  const saved = dependencies.state.load(STATE);
  if (saved === undefined) return;
  const { owner, repo, ids } = v.parse(Uploads, JSON.parse(saved));
  const { apiUrl } = await readGitHubContext(env);
  const [{ createGitHubClient }, { awaitProcessing, processingFailure }] = await Promise.all([
    import('@sealift/github/client/client'),
    import('@sealift/github/code-scanning/upload'),
  ]);
  const client = createGitHubClient({ token: token ?? '', apiUrl, fetch, clock, log, signal });
  for (const id of ids) {
    const result = await awaitProcessing(client, { owner, repo, id }, { clock, log, signal });
    if (result.status === 'failed') throw processingFailure(result.errors);
    if (result.status === 'pending')
      log.warning(
        `GitHub has not processed the code scanning upload ${id} after three minutes; its alerts may appear later.`,
      );
    else log.info(`GitHub has processed the code scanning upload ${id}.`);
  }
}
