/** Merging when everything that is required has happened: by auto-merge, or by the base's merge queue. */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import { policy } from '../client/policy.ts';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';
import type { PullRequest } from './pull-requests.ts';

export type MergeWay = 'merge' | 'squash' | 'rebase' | 'queue';

export type AutoMergeResult =
  | { readonly kind: 'enabled' }
  /** Nothing has to be waited for, so it was merged at once. */
  | { readonly kind: 'merged' }
  /** It cannot be, and that is no reason to undo the pull request. */
  | { readonly kind: 'refused'; readonly failure: Failure };

const PERMISSION = 'pull-requests: write';

export const ENABLE_AUTO_MERGE: Operation = {
  name: 'EnableAutoMerge',
  document: `mutation EnableAutoMerge($input: EnablePullRequestAutoMergeInput!) {
  enablePullRequestAutoMerge(input: $input) { clientMutationId }
}`,
};
export const ENQUEUE: Operation = {
  name: 'Enqueue',
  document: `mutation Enqueue($input: EnqueuePullRequestInput!) { enqueuePullRequest(input: $input) { clientMutationId } }`,
};

export const DISABLE_AUTO_MERGE: Operation = {
  name: 'DisableAutoMerge',
  document: `mutation DisableAutoMerge($input: DisablePullRequestAutoMergeInput!) {
  disablePullRequestAutoMerge(input: $input) { clientMutationId }
}`,
};

/** Only for the head that this run has made: what came on top of it meanwhile is not approved by it. */
export async function mergeWhenReady(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  head: string,
  way: MergeWay,
): Promise<AutoMergeResult> {
  const [operation, input] =
    way === 'queue'
      ? [ENQUEUE, { pullRequestId: pull.id, expectedHeadOid: head }]
      : [
          ENABLE_AUTO_MERGE,
          { pullRequestId: pull.id, mergeMethod: way.toUpperCase(), expectedHeadOid: head },
        ];
  try {
    await runOperation(client, operation, {
      repository,
      variables: { input },
      answer: v.unknown(),
      permission: PERMISSION,
      // Enabled twice is enabled; a second place in the queue is refused.
      repeat: 'safe',
    });
    return { kind: 'enabled' };
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || failure.status === undefined || failure.status >= 500)
      throw failure;
    if (/already (?:enabled|in the queue)/i.test(failure.answer)) return { kind: 'enabled' };
    if (way !== 'queue' && /clean status/i.test(failure.answer))
      return mergeNow(client, repository, pull, head, way);
    return { kind: 'refused', failure: refusal(failure, repository, pull, way) };
  }
}

/**
 * It does not merge by itself any more, whatever comes to its branch.
 * @throws Failure `github/…`
 */
export async function stopMerging(
  client: GitHubClient,
  repository: RepositoryName,
  { id, number }: Pick<PullRequest, 'id' | 'number'>,
): Promise<void> {
  try {
    await runOperation(client, DISABLE_AUTO_MERGE, {
      repository,
      variables: { input: { pullRequestId: id } },
      answer: v.unknown(),
      permission: PERMISSION,
      repeat: 'safe',
    });
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || failure.status !== 422) throw failure;
    // Disabled, closed or merged meanwhile: GitHub's words for it are not documented.
    const response = await client.rest.pulls.get({
      ...repository,
      pull_number: number,
      request: policy({ permission: 'pull-requests: read' }),
    });
    if (parseAnswer(v.object({ auto_merge: v.nullish(v.unknown()) }), response).auto_merge) throw failure;
  }
}

const Merged = v.object({ merged: v.boolean() });

/** GitHub arms auto-merge only while something is missing. */
async function mergeNow(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  head: string,
  way: Exclude<MergeWay, 'queue'>,
): Promise<AutoMergeResult> {
  const happened = async () => {
    const response = await client.rest.pulls.get({
      ...repository,
      pull_number: pull.number,
      request: policy({ permission: 'pull-requests: read' }),
    });
    const { merged } = parseAnswer(Merged, response);
    return merged ? { merged } : undefined;
  };
  try {
    const response = await client.rest.pulls.merge({
      ...repository,
      pull_number: pull.number,
      sha: head,
      merge_method: way,
      request: policy({ permission: 'contents: write', happened }),
    });
    parseAnswer(Merged, response);
    return { kind: 'merged' };
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || failure.status === undefined || failure.status >= 500)
      throw failure;
    return { kind: 'refused', failure: refusal(failure, repository, pull, way) };
  }
}

function refusal(
  failure: GitHubFailure,
  repository: RepositoryName,
  pull: PullRequest,
  way: MergeWay,
): Failure {
  const { answer } = failure;
  const remedy = /auto.?merge is not allowed/i.test(answer)
    ? `Allow it in the settings of ${formatRepositoryName(repository)} (General, "Allow auto-merge"), or set "auto-merge: off".`
    : /merge queue is not enabled/i.test(answer)
      ? 'Require a merge queue for the base branch in its ruleset, or use "auto-merge: merge", "squash" or "rebase".'
      : /protected branch rules not configured/i.test(answer)
        ? 'Protect the base branch: without rules there is nothing that auto-merge could wait for. Or merge it by hand.'
        : /merges? (?:commits )?are not allowed/i.test(answer)
          ? 'Name a merge method that the repository allows in "auto-merge".'
          : /modified/i.test(answer)
            ? 'Somebody has committed to the branch meanwhile: review and merge it by hand.'
            : 'Merge it by hand, or correct what the message names.';
  return configurationFailure({
    code: 'github/auto-merge-refused',
    cause: `Pull request #${pull.number} of ${formatRepositoryName(repository)} ${way === 'queue' ? 'was not put into the merge queue' : 'will not merge by itself'}: "${answer}".`,
    remedy,
    error: failure,
  });
}
