/** The SARIF of all platforms to code scanning. */
import { saveUploads, type UploadTarget, type uploadTarget } from '@sealift/action-kit/code-scanning';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { asFailure, type Failure } from '@sealift/core/failure';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import type { Scans } from './scan-platforms.ts';

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
    const { code, message, remedy } = upload.failure;
    log.warning(`${message} ${remedy}`, { title: 'No code scanning', code });
    break;
  }
  return ids;
}
