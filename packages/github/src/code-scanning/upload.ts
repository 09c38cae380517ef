/**
 * Uploads SARIF to GitHub code scanning and learns what became of it.
 * https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
 */
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { policy } from '../client/policy.ts';

export type Analysis = {
  readonly owner: string;
  readonly repo: string;
  /** 40 hex digits: GITHUB_SHA, for pull requests that of the merge commit. */
  readonly commit: string;
  /** GITHUB_REF: refs/heads/…, refs/tags/… or refs/pull/N/merge. */
  readonly ref: string;
  /** SARIF as gzip; see {@link compress}. */
  readonly compressed: Uint8Array;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
};

export type Upload =
  | { readonly uploaded: true; readonly id: string }
  /** Code scanning is not available to this repository. */
  | { readonly uploaded: false; readonly failure: Failure };

const PERMISSION = 'security-events: write';
const Receipt = v.object({ id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(200)) });

/**
 * @returns `uploaded: false` when code scanning is switched off or not licensed, so that the caller may choose
 * whether that is an error
 * @throws Failure `configuration` without the permission or when the file is too large, `remote`
 */
export async function uploadSarif(client: GitHubClient, analysis: Analysis): Promise<Upload> {
  try {
    const response = await client.rest.codeScanning.uploadSarif({
      owner: analysis.owner,
      repo: analysis.repo,
      commit_sha: analysis.commit,
      ref: analysis.ref,
      sarif: Buffer.from(analysis.compressed).toString('base64'),
      started_at: new Date(analysis.startedAt).toISOString(),
      // A second upload of one category for one commit replaces the first.
      request: policy({ permission: PERMISSION, repeat: 'safe', deadline: 120_000 }),
    });
    return { uploaded: true, id: parseAnswer(Receipt, response).id };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const failure = explainUpload(error, analysis);
    if (isCodeScanningOff(error)) return { uploaded: false, failure };
    throw failure;
  }
}

/** GitHub's words for: not licensed, or switched off. */
const DISABLED = /(?:advanced security|code security|code scanning)\b.*\b(?:must be|is not|not) enabled/i;
/** Whether a refusal says so, and not that the token lacks a permission. */
export const isCodeScanningOff = ({ status, answer }: Pick<GitHubFailure, 'status' | 'answer'>): boolean =>
  status === 403 && DISABLED.test(answer);
const NO_PERMISSION = /resource not accessible by (?:integration|personal access token)/i;

function explainUpload(error: GitHubFailure, { owner, repo, compressed }: Analysis): Failure {
  const repository = `${owner}/${repo}`;
  const permission = () =>
    configurationFailure({
      code: 'github/code-scanning-forbidden',
      cause: `GitHub refused the code scanning upload for ${repository}: the token lacks the permission "${PERMISSION}".`,
      remedy: `Add "${PERMISSION}" to the permissions of this job and, for a reusable workflow, of the calling job; or set "upload-sarif: false".`,
      error,
    });
  switch (error.status) {
    case 403:
      if (isCodeScanningOff(error))
        return configurationFailure({
          code: 'github/code-scanning-off',
          cause: `Code scanning is not enabled for ${repository}.`,
          remedy:
            'Enable it under "Settings", "Advanced Security" (private repositories need GitHub Code Security), or set "upload-sarif: false".',
          error,
        });
      return NO_PERMISSION.test(error.answer) ? permission() : error;
    case 404:
      // A private repository hides itself from tokens without the permission.
      return permission();
    case 413:
      return configurationFailure({
        code: 'github/sarif-too-large',
        cause: `GitHub refused the SARIF file: it is too large (${compressed.length} bytes compressed).`,
        remedy: 'Leave "secret" and "misconfig" out of "scanners", or remove packages from the image.',
        error,
      });
    default:
      return error;
  }
}

export type Processing =
  | { readonly status: 'complete' }
  | { readonly status: 'failed'; readonly errors: readonly string[] }
  /** Not decided within the time allowed. */
  | { readonly status: 'pending' };

const Status = v.object({
  processing_status: v.optional(v.picklist(['pending', 'complete', 'failed'])),
  errors: v.optional(v.nullable(v.array(v.string()))),
});

/** Milliseconds between questions; the last one repeats until the deadline. */
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
const ERRORS = 10;

/**
 * Waits until GitHub has processed an upload.
 * @param options.deadline milliseconds from now; default 180,000
 * @throws Failure `remote` when GitHub cannot be asked
 */
export async function awaitProcessing(
  client: GitHubClient,
  upload: { readonly owner: string; readonly repo: string; readonly id: string },
  options: {
    readonly clock: Clock;
    readonly log: Pick<Log, 'debug'>;
    readonly deadline?: number;
    readonly signal?: AbortSignal;
  },
): Promise<Processing> {
  const { clock, signal } = options;
  const end = clock.now() + (options.deadline ?? 180_000);
  for (let asked = 0; ; asked += 1) {
    const status = await ask(client, upload);
    options.log.debug(`SARIF ${upload.id}: ${status.processing_status ?? 'not known yet'}`);
    if (status.processing_status === 'complete') return { status: 'complete' };
    if (status.processing_status === 'failed') {
      const errors = (status.errors ?? []).map((error) => singleLine(error).slice(0, 500));
      return { status: 'failed', errors: errors.slice(0, ERRORS) };
    }
    const wait = WAITS[Math.min(asked, WAITS.length - 1)] ?? 0;
    if (clock.now() + wait > end) return { status: 'pending' };
    await clock.sleep(wait, signal);
  }
}

async function ask(
  client: GitHubClient,
  { owner, repo, id }: { readonly owner: string; readonly repo: string; readonly id: string },
): Promise<v.InferOutput<typeof Status>> {
  try {
    const response = await client.rest.codeScanning.getSarif({
      owner,
      repo,
      sarif_id: id,
      request: policy({ permission: PERMISSION }),
    });
    return parseAnswer(Status, response);
  } catch (error) {
    // A receipt is handed out before every server knows of it.
    if (error instanceof GitHubFailure && error.status === 404) return {};
    throw error;
  }
}

/** What GitHub said against an upload, as the failure of the step. */
export const processingFailure = (errors: readonly string[]): Failure =>
  remoteFailure({
    code: 'github/sarif-rejected',
    cause: `GitHub could not process the SARIF file: ${errors.join('; ') || 'it gave no reason'}.`,
    remedy: 'Please report this with the SARIF file, which the scan step names in its output "sarif-file".',
  });
