/** SARIF to code scanning: where to, whether at all, and what becomes of it. */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { asFailure, configurationFailure, type Failure } from '@sealift/core/failure';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { saveUploads } from './post.ts';
import type { Scans } from './scan-platforms.ts';

/** Where an upload goes. */
export type UploadTarget = {
  readonly owner: string;
  readonly repo: string;
  readonly commit: string;
  readonly ref: string;
};

/**
 * Where to upload, or why not.
 * @throws Failure `scan/no-upload` when an upload is demanded and cannot be
 */
export function uploadTarget(
  inputs: Pick<Inputs, 'uploadSarif' | 'token'>,
  context: GitHubContext,
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
      code: 'scan/no-upload',
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

export type Upload = {
  /** Fewer than platforms when code scanning is not available and that is no error. */
  readonly ids: readonly string[];
  /** Kept until the verdict is known, which is what should end the step first. */
  readonly failure?: Failure;
};

export type UploadFacts = {
  readonly target: ReturnType<typeof uploadTarget>;
  readonly context: GitHubContext;
  /** Milliseconds. */
  readonly startedAt: number;
};

/** Uploads the SARIF of all platforms, and leaves a word for the post step, which asks what GitHub made of it. */
export async function uploadResults(
  inputs: Inputs,
  scans: Scans,
  { target, context, startedAt }: UploadFacts,
  dependencies: Dependencies,
): Promise<Upload> {
  const { log, state } = dependencies;
  if (target === undefined) return { ids: [] };
  if ('skipped' in target) {
    log.notice(`Nothing is uploaded to code scanning: ${target.skipped}.`);
    return { ids: [] };
  }
  try {
    const ids = await uploadAll(inputs, scans, { target, context, startedAt }, dependencies);
    if (inputs.waitForProcessing) saveUploads(state, { ...target, ids });
    return { ids };
  } catch (error) {
    return { ids: [], failure: asFailure(error) };
  }
}

/** @throws Failure those of GitHub */
async function uploadAll(
  { token = '', uploadSarif: wanted }: Inputs,
  { platforms }: Scans,
  { target, context, startedAt }: UploadFacts & { readonly target: UploadTarget },
  { fetch, clock, log, signal }: Dependencies,
): Promise<readonly string[]> {
  // Not every scan uploads: the client for GitHub is loaded by those that do.
  const [{ createGitHubClient }, { uploadSarif }] = await Promise.all([
    import('@sealift/github/client/client'),
    import('@sealift/github/code-scanning/upload'),
  ]);
  const client = createGitHubClient({ token, apiUrl: context.apiUrl, fetch, clock, log, signal });
  const ids: string[] = [];
  for (const { sarif } of platforms) {
    const upload = await uploadSarif(client, { ...target, compressed: sarif.compressed, startedAt });
    if (upload.uploaded) {
      ids.push(upload.id);
      continue;
    }
    if (wanted !== 'auto') throw upload.failure;
    log.warning(`${upload.failure.message} ${upload.failure.remedy}`, { title: 'No code scanning' });
    break;
  }
  return ids;
}
