/** Brings the report to GitHub, where that was asked for and the token may. */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import type { PullRequest } from '@sealift/action-kit/pull-request';
import { asFailure, configurationFailure } from '@sealift/core/failure';
import type { GitHubClient } from '@sealift/github/client/client';
import type { Dependencies } from '../dependencies.ts';
import type { Inputs } from '../inputs.ts';

export type PublishOptions = {
  readonly inputs: Pick<Inputs, 'comment' | 'uploadSarif' | 'token' | 'workingDirectory'>;
  readonly context: GitHubContext;
  readonly pull: PullRequest | undefined;
  readonly markdown: string;
  readonly sarif: string;
  /** Milliseconds. */
  readonly startedAt: number;
};

/** What cannot be written is a warning: the gate's answer does not depend on who may write. */
export async function publish(options: PublishOptions, dependencies: Dependencies): Promise<void> {
  const { inputs, context, pull } = options;
  const { log } = dependencies;
  const jobs = [
    ...(inputs.comment ? [{ what: 'No comment', work: comment }] : []),
    ...(inputs.uploadSarif ? [{ what: 'No upload to code scanning', work: upload }] : []),
  ];
  if (jobs.length === 0) return;
  if (pull?.fork === true) {
    for (const { what } of jobs)
      log.notice(`${what}: the token of a pull request from a fork may only read.`);
    return;
  }
  const { createGitHubClient } = await import('@sealift/github/client/client');
  const { token = '' } = inputs;
  for (const { what, work } of jobs) {
    try {
      const client = createGitHubClient({ ...dependencies, token, apiUrl: context.apiUrl });
      await work(client, options);
    } catch (error) {
      const failure = asFailure(error);
      log.warning(`${failure.message} ${failure.remedy}`, { title: what, code: failure.code });
    }
  }
}

/** Writes the report into the comment of an earlier run, or into a new one. */
async function comment(
  client: GitHubClient,
  { inputs, context: { repository }, pull, markdown }: PublishOptions,
): Promise<void> {
  if (pull === undefined || repository === undefined)
    throw configurationFailure({
      code: 'migration-gate/no-pull-request',
      cause: 'This run belongs to no pull request that could be commented on.',
      remedy: 'Run the gate for "pull_request", or leave "comment" at "false".',
    });
  const { commentMarker, keepComment, readOwnComment } = await import('@sealift/github/pulls/comments');
  const marker = commentMarker(`sealift migration-gate ${encodeURIComponent(inputs.workingDirectory)}`);
  const present = await readOwnComment(client, repository, pull.number, marker);
  await keepComment(client, repository, pull.number, { marker, body: `${marker}\n${markdown}`, present });
}

async function upload(client: GitHubClient, { context, sarif, startedAt }: PublishOptions): Promise<void> {
  const { repository, sha, ref } = context;
  if (repository === undefined || sha === undefined || ref === undefined)
    throw configurationFailure({
      code: 'migration-gate/no-run',
      cause: 'This is no run of GitHub Actions whose findings could be uploaded.',
      remedy: 'Leave "upload-sarif" at "false".',
    });
  const [{ uploadSarif }, { compress }] = await Promise.all([
    import('@sealift/github/code-scanning/upload'),
    import('@sealift/github/code-scanning/compress'),
  ]);
  const compressed = await compress(sarif);
  const uploaded = await uploadSarif(client, { ...repository, commit: sha, ref, compressed, startedAt });
  if (!uploaded.uploaded) throw uploaded.failure;
}
