/** The pull request of this run, as the API knows it, and the comment that is kept on it. */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { pullRequestOf } from '@sealift/action-kit/pull-request';
import { configurationFailure, failedWith } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import type { GitHubClient } from '@sealift/github/client/client';
import {
  type Comment,
  commentMarker,
  keepComment,
  MAX_COMMENT,
  readOwnComment,
} from '@sealift/github/pulls/comments';
import { type PullState, readPull } from '@sealift/github/pulls/open-pulls';
import type { RepositoryName } from '@sealift/github/repository/repository';
import type { Inputs } from './inputs.ts';

/** What this run may do on its pull request. */
export type Talk = {
  readonly pull: PullState;
  readonly comment: Comment | undefined;
  readonly marker: string;
};

/**
 * undefined where there is no pull request, or none that may be written to.
 * @throws Failure `openapi/no-comment` when a comment is demanded, and those of GitHub
 */
export async function openTalk(
  inputs: Pick<Inputs, 'comment' | 'app'>,
  context: GitHubContext,
  client: GitHubClient,
  repository: RepositoryName,
): Promise<Talk | undefined> {
  if (inputs.comment === 'false') return undefined;
  const own = pullRequestOf(context);
  if (own === undefined || (own.fork && inputs.comment === 'auto')) {
    if (inputs.comment === 'auto') return undefined;
    throw configurationFailure({
      code: 'openapi/no-comment',
      cause: 'A comment is demanded, and this run belongs to no pull request.',
      remedy: 'Run on pull_request, or set "comment: auto".',
    });
  }
  const pull = await readPull(client, repository, own.number);
  if (pull === undefined) return undefined;
  const marker = commentMarker(`sealift-openapi ${inputs.app}`);
  return { pull, marker, comment: await readOwnComment(client, repository, own.number, marker) };
}

/**
 * A comment appears when there is something to say; one that is there is always brought up to date.
 * @param body Markdown without marker
 */
export async function saySo(
  { pull, marker, comment }: Talk,
  body: string,
  {
    client,
    repository,
    log,
    needed,
    mark,
  }: {
    readonly client: GitHubClient;
    readonly repository: RepositoryName;
    readonly log: Pick<Log, 'warning'>;
    readonly needed: boolean;
    readonly mark: string;
  },
): Promise<string> {
  if (comment === undefined && !needed) return '';
  const head = `${marker}\n${mark}\n`;
  const room = MAX_COMMENT - head.length - 100;
  const text =
    body.length <= room
      ? body
      : `${body.slice(0, room).replace(/\n[^\n]*$/, '')}\n\n… the rest is in the job summary.\n`;
  try {
    return (
      await keepComment(client, repository, pull.number, { marker, body: head + text, present: comment })
    ).url;
  } catch (thrown) {
    if (!failedWith(thrown, 'github/forbidden')) throw thrown;
    log.warning(`${thrown.message} ${thrown.remedy}`, { title: 'No comment', code: thrown.code });
    return '';
  }
}
