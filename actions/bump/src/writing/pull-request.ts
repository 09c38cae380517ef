/** Opens the bump's pull request or updates the open one; everything in it may be done already. */

import { isBumpBody, renderPullRequestBody } from '@sealift/deploy/pull-request/body';
import type { PullRequestText } from '@sealift/deploy/pull-request/text';
import { openPullRequest, type PullRequest, updatePullRequest } from '@sealift/github/pulls/pull-requests';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Outcome } from './outcome.ts';
import { armMerge, decorate } from './pull-request-metadata.ts';
import { renderTitle } from './title.ts';

export type UpsertedPull = { readonly pull: PullRequest | undefined; readonly created: boolean };

/** @param textAfter the text that follows a present one */
export async function upsertPullRequest(
  job: BumpJob,
  { open, head, classification: { active } }: Outcome,
  textAfter: (previous?: string) => PullRequestText,
): Promise<UpsertedPull> {
  if (head === undefined) return { pull: undefined, created: false };
  const { client, repository, base, branch } = job.destination;
  const { inputs, dependencies } = job.context;
  const title = active.length === 0 ? (open?.title ?? '') : renderTitle(job, active);
  // Where nothing of this run is active, what is said stays.
  const body = (previous?: string) =>
    active.length === 0 && previous !== undefined ? previous : renderPullRequestBody(textAfter(previous));
  const opened =
    open === undefined
      ? await openPullRequest(client, repository, {
          head: branch,
          base,
          title,
          body: body(),
          draft: inputs.pullRequest.draft,
        })
      : { pull: open, created: false };
  if (opened === 'none') return { pull: undefined, created: false };
  const pull = opened.created ? opened.pull : await updateText(job, opened.pull, title, body);
  dependencies.log.info(`Pull request ${opened.created ? 'opened' : 'up to date'}: ${pull.url}`);
  await decorate(job, pull, opened.created);
  await armMerge(job, pull, head);
  return { pull, created: opened.created };
}

async function updateText(
  { context, destination: { client, repository } }: BumpJob,
  pull: PullRequest,
  title: string,
  bodyAfter: (previous: string) => string,
): Promise<PullRequest> {
  if (isBumpBody(pull.body)) {
    const text = { title, body: bodyAfter(pull.body) };
    return (await updatePullRequest(client, repository, pull, text)).pull;
  }
  context.dependencies.log.warning(`The text of ${pull.url} was written by a person and stays as it is.`, {
    title: 'Bump',
  });
  return pull;
}
