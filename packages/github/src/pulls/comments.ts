/** One comment on a pull request that is kept up to date, told by a hidden marker and by who wrote it. */
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type Comment = {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
};

const PERMISSION = 'pull-requests: write';
/** Characters that GitHub takes in a comment. */
export const MAX_COMMENT = 65_536;
/** Of one pull request that are looked at: a hundred a page. */
const MAX_PAGES = 20;

export const COMMENTS: Operation = {
  name: 'Comments',
  document: `query Comments($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      comments(first: 100, after: $after) {
        nodes { databaseId url body updatedAt viewerDidAuthor }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`,
};

const Page = v.object({
  repository: v.nullable(
    v.object({
      pullRequest: v.nullable(
        v.object({
          comments: v.object({
            nodes: v.array(
              v.object({
                databaseId: v.nullable(v.number()),
                url: v.string(),
                body: v.string(),
                updatedAt: v.string(),
                viewerDidAuthor: v.boolean(),
              }),
            ),
            pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
          }),
        }),
      ),
    }),
  ),
});

/** How a comment begins that is kept up to date: nobody sees it, and nothing of the text can make one. */
export const commentMarker = (name: string): string => `<!-- ${name} -->`;

/**
 * The oldest comment that begins with the marker and was written by the owner of the token: what somebody else wrote,
 * marker or not, is never changed.
 * @throws Failure `github/…`
 */
export async function readOwnComment(
  client: GitHubClient,
  repository: RepositoryName,
  pull: number,
  marker: string,
): Promise<Comment | undefined> {
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer: v.InferOutput<typeof Page> = await runOperation(client, COMMENTS, {
      repository,
      variables: { owner: repository.owner, repo: repository.repo, number: pull, after },
      answer: Page,
      // Whoever reads it is about to write it.
      permission: PERMISSION,
    });
    const comments = answer.repository?.pullRequest?.comments;
    const found = comments?.nodes.find(
      ({ body, viewerDidAuthor, databaseId }) =>
        viewerDidAuthor && databaseId !== null && body.startsWith(marker),
    );
    if (found !== undefined)
      return {
        id: found.databaseId ?? 0,
        url: found.url,
        body: found.body,
        updatedAt: Date.parse(found.updatedAt),
      };
    if (comments?.pageInfo.hasNextPage !== true) return undefined;
    after = comments.pageInfo.endCursor;
  }
  return undefined;
}

const RestComment = v.object({
  id: v.number(),
  html_url: v.string(),
  body: v.optional(v.string(), ''),
  updated_at: v.string(),
});
const fromRest = (comment: v.InferOutput<typeof RestComment>): Comment => ({
  id: comment.id,
  url: comment.html_url,
  body: comment.body,
  updatedAt: Date.parse(comment.updated_at),
});

/** GitHub's web form saves line breaks as CRLF. */
const sameText = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n').trim() === b.trim();

/**
 * Writes the comment, or changes the present one. What says the same already is left alone, so that its time stays.
 * @param body begins with the marker
 * @throws Failure `github/…`
 */
export async function keepComment(
  client: GitHubClient,
  repository: RepositoryName,
  pull: number,
  wanted: { readonly marker: string; readonly body: string; readonly present: Comment | undefined },
): Promise<Comment> {
  const { marker, body, present } = wanted;
  if (present !== undefined && sameText(present.body, body)) return present;
  const response =
    present === undefined
      ? await client.rest.issues.createComment({
          ...repository,
          issue_number: pull,
          body,
          request: policy({
            permission: PERMISSION,
            happened: async () => {
              const found = await readOwnComment(client, repository, pull, marker);
              return (
                found && {
                  ...found,
                  html_url: found.url,
                  updated_at: new Date(found.updatedAt).toISOString(),
                }
              );
            },
          }),
        })
      : await client.rest.issues.updateComment({
          ...repository,
          comment_id: present.id,
          body,
          // The same replacement twice is one replacement.
          request: policy({ permission: PERMISSION, repeat: 'safe' }),
        });
  return fromRest(parseAnswer(RestComment, response));
}
